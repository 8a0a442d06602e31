/** The queue that only the workers of this test poll. */
export const payingQueue = 'paying';

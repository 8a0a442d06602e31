/** The locale of what programs read and operators see; customers read their own language. */

/** For `Intl`: times of 24 hours, and parts that are taken out by their type. */
export const programLocale = 'en-GB';

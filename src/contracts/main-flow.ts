/** The name of the main flow. */

/** The flow that every message with an intent starts; what it does with one is written in flows/ or by the merchant. */
export const mainFlow = 'customer-service';

/** Addresses that the shop's API styles tell of. */

/** Where the carrier shows a parcel to its recipient. */
export const trackingUrl = (code: string): string => `https://blitz.example/verfolgen/${code}`;

/** The picture of an article. */
export const imageUrl = (sku: string): string => `https://bilder.luettkontor.example/${sku}.jpg`;

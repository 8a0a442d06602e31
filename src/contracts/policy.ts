/** Values of a merchant’s policy that more than one room reads. */

/** An amount in minor units of an ISO 4217 currency. */
export interface Amount {
  minor: number;
  currency: string;
}

/** A band of the merchant's policy (DESIGN §6). */
export interface Band {
  upTo?: Amount;
  perCustomer?: { count: number; ms: number };
}

/** What is known of the customer who writes: their claim, and facts by which they can be matched with a record. */
/** Facts by which a customer can be matched with an order. */
export type FactKind = 'number' | 'email' | 'postcode';

/** What is asked for: all of `missing`, and one of `either` where more than one would do. */
export type NeededFacts = {
  missing: readonly FactKind[];
  either?: readonly FactKind[];
};

/** One value per kind: a message with several values of a kind gives none of that kind. */
export type Facts = Readonly<Partial<Record<FactKind, string>>>;

/** The customer as the channel names them; trusted only with a valid voucher (DESIGN §7). */
export interface CustomerClaim {
  ref?: string;
  email?: string;
  voucher?: string;
}

/** What is known about the customer: their claim, and facts that can match them with a record. */
/** Facts that can match a customer with a record. */
export type FactKind = 'number' | 'email' | 'postcode';

/** What to ask for: all of `missing`, and one of `either` where any of several would do. */
export type NeededFacts = {
  missing: readonly FactKind[];
  either?: readonly FactKind[];
};

/** What is asked for, and the kind of record that it is to match, unless it is an order. */
export type AskedFacts = NeededFacts & { about?: string };

/** One value per kind: a message with several values of a kind yields none of that kind. */
export type Facts = Readonly<Partial<Record<FactKind, string>>>;

/** The customer as the channel names them; trusted only with a valid voucher (DESIGN §7). */
export interface CustomerClaim {
  ref?: string;
  email?: string;
  voucher?: string;
}

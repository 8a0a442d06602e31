/** How a message was understood. */

/**
 * What a person must see, whatever else a message wants; the gravest first. `queue`: where people see it, if a merchant has one
 * of that name; `urgent`: it cannot wait for its turn.
 */
export const graveFlags = {
  safety: { queue: 'safety', urgent: true },
  legal_threat: { queue: 'legal', urgent: true },
  fraud: { queue: 'fraud', urgent: true },
  bereavement: { queue: 'bereavement', urgent: false },
  chargeback: { queue: 'payments', urgent: false },
  privacy: { queue: 'privacy', urgent: false },
} as const;

/** Such a flag. */
export type GraveFlag = keyof typeof graveFlags;

/** The gravest of some flags, if one of them is grave. */
export const gravestOf = (flags: readonly string[]): GraveFlag | undefined =>
  (Object.keys(graveFlags) as GraveFlag[]).find((flag) => flags.includes(flag)); // the table's own keys

/** Result of understanding a message (reference: the interface of the understanding layer). */
export interface Understanding {
  /** One of the fine intents that were told apart, otherwise an intent; so are `candidates` and `secondary`. */
  intent: string;
  /** The fine intents that were told apart, if any: all others count as the intent that they belong to. */
  apart?: readonly string[];
  confidence: number;
  calibrated: boolean;
  margin: number;
  candidates: readonly { intent: string; score: number }[];
  secondary: readonly string[];
  /** The likeliest fine intent, whether told apart or not. */
  label?: string;
  entities: readonly Entity[];
  language: string;
  flags: readonly (GraveFlag | 'injection' | 'wants_human' | 'abuse')[];
  /** True if confidence and margin pass the thresholds for the intent. */
  sure: boolean;
  provider: {
    id: string;
    model: string;
    /** Version of the weights, or of the prompt. */
    version: string;
    /** Hash of what a language model was told, intents included. */
    promptHash?: string;
    latencyMs: number;
    tokens?: { in: number; out: number };
  };
}

/** What a message is that names no matter of its own. */
export type FollowUp =
  /** Answered by the merchant's sentence of this name; `answers`: a yes, a no or an “ok”, where something is asked. */
  | { is: 'small_talk'; sentence: string; answers?: true }
  /** An order number and no more. */
  | { is: 'number'; number: string }
  /** Why something is wanted, and not what; `certain` if it says so itself: “because …”. */
  | { is: 'reason'; certain: boolean }
  /** A file, or the place that a chat keeps for one. */
  | { is: 'file' };

/** Kinds of entities, and the content of their `value`. */
export type EntityType =
  /** Upper case, without `#` and spaces. */
  | 'order_number'
  | 'tracking_number'
  | 'sku'
  | 'postcode'
  /** Lower case. */
  | 'email'
  /** Digits, with `+` for the country's code. */
  | 'phone'
  /** Minor units and ISO 4217 code: `1230 EUR`. */
  | 'amount'
  /** A whole number. */
  | 'quantity'
  /** `yyyy-MM-dd`; `yyyy-MM` if only a month is given, which flows do not take for a day. */
  | 'date'
  /** As written: a person, a street with its house number, a city. */
  | 'name'
  | 'address'
  | 'city'
  /** One of `refundReasons`, at most one of a message. */
  | 'reason'
  /** What one thing is asked about a delivery: `day`, `carrier`, `delay` or `pickup`. */
  | 'asks';

/** A merchant's own order number formats: RE2 patterns; with `only`, no other format counts. */
export interface OrderNumberForms {
  patterns: readonly string[];
  only: boolean;
}

/** A verbatim piece of a message: `value` normalised, `raw` as written at [start, end). */
export interface Entity {
  type: EntityType;
  value: string;
  raw: string;
  start: number;
  end: number;
  source: 'rule' | 'llm';
  /** Not in the customer's own words: [start, end) is a place in the subject, or in what the text quotes. Proves nothing. */
  from?: 'subject' | 'history';
}

/** Hints by which an operation is drafted from a system's own description. Data alone: importers name no operation. */

/** A kind of record, whose fields importers find by their names. */
export type ImportedRecord = 'order' | 'tracking' | 'quote' | 'refund' | 'cancellation' | 'registration';

/** What a parameter is given: a text with `${…}`, an amount in the system's unit, or the system's word for one of ours. */
export type ImportedValue =
  string | { amount: string } | { word: string; like: readonly (readonly [ours: string, names: RegExp])[] };

/** Hints of one operation; names are compared in lower case, without punctuation, unless a pattern says otherwise. */
export interface ImportHints {
  /** Names of a system's operation, or its method and path with parameters as `{}`: the first pattern that fits any wins. */
  names: readonly RegExp[];
  /** Names of parameters, each with what it is given; the first is what the operation is never asked without. */
  inputs: readonly (readonly [names: RegExp, value: ImportedValue])[];
  /** What the answer holds, or a list of them where the operation lists. */
  gives: ImportedRecord;
}

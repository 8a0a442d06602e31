/** How intents are called: a fine intent is a part of an intent, as `refund.status` is of `refund`. */

/** The intent that a fine intent belongs to; any other name is an intent itself. */
export const intentOf = (name: string): string => name.split('.', 1)[0] ?? name;

/**
 * What a fine intent counts as: itself where it is told apart, otherwise the intent that it belongs to. Fine intents
 * roll up here and nowhere else.
 */
export const rolledUp = (name: string, apart: readonly string[] = []): string =>
  apart.includes(name) ? name : intentOf(name);

/** Names by which something is looked up for an intent, best first: a fine intent has what its intent has. */
export const namesFor = (name: string): readonly string[] => [...new Set([name, intentOf(name)])];

/** The fine intents among names: those that must be told apart. */
export const fineAmong = (names: Iterable<string>): readonly string[] =>
  [...names].filter((name) => name !== intentOf(name));

/** An intent's name as one word: sentences and steps have no dots in theirs. */
export const asWord = (name: string): string => name.replaceAll('.', '_');

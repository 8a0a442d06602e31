/** Guesses which of our statuses a system's word means. */
import { plainName } from './foreign-names.js';

type Guess = readonly [pattern: RegExp, ours: string];

/** The first pattern that fits wins. */
const orderWords: readonly Guess[] = [
  [/partial.*(refund|return)/, 'other'],
  [/refund|credited|erstattet/, 'refunded'],
  [/return|retour/, 'returned'],
  [/cancel|void|abort|reject|storn|fail|expire|declin/, 'cancelled'],
  [/deliver(ed|y?complete)|received|complete|closed|^done$|zugestellt/, 'delivered'],
  [/part.*(ship|fulfil|sent|dispatch)|teil(versand|liefer)/, 'partly_shipped'],
  [/notship|unship|unfulfil|unsent|notsent/, 'open'],
  [/ship|fulfilled|sent|dispatch|transit|outfordelivery|versandt|versendet/, 'shipped'],
  [/pack|pick|readyto|readyfor|gepackt/, 'packed'],
  [
    /new|open|creat|place|pend|paid|process|confirm|wait|hold|schedul|progress|activ|authori|approv|request|neu|offen/,
    'open',
  ],
];

const trackingWords: readonly Guess[] = [
  [/return/, 'returning'],
  [/exception|problem|fail|undeliver|delay|damage|lost|hold/, 'problem'],
  [/pickup|collect(?!ed)/, 'ready_for_pickup'],
  [/outfordelivery|transit|depart|arriv|onits?way|shipped|moving|sent/, 'in_transit'],
  [/delivered|complete/, 'delivered'],
  [/ready|packed/, 'ready_for_shipment'],
  [/label|manifest|creat|announc|order|register|billing/, 'label_created'],
];

const guessed = (guesses: readonly Guess[], word: string): string =>
  guesses.find(([pattern]) => pattern.test(plainName(word)))?.[1] ?? 'other';

/** A table from a system's words to ours. */
export function statusTable(kind: 'order' | 'tracking', foreign: readonly string[]): Record<string, string> {
  const guesses = kind === 'order' ? orderWords : trackingWords;
  return Object.fromEntries(foreign.map((word) => [word, guessed(guesses, word)]));
}

/** A table from our words to a system's; where none fits, its word for "other", or `todo`. */
export function wordTable(
  ours: readonly (readonly [ours: string, names: RegExp])[],
  foreign: readonly string[],
  todo: string,
): Record<string, string> {
  const find = (pattern: RegExp) => foreign.find((word) => pattern.test(plainName(word)));
  const rest = find(/other|misc|general|unknown|sonst/) ?? todo;
  return Object.fromEntries(ours.map(([word, names]) => [word, find(names) ?? rest]));
}

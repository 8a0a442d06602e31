/** What a customer writes about a matter, and every reply that they hear. */
import type { StoryCustomer } from '../../../demo/shop/stories.js';

/** A message, and its replies: each expression is found in one of what is heard, in this order. */
type Line = readonly [says: string, ...hears: RegExp[]];

/** A customer's messages in groups: those of one are written without waiting for an answer. */
export interface Script {
  readonly customer: StoryCustomer;
  readonly groups: readonly (readonly Line[])[];
}

/** A matter: of whose records it can be told, and how; the shop is asked for a write, or not. */
export interface Matter {
  readonly about: readonly { customer: StoryCustomer; nummer?: string; number?: string }[];
  readonly lines: (number: string) => readonly Line[];
  readonly writes: boolean;
}

/** The answer to a question of yes or no. */
export const yes = (...hears: RegExp[]): Line => ['Yes, please', ...hears];
/** Small talk while a question is open, which is asked again. */
export const thanks = (asked: RegExp): Line => [
  'Thanks! I have a question',
  new RegExp(`your answer to this.*${asked.source}`),
];
const greeting: Line = ['hello?', /How can I help/];
const people: Line = ['I want to talk to a human', /passing this on to a colleague/, /asking for a person/];

/** The messages of the customer with the record at this place: a greeting, the matter, then people, to whom the rest is passed on. */
export function scriptOf({ about, lines }: Matter, at: number, messages: number): Script {
  const record = about[at];
  if (record === undefined) throw new Error('The shop has too few records for this matter.');
  const [opens, ...answers] = lines(record.nummer ?? record.number ?? '');
  if (opens === undefined) throw new Error('A matter has a message that opens it.');
  const waited = [...answers, people];
  const rest = Array.from({ length: messages - 2 - waited.length }, (_, index): Line => {
    const says = `And there is this too, number ${index + 1}`;
    return [says, new RegExp(says)];
  });
  return { customer: record.customer, groups: [[greeting, opens], ...waited.map((line) => [line]), rest] };
}

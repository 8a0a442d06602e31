/** Whether the customer has said already what a question would ask for (DESIGN §23.2): then it is not asked. */
import type { AskCustomerRequest } from '../contracts/activities.js';
import type { Said } from '../contracts/conversation.js';
import type { Json } from '../contracts/json.js';
import { entityHints } from '../merchants/entity-hints.js';
import type { Merchant } from '../merchants/merchant.js';
import type { RunStore } from './dependencies.js';
import { amountsIn, onlyAmount } from '../understanding/answers/amount.js';
import { addressCorrected } from '../understanding/answers/corrected-address.js';
import { answerTo, type Question } from '../understanding/answers/read-answer.js';
import {
  choiceSaid,
  partsSaid,
  shortSaid,
  wholeSaid,
} from '../understanding/answers/answer-before-question.js';
import {
  countSaid,
  piecesSaid,
  saysSome,
  thingSaid,
  thingsCorrected,
  thingsSaid,
} from '../understanding/answers/things-said.js';
import { stripQuotedText } from '../understanding/strip-quoted-text.js';
import type { MessageUnderstander } from '../understanding/understander.js';
import { numberAnswer } from '../understanding/answers/number.js';
import { noIntent } from '../understanding/intents/index.js';
import { visibleText } from '../understanding/visible-text.js';
import { optionsByHeart, withMeant } from './answered-questions.js';

/** What is needed to read it. */
export interface SaidBeforeDependencies {
  store: { messages: Pick<RunStore['messages'], 'get'> };
  understander: Pick<MessageUnderstander, 'likeness'>;
  now: () => number;
}

/** The question as it would be read. */
type Asking = Pick<AskCustomerRequest, 'merchant' | 'ask' | 'said'> & {
  conversation: string;
  question: Question;
};

/** The answer that the customer's newest message gives which gives one; undefined if the question is to be asked. */
export async function saidBefore(
  { store, understander: { likeness }, now }: SaidBeforeDependencies,
  merchant: Merchant,
  { merchant: id, conversation, ask, said = [], question }: Asking,
): Promise<Json | undefined> {
  const { fills, ifSaid, repeated, labels: sentences = [] } = ask;
  const unsaid = ifSaid === true ? [] : undefined;
  if (fills === undefined || said.length === 0) return unsaid;
  const isMenu = sentences.some(({ args }) => args.length === 0);
  const relevant = said.filter(({ slot }) => slot === undefined || (slot === fills && repeated !== true));
  const messages = await store.messages.get(id, conversation, [
    ...new Set(relevant.map(({ messageId }) => messageId)),
  ]);
  const texts = new Map(
    // What an agent has written for the customer, the agent knows; the customer may have said nothing of it.
    messages.flatMap(({ messageId, text, startedBy }): [string, string][] =>
      startedBy === undefined ? [[messageId, stripQuotedText(visibleText(text).text)]] : [],
    ),
  );
  if (question.kind === 'text') return addressSaid(relevant, texts) ?? unsaid;
  for (const { messageId, slot, corrects } of relevant) {
    const text = texts.get(messageId);
    if (text === undefined) continue;
    const corrected = corrects === true ? correctedTo(question, text) : undefined;
    const answer =
      corrected ??
      (slot === undefined
        ? await saidOfItself({ ...question, isMenu, repeated: repeated === true }, text, merchant, likeness)
        : await answered(question, text, { merchant, likeness, now: now() }));
    // What names things so that others could be meant, and a correction of which it is not clear what it leaves, is asked about.
    if (answer === 'unclear') return undefined;
    if (answer !== undefined) return answer;
  }
  return unsaid;
}

/** The address that was given before, with what the customer's newest message corrects in it. */
function addressSaid(said: readonly Said[], texts: ReadonlyMap<string, string>): string | undefined {
  const [correcting, given] = [
    said.find(({ corrects }) => corrects === true),
    said.find(({ slot }) => slot !== undefined),
  ].map((one) => one && texts.get(one.messageId));
  return correcting === undefined || given === undefined ? undefined : addressCorrected(given, correcting);
}

/** What a correction puts in the place of a number, or leaves of a list. */
function correctedTo({ kind, labels }: Question, text: string): number | number[] | 'unclear' | undefined {
  if (kind === 'choices') {
    const left = thingsCorrected(text, labels);
    return typeof left === 'object' ? [...left] : left;
  }
  if (kind !== 'number') return undefined;
  return numberAnswer(text) ?? countSaid(text) ?? (/\d/u.test(text) ? 'unclear' : undefined);
}

interface SaidOfItself {
  isMenu: boolean;
  /** Only what names what the question is about counts. */
  repeated: boolean;
}

/**
 * What a message says for sure that was no answer to this question, or that it is unclear; `isMenu`: its options are words of the flow's,
 * and no records.
 */
async function saidOfItself(
  { kind, labels, aliases = [], question = '', isMenu, repeated }: Question & SaidOfItself,
  text: string,
  merchant: Pick<Merchant, 'says' | 'config'>,
  likeness: MessageUnderstander['likeness'],
): Promise<Json | undefined> {
  if (kind === 'number') return (repeated ? undefined : countSaid(text)) ?? piecesSaid(text, question);
  if (kind === 'amount') {
    const amount = onlyAmount(amountsIn(text));
    return amount === undefined ? undefined : { ...amount };
  }
  if (kind === 'choices') {
    const things = thingsSaid(text, labels);
    return typeof things === 'object' ? [...things] : things;
  }
  if (kind !== 'choice') return undefined;
  if (!isMenu) return thingSaid(text, labels) ?? shortSaid(text, labels);
  // Words of an option that stand in a message by chance choose none.
  if (!labels.some((label) => merchant.says?.has(label))) return undefined;
  const some = aliases.findIndex((alias) => alias.startsWith('\n'));
  const things = aliases[some]?.slice(1).split('\n') ?? [];
  const whole = wholeSaid(text, labels, things);
  if (whole !== undefined || likeness === undefined) return whole;
  if (some >= 0) return saysSome(text, things) ? some : undefined;
  const { options, likenessOf } = optionsByHeart(labels, merchant, likeness);
  const parts = partsSaid(text);
  return choiceSaid(parts, options, await Promise.all(parts.map((part) => likenessOf(part))));
}

/** What a message says that has answered the same question in a run before this one. */
async function answered(
  question: Question,
  text: string,
  { merchant, likeness, now }: { merchant: Merchant; likeness: MessageUnderstander['likeness']; now: number },
): Promise<Json | undefined> {
  const [asked = question] = await withMeant(
    [{ run: '', key: '', ...question }],
    ...([text, merchant, likeness] as const),
  );
  const { today, currency } = entityHints(merchant.config, now);
  const understanding = { intent: noIntent, sure: false, entities: [] };
  return answerTo(asked, { text, understanding, today, currency });
}

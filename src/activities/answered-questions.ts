/** Which of the open questions a message answers, and which of them its writer could have read. */
import type { AskName, UnderstandRequest, UnderstoodMessage } from '../contracts/activities.js';
import type { Understanding } from '../contracts/understanding.js';
import type { Merchant } from '../merchants/merchant.js';
import type { RunStore } from './dependencies.js';
import {
  answerIn,
  hasFact,
  otherwiseIn,
  type PossibleAnswer,
  type Question,
} from '../understanding/answers/read-answer.js';
import { meantChoice, plainChoice } from '../understanding/answers/choice.js';
import type { Wording } from '../understanding/answers/nearest-option.js';
import { noIntent } from '../understanding/intents/index.js';
import type { Compared, MessageUnderstander } from '../understanding/understander.js';
import { openingOf } from '../understanding/answers/message-opening.js';
import { isPuzzled } from '../understanding/answers/question-not-understood.js';
import { questionKey } from './question-key.js';
import { wantsNothingNew, says, wordsOf } from '../understanding/follow-ups/known-phrases.js';

// What is said to a question in the place of an answer: that it is not known, or that the matter is to be left.

/** Words of the longest such message. */
const longestAside = 14;

/** "No idea", "what would you suggest?". */
const isUnknowing = (text: string): boolean =>
  wordsOf(text).length <= longestAside && says(text, 'unknowing');

/** "Never mind", and where something else begins behind it. */
function backsOut(text: string): UnderstoodMessage['backsOut'] {
  const [first = ''] = /^[^,.;!?\n–—]*[,.;!?\n–—]*\s*/u.exec(text) ?? [];
  const rest = text.slice(first.length);
  const hasMore = !says(rest, 'backing') && (rest.includes('?') || says(rest, 'wanting'));
  const own = hasMore ? first : text;
  if (wordsOf(own).length > longestAside || own.includes('?') || !says(own, 'backing')) return undefined;
  return {
    ...(says(own, 'backingSurely') ? { surely: true } : {}),
    ...(hasMore ? { rest: first.length } : {}),
  };
}

/** Whether a message asks for a person, in words that the model may not know where a question is open. */
export const asksForPerson = (text: string): boolean =>
  wordsOf(text).length <= mostOfPerson && says(text, 'person');

/** In more words, a person is often somebody in a story. */
const mostOfPerson = 20;

/** Open questions, those with options that are known by heart with the one that a message means. */
type Asks = readonly (UnderstandRequest['asks'][number] & Pick<Question, 'meant'>)[];

/** Reads what a message means of the options that are known by heart, where rules do not say it already. */
export async function withMeant(
  asks: UnderstandRequest['asks'],
  text: string,
  merchant: Pick<Merchant, 'says' | 'config'>,
  likeness: MessageUnderstander['likeness'],
  signal?: AbortSignal,
): Promise<Asks> {
  if (likeness === undefined) return asks;
  return Promise.all(
    asks.map(async (ask) => {
      const { kind, labels, aliases } = ask;
      const isMenu = (kind === 'choice' || kind === 'choices') && labels.length > 0;
      if (!isMenu || !labels.every((label) => merchant.says?.has(label))) return ask;
      if (text.trim() === '' || plainChoice(text, labels, aliases) !== undefined)
        return { ...ask, meant: 'none' as const };
      const { options, likenessOf } = optionsByHeart(labels, merchant, likeness, { isAnswer: true });
      const meant = meantChoice(text, options, await likenessOf(text, signal));
      return { ...ask, meant: meant ?? ('none' as const) };
    }),
  );
}

/** The options of a question with what customers say who mean them, and how near a text is to each wording of each. */
export function optionsByHeart(
  labels: readonly string[],
  { says, config }: Pick<Merchant, 'says' | 'config'>,
  likeness: NonNullable<MessageUnderstander['likeness']>,
  read: Pick<Compared, 'isAnswer'> = {},
): {
  options: readonly Wording[];
  likenessOf: (text: string, signal?: AbortSignal) => Promise<readonly (readonly number[])[]>;
} {
  const options = labels.map((label): Wording => [label, ...(says?.get(label) ?? [])]);
  const phrases = options.flat();
  const startOf = (at: number): number => options.slice(0, at).flat().length;
  return {
    options,
    likenessOf: async (text, signal) => {
      const near = await likeness({ text, phrases, ...read, merchant: config.merchant }, signal);
      return options.map((_, at) => near.slice(startOf(at), startOf(at + 1)));
    },
  };
}

/** What a message says to the questions that are open. */
type Said = Pick<UnderstoodMessage, 'fits' | 'nearly' | 'backsOut' | 'unknowing'> & { wanted?: readonly [] };

/** Reads it; few words beside an open question want nothing else for sure. */
export function answersIn(asks: Asks, message: PossibleAnswer, flags: Understanding['flags']): Said {
  const { text, followUp } = message;
  const wantsPeople = flags.includes('wants_human');
  const isOnTheSide = !wantsPeople && asks.length > 0 && wantsNothingNew(text);
  // What wants nothing of its own is no other request than the question's.
  const own = isOnTheSide
    ? { ...message, understanding: { ...message.understanding, sure: false } }
    : message;
  const backing = backsOut(text);
  const isPuzzling = asks.some(({ labels }) => labels.length > 0) && isPuzzled(text);
  const unknowing = backing === undefined && (isUnknowing(text) || (isPuzzling && !wantsElse(message)));
  const saysNone = unknowing || backing !== undefined;
  // Whatever is written answers a free question, unless it says that there is no answer; a fact is one, whatever is said beside it.
  const isLeftOpen = ({ kind, facts = [] }: Asks[number]): boolean =>
    saysNone && (kind === 'text' || (kind === 'facts' && !hasFact(facts, message.understanding.entities)));
  const read = asks.map((ask) => {
    const answered = isLeftOpen(ask) ? undefined : answerIn(ask, own);
    return { ask, answered: answered ?? (saysNone || wantsPeople ? undefined : otherwiseIn(ask, own)) };
  });
  const fits = read.flatMap(({ ask: { run, key }, answered }) =>
    answered === undefined || answered === 'nearly' ? [] : [{ run, key, ...answered }],
  );
  const nearly = read.flatMap(({ ask, answered }) => (answered === 'nearly' ? [nameOf(ask)] : []));
  return {
    fits,
    ...(nearly.length === 0 ? {} : { nearly }),
    ...(backing === undefined ? {} : { backsOut: backing }),
    ...(unknowing ? { unknowing } : {}),
    ...(isOnTheSide && followUp?.is !== 'number' ? { wanted: [] } : {}),
  };
}

/** A question of its own, surely about something: it wants an answer to that. */
const wantsElse = ({ text, understanding: { sure, intent } }: PossibleAnswer): boolean =>
  text.includes('?') && sure && intent !== noIntent;

/** Up to where the writer of a message could read, and where the open questions stand. */
export async function seenBy(
  { merchant, conversation, messageId, asks }: UnderstandRequest,
  outbox: Pick<RunStore['outbox'], 'readable'>,
): Promise<Pick<UnderstoodMessage, 'seen' | 'delivered'>> {
  if (asks.length === 0) return { delivered: [] };
  const keys = asks.map(questionKey);
  const { seen, positions } = await outbox.readable({ merchant, conversation, messageId, keys });
  const delivered = asks.flatMap((ask) => {
    const position = positions.get(questionKey(ask));
    return position === undefined ? [] : [{ ...nameOf(ask), position }];
  });
  return { ...(seen === undefined ? {} : { seen }), delivered };
}

/** The part of a message's own words that a request is for. */
export function partOf(own: string, { part }: Pick<UnderstandRequest, 'part'>): string {
  if (part === undefined) return own;
  const { text } = openingOf(own);
  return 'from' in part ? text.slice(part.from) : text.slice(0, part.to);
}

const nameOf = ({ run, key }: AskName): AskName => ({ run, key });

/** Which of the open questions a message answers, and which of them its writer could have read. */
import type { AskName, UnderstandRequest, UnderstoodMessage } from '../contracts/activities.js';
import type { Understanding } from '../contracts/understanding.js';
import type { Store } from '../store/store.js';
import { answerIn, type PossibleAnswer } from '../understanding/answers/answers.js';
import { openingOf } from '../understanding/answers/opening.js';
import { questionKey } from './question-key.js';
import { requests, wordsOf } from '../understanding/fragments/known-phrases.js';

// Few words without an intent or a question of their own: "only the blue one", "10106", "the two mugs".

/** Who wants something else writes more. */
const mostWords = 7;

/**
 * Whether a message, sent while a question is open, wants nothing of its own for sure, whatever a model makes of so few words.
 */
function isFollowUp(text: string): boolean {
  const words = wordsOf(text);
  const said = ` ${words.join(' ')} `;
  return words.length <= mostWords && !text.includes('?') && !requests.some((request) => request.test(said));
}

type Asks = UnderstandRequest['asks'];

/** What a message says to the questions that are open; few words beside a question about a write want nothing else for sure. */
export function answersIn(
  asks: Asks,
  message: PossibleAnswer,
  flags: Understanding['flags'],
): Pick<UnderstoodMessage, 'fits' | 'nearly'> & { wanted?: readonly [] } {
  const read = asks.map((ask) => ({ ask, answered: answerIn(ask, message) }));
  const fits = read.flatMap(({ ask: { run, key }, answered }) =>
    answered === undefined || answered === 'nearly' ? [] : [{ run, key, ...answered }],
  );
  const nearly = read.flatMap(({ ask, answered }) => (answered === 'nearly' ? [nameOf(ask)] : []));
  const wantsPeople = flags.includes('wants_human');
  const isOnTheSide =
    !wantsPeople && asks.some(({ kind }) => kind === 'yes_or_no') && isFollowUp(message.text);
  return {
    fits,
    ...(nearly.length === 0 ? {} : { nearly }),
    ...(isOnTheSide && message.fragment?.is !== 'number' ? { wanted: [] } : {}),
  };
}

/** Up to where the writer of a message could read, and where the open questions stand. */
export async function seenBy(
  { merchant, conversation, messageId, asks }: UnderstandRequest,
  outbox: Pick<Store['outbox'], 'readable'>,
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

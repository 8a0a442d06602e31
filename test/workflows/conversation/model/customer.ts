/** A customer of a game: what they write, in which order it arrives, and how each message is understood. */
import type { UnderstandRequest, UnderstoodMessage } from '../../../../src/contracts/activities.js';
import type { MessageRef } from '../../../../src/contracts/workflow-messages.js';
import type { Entity, FollowUp, Understanding } from '../../../../src/contracts/understanding.js';

/** What a message is about. */
type Meaning =
  | 'one'
  | 'two'
  | 'answer'
  /** An answer, and a wish behind it. */
  | 'more'
  /** Something near a yes. */
  | 'nearly'
  | 'unclear'
  | 'between'
  | 'news'
  | 'small_talk'
  | 'number'
  | 'reason'
  | 'grave'
  | 'gone';

/** A message as the customer means it. */
export interface Written extends MessageRef {
  meaning: Meaning;
  /** Up to which position of the outbox its writer could have read when it was kept. */
  seen?: number;
}

const meanings: readonly Meaning[] = [
  'one',
  'one',
  'one',
  'two',
  'answer',
  'answer',
  'answer',
  'more',
  'nearly',
  'unclear',
  'between',
  'small_talk',
  'number',
  'reason',
  'news',
];
const intents = ['wismo', 'refund', 'cancel_order'] as const;

/** Messages in the order of their positions; ids as long as they may be in some games. */
export function writeMessages(random: () => number, count: number): Written[] {
  const long = random() < 0.05 ? 'ü'.repeat(250) : '';
  return Array.from({ length: count }, (_, index) => {
    const rare = random();
    const usual = meanings[Math.floor(random() * meanings.length)] ?? 'one';
    const meaning = rare < 0.01 ? 'grave' : rare < 0.02 ? 'gone' : usual;
    return { messageId: `m${index + 1}${long}`, seq: index + 1, meaning };
  });
}

/** How they are sent: in order, a little shuffled, or quite at random; some of them twice. */
export function sendingOrder(random: () => number, messages: readonly Written[]): Written[] {
  const reach = [1, 4, 30, messages.length][Math.floor(random() * 4)] ?? 1;
  const repeated = messages.flatMap((message) => (random() < 0.3 ? [message, message] : [message]));
  return repeated
    .map((message) => ({ message, at: message.seq + random() * reach }))
    .sort((a, b) => a.at - b.at)
    .map(({ message }) => message);
}

/** What understanding says of a message, among these open questions, whether its writer knew them or not. */
export function understood(
  { seq, meaning: whole, seen }: Written,
  request: UnderstandRequest,
): UnderstoodMessage {
  const { asks, clarifying, part } = request;
  const meaning = part === undefined ? whole : 'from' in part ? 'one' : 'answer';
  const intent = intents[seq % 3] ?? 'wismo';
  const answers = meaning === 'answer' || meaning === 'more';
  const fitting = answers ? asks.filter((_, index) => (index + seq) % 3 > 0) : [];
  const isSure = meaning === 'one' || meaning === 'two';
  // Without a number of its own, an intent may be that of an order asked about before.
  const entities = isSure && seq % 2 === 0 ? [] : [order(`${1000 + (seq % 3)}`)];
  const followUp = fragmentOf(meaning, seq);
  const chooses = clarifying !== undefined && (meaning === 'unclear' || meaning === 'between');
  return {
    understanding: { ...understanding(isSure ? intent : 'other', isSure, meaning === 'grave'), entities },
    facts: { number: `${seq}` },
    fits: fitting.map(({ run, key }) => ({
      ...{ run, key, value: 'yes' },
      ...(meaning === 'more' ? { rest: 4 } : {}),
    })),
    ...(meaning === 'nearly' ? { nearly: asks.map(({ run, key }) => ({ run, key })) } : {}),
    ...(seen === undefined ? {} : { seen }),
    wanted: isSure ? [intent, ...(meaning === 'two' ? [intents[(seq + 1) % 3] ?? 'wismo'] : [])] : [],
    ...(meaning === 'news' ? { asksAbout: seq % 2 === 0 ? [] : ['refund'] } : {}),
    ...(meaning === 'between' ? { clarify: { intents: ['wismo', 'refund'], names: ['this', 'that'] } } : {}),
    ...(followUp === undefined ? {} : { followUp }),
    ...(chooses ? { chosen: seq % 3 === 0 ? [] : [clarifying.intents[0]] } : {}),
    language: 'en',
  };
}

const order = (value: string): Entity => ({
  ...{ type: 'order_number', value, raw: value, start: 0, end: value.length, source: 'rule' },
});

function fragmentOf(meaning: Meaning, seq: number): FollowUp | undefined {
  switch (meaning) {
    case 'small_talk':
      return { is: 'small_talk', sentence: 'thanks' };
    case 'number':
      return { is: 'number', number: `${1000 + (seq % 3)}` };
    case 'reason':
      return { is: 'reason', certain: seq % 2 === 0 };
    default:
      return undefined;
  }
}

function understanding(intent: string, sure: boolean, grave: boolean): Understanding {
  return {
    ...{ intent, sure, confidence: 0.9, calibrated: true, margin: 0.5, candidates: [], secondary: [] },
    ...{ entities: [], language: 'en', flags: grave ? ['safety'] : [] },
    provider: { id: 'test', model: 'test', version: '1', latencyMs: 0 },
  };
}

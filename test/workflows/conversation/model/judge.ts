/** What became of each message of a game, and whether that is what a conversation promises. */
import type { ConversationState } from '../../../../src/workflows/conversation/state.js';
import type { Written } from './customer.js';

/** One thing that became of a message. */
type Fate = `run ${string}` | 'answer' | 'reply' | 'clarify' | 'people';

/** Sentences that are all that becomes of a message, and a question that is repeated. */
const endingReplies: ReadonlySet<string> = new Set([
  ...[
    'again',
    'again_text',
    'again_date',
    'again_choice',
    'again_number',
    'again_amount',
    'thanks',
    'question_open',
    'remark',
  ],
  ...['still_checked', 'still_open', 'still_open_until', 'question', 'yes_or_no', 'which_question'],
]);

/** Sentences that ask about a message, which may go on with the next one. */
const askingReplies: ReadonlySet<string> = new Set([
  ...['clarify', 'unclear_order', 'unclear_message', 'unclear_again', 'answered_too_late'],
]);

/** Keeps the fates of messages, and every fault. */
export class Judge {
  readonly faults: string[] = [];
  /** True once ranges have grown together: a repeated message between them may be passed on again. */
  mergedRanges = false;
  readonly #fates = new Map<string, Fate[]>();
  readonly #replies = new Set<string>();
  readonly #arrived = new Map<number, 'in turn' | 'late'>();
  readonly #handled = new Set<number>();
  readonly #twice: { messageId: string; fate: Fate }[] = [];
  readonly #early = new Set<string>();

  /** Notes what became of a message. */
  note(messageId: string, fate: Fate): void {
    const fates = this.#fates.get(messageId) ?? [];
    if (fates.includes(fate) && fate !== 'people') this.#twice.push({ messageId, fate });
    this.#fates.set(messageId, [...fates, fate]);
  }

  /** A reply to the customer, by its key. */
  replied(key: string): void {
    const [, , sentence = '', messageId = ''] = key.split('/');
    // A question that is withdrawn twice is spoken of once: the outbox has one row for a key.
    if (this.#replies.has(key) && sentence !== 'not_done_yet') this.faults.push(`replied twice: ${key}`);
    this.#replies.add(key);
    if (endingReplies.has(sentence)) this.note(messageId, 'reply');
    if (askingReplies.has(sentence)) this.note(messageId, 'clarify');
  }

  /** An answer that a run is sent: the question must have been delivered before its message was kept. */
  answers(messageId: string, seen: number | undefined, delivered: number | undefined): void {
    if (delivered === undefined || seen === undefined || delivered > seen)
      this.faults.push(`${messageId} answers a question that its writer had not seen`);
  }

  /** The newest question came after a message, which is followed by it. */
  precedes(messageId: string): void {
    this.#early.add(messageId);
  }

  /** A message that is signalled to the conversation in this state. */
  arrives({ seq }: { seq: number }, { nextSeq, flood }: ConversationState): void {
    if (!this.#arrived.has(seq)) this.#arrived.set(seq, seq < nextSeq || flood ? 'late' : 'in turn');
  }

  /** A message whose turn is now: none that arrived before its turn may still be waiting below it. */
  handles({ seq }: { seq: number }, { flood }: ConversationState): void {
    if (!this.#handled.has(seq) && flood === undefined && this.#arrived.get(seq) === 'in turn') {
      for (const [below, how] of this.#arrived) {
        if (below < seq && how === 'in turn' && !this.#handled.has(below) && !this.#isPassedOn(below))
          this.faults.push(`${seq} is handled before ${below}`);
      }
    }
    this.#handled.add(seq);
  }

  readonly #passedOn = new Set<number>();
  #isPassedOn = (seq: number): boolean => this.#passedOn.has(seq);

  /** A message passed on to people. */
  passedOn({ messageId, seq }: { messageId: string; seq: number }): void {
    this.#passedOn.add(seq);
    this.note(messageId, 'people');
  }

  /** The state after an event. */
  sees({ runs, skipped }: ConversationState, startsRun: boolean): void {
    const busy = runs.filter(({ waiting }) => waiting.length === 0).length;
    if (startsRun && busy > 3) this.faults.push(`${busy} runs are open`);
    if (skipped.length >= 50) this.mergedRanges = true;
  }

  /** The faults when all has come to rest. */
  verdict(messages: readonly Written[]): readonly string[] {
    // What follows an answer may come to the same as the answer itself.
    const parted = messages.filter(({ meaning }) => meaning === 'more').map(({ messageId }) => messageId);
    for (const { messageId, fate } of this.#twice)
      if (!parted.includes(messageId)) this.faults.push(`${messageId} twice: ${fate}`);
    for (const message of messages) {
      const fault = this.#faultOf(message);
      if (fault !== undefined) this.faults.push(fault);
    }
    return this.faults;
  }

  #faultOf({ messageId, meaning }: Written): string | undefined {
    const fates = this.#fates.get(messageId) ?? [];
    if (meaning === 'small_talk' && fates.some((fate) => fate !== 'reply' && fate !== 'people'))
      return `${messageId} (${meaning}) does more than it says: ${fates.join(', ')}`;
    if (fates.length === 0)
      return this.#early.has(messageId) ? undefined : `${messageId} (${meaning}) is lost`;
    const ends = new Set(fates.filter((fate) => fate !== 'clarify').map((fate) => fate.split(' ')[0]));
    // One that was asked about goes along with its answer, whatever becomes of that.
    const isAskedAbout = fates.includes('clarify');
    // Of two intents one may run or be answered from an open run, and the other go to people who take over before its turn; an
    // order number may go with both.
    const shared = ends.size === 2 && !ends.has('answer');
    const isParted =
      meaning === 'more' || ((meaning === 'two' || meaning === 'number' || isAskedAbout) && shared);
    if (ends.size <= 1 || isParted || this.mergedRanges) return undefined;
    return `${messageId} (${meaning}) ends more than once: ${fates.join(', ')}`;
  }
}

/** Plays one entry of a set of answers as a conversation in virtual time: the product's own conversation, flows and calls. */
import type { Merchant } from '../../../../src/merchants/merchant.js';
import { SystemQuestions } from '../../../../src/simulator/talk/system-questions.js';
import { type Seen, Talk } from '../../../../src/simulator/talk/talk.js';
import type { MessageUnderstander } from '../../../../src/understanding/understander.js';

/** An answer to a question before a cancellation, or to whatever a shop asks first. */
export type Entry = { id: string; language: string; number: string } & (
  | {
      kind: 'confirmed' | 'unconfirmed';
      replies: readonly string[];
      expected: 'cancelled' | 'not_cancelled' | 'asked_again';
    }
  | { kind: 'double' | 'rest'; first: string; answers: { replies: readonly string[] } }
);

/** What came of one. */
export interface Played {
  kept: boolean;
  /** Of a yes that is not carried out: the customer is told so, by being asked again or in words. */
  told: boolean;
  /** Answers that runs were sent in messages written before the question was delivered. */
  unseen: number;
  /** Questions that were answered. */
  answered: number;
  transcript: readonly string[];
}

/** What an entry is played with: messages are understood at once, or only when runs have said all that they have to say. */
export interface World {
  merchant: Merchant;
  understander: MessageUnderstander;
  isSlow: boolean;
}

const wish = { en: 'Please cancel order', de: 'Bitte stornieren Sie die Bestellung' } as const;

/** Plays it to its end. */
export async function play(world: World, entry: Entry): Promise<Played> {
  const had = new Conversed(world, entry);
  if ('first' in entry) {
    await had.say(entry.first);
    await had.say(...entry.answers.replies);
    return { ...had.came, kept: had.unseen === 0, told: true };
  }
  await had.say(`${entry.language === 'de' ? wish.de : wish.en} ${entry.number}.`);
  const asked = had.seen.length;
  await had.say(...entry.replies);
  const after = had.seen.slice(asked);
  const isCancelled = after.some((seen) => seen.is === 'called' && seen.operation === 'orders.cancel');
  const told = after.some((seen) => (seen.is === 'said' || seen.is === 'asked') && isAbout(seen.text, entry));
  const kept = { cancelled: isCancelled, not_cancelled: !isCancelled, asked_again: !isCancelled && told };
  return { ...had.came, kept: kept[entry.expected] && had.unseen === 0, told };
}

/** A question or a word about what has not been done. */
const isAbout = (text: string, { number }: Entry): boolean =>
  text.includes(number) || /nothing has been|noch nichts/u.test(text);

class Conversed {
  readonly seen: Seen[] = [];
  unseen = 0;
  readonly #talk: Talk;
  readonly #transcript: string[] = [];
  /** How many messages had been written when a question was delivered. */
  readonly #asked = new Map<string, number>();
  #written = 0;
  #answered = 0;

  constructor({ merchant, understander, isSlow }: World, entry: Entry) {
    const compiled = merchant.flows.get('customer-service');
    if (compiled === undefined) throw new Error('there is no main flow');
    const answer = shop(entry.number);
    const questions: SystemQuestions = new SystemQuestions(merchant, () => this.#talk.now);
    this.#talk = new Talk({
      test: {
        ...{ flow: compiled.ir, hash: compiled.hash, merchant },
        given: {
          ...{ inputs: {}, now: Date.UTC(2026, 2, 2, 9), customer: 'verified', understands: [] },
          ...{ facts: {}, operations: {}, subflows: {}, config: merchant.config, policy: {} },
          language: entry.language,
        },
      },
      ...{ understander, isSlow },
      improvise: (name, inputs) =>
        Promise.resolve(questions.about(name, inputs).read(answer(name, inputs)).answer),
      onAsked: ({ run, key }) => this.#asked.set(`${run} ${key}`, this.#written),
      onAnswer: ({ run, key, messageId }) => {
        this.#answered += 1;
        const wrote = Number(messageId.slice(1));
        if (wrote <= (this.#asked.get(`${run} ${key}`) ?? Infinity)) this.unseen += 1;
      },
      onSeen: (seen) => {
        this.seen.push(seen);
        const line = lineOf(seen);
        if (line !== undefined) this.#transcript.push(line);
      },
    });
  }

  get came(): Omit<Played, 'kept' | 'told'> {
    return { unseen: this.unseen, answered: this.#answered, transcript: this.#transcript };
  }

  /** Messages one right after the other: nothing of the product's leaves between them. */
  async say(...texts: readonly string[]): Promise<void> {
    this.#written += texts.length;
    await this.#talk.hear(texts);
  }
}

/** What the shop answers: two open orders, and the first that is possible to everything else. */
function shop(number: string): (operation: string, inputs: object) => string {
  const orders = [number, '10999'].map(
    (each) => `{ number: "${each}", status: open, amount: 48.40 EUR, customerEmail: mia@mail.example }`,
  );
  return (operation, inputs) => {
    const named = 'number' in inputs ? inputs.number : undefined;
    if (operation === 'orders.find') return `found { orders: [${orders.join(', ')}] }`;
    if (operation !== 'orders.get') return '';
    return named === number ? `found { order: ${orders[0] ?? ''} }` : 'not_found';
  };
}

function lineOf(seen: Seen): string | undefined {
  switch (seen.is) {
    case 'customer':
      return `> ${seen.text}`;
    case 'said':
      return seen.text;
    case 'asked':
      return `? ${seen.text}`;
    case 'called':
      return `  (${seen.operation})`;
    case 'handed_over':
      return `  (to people: ${seen.reason})`;
    default:
      return undefined;
  }
}

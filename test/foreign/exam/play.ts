/** One task as a conversation in virtual time: the product's own conversation, flows and calls, over the real desk. */
import type { CallRequest } from '../../../src/contracts/call-request.js';
import { mainFlow } from '../../../src/contracts/main-flow.js';
import { momentOf } from '../../../src/merchants/calendar.js';
import type { Happened } from '../../../src/simulator/test-happenings.js';
import { Talk } from '../../../src/simulator/talk/talk.js';
import type { MessageUnderstander } from '../../../src/understanding/understander.js';
import { callsOver, lineOf, readsOf, unauthenticatedAt } from '../../support/played-talk.js';
import { Answers, type Customer, opening, type Question } from './customer.js';
import type { Goal } from './goals.js';
import type { Northgate } from './northgate.js';

/** What a conversation is had with. */
export interface Exam {
  shop: Northgate;
  understander: MessageUnderstander;
}

/** A write that was made, and whether the customer had said yes to a question about its order since the last one. */
export interface Write {
  operation: string;
  order: string;
  confirmed: boolean;
}

/** What came of one thing that the customer wanted. */
export interface Came {
  goal: Goal;
  writes: readonly Write[];
  /** The result of the flow that answered it, `handed_over`, or what the customer had no answer to. */
  end: string;
}

/** A conversation as it was had. */
export interface Played {
  came: readonly Came[];
  /** A line each: who, and what. */
  transcript: readonly string[];
}

const maxMessages = 30;

/** Plays a task to its end; nothing is thrown for what goes wrong in it. */
export async function play(
  exam: Exam,
  customer: Customer,
  goals: readonly Goal[],
  seed: number,
): Promise<Played> {
  const conversation = new Conversed(exam, customer);
  const came: Came[] = [];
  for (const [at, goal] of goals.entries()) came.push(await conversation.pursue(goal, seed + at));
  return { came, transcript: conversation.transcript };
}

class Conversed {
  readonly transcript: string[] = [];
  readonly #talk: Talk;
  /** Operations that change nothing. */
  readonly #reads: ReadonlySet<string>;
  readonly #story: Happened[] = [];
  #writes: Write[] = [];
  /** The question to which the customer has said yes last, until a write has used it. */
  #agreed = '';
  /** The newest question of a run. */
  #asked: Question | undefined;

  constructor(
    { shop, understander }: Exam,
    readonly customer: Customer,
  ) {
    const { merchant } = shop;
    const compiled = merchant.flows.get(mainFlow);
    if (compiled === undefined) throw new Error('there is no main flow');
    const now = momentOf(merchant.config.zone, '2026-03-02', 10 * 60);
    const test = {
      flow: compiled.ir,
      hash: compiled.hash,
      merchant,
      given: unauthenticatedAt(merchant, { now }),
    };
    this.#reads = readsOf(merchant);
    const voucher =
      'email' in customer ? shop.vouchFor(customer.email, 'test', now + 24 * 60 * 60 * 1000) : undefined;
    const call = callsOver({
      ...{ merchant, voucher },
      onDone: (done) => {
        this.#made(done);
      },
    });
    this.#talk = new Talk({
      ...{ test, understander, call },
      improvise: (operation) => Promise.reject(new Error(`${operation} is not asked of the desk`)),
      onSeen: (seen) => {
        this.transcript.push(lineOf(seen));
        if (seen.is !== 'trace') this.#story.push(seen);
      },
    });
  }

  /** Says what is wanted, and answers until nothing more is asked. */
  async pursue(goal: Goal, seed: number): Promise<Came> {
    this.#writes = [];
    const proof = 'fact' in this.customer ? this.customer : undefined;
    const answers = new Answers(goal, proof);
    let line: string | undefined = opening(goal, seed, proof === undefined);
    let question: Question | undefined;
    for (let said = 0; line !== undefined && said < maxMessages; said += 1) {
      if (line === 'yes') this.#agreed = question?.text ?? '';
      question = await this.#say(line);
      line = question && answers.to(question);
    }
    const end = question === undefined ? this.#end : `no answer to: ${question.text}`;
    return { goal, writes: this.#writes, end };
  }

  /** A message; gives what is asked behind it. */
  async #say(text: string): Promise<Question | undefined> {
    this.transcript.push(`> ${text}`);
    const before = this.#story.length;
    await this.#talk.hear(text);
    const last = this.#story
      .slice(before)
      .findLast((each) => each.is === 'asked' || (each.is === 'said' && each.text.endsWith('?')));
    if (last?.is === 'said' && this.#isIdle) return { text: last.text, options: [] };
    if (last?.is === 'asked') this.#asked = last;
    return this.#isIdle || !this.#talk.outcome.waitsFor.includes('customer') ? undefined : this.#asked;
  }

  /** Whether no run is open. */
  get #isIdle(): boolean {
    return this.#talk.runs.every(({ end }) => end !== undefined);
  }

  /** How the last flow that a message is answered by has ended. */
  get #end(): string {
    const handedOver = this.#story.some(({ is }) => is === 'handed_over');
    if (handedOver) return 'handed_over';
    if (!this.#isIdle) return `waits for ${this.#talk.outcome.waitsFor.join(', ')}`;
    const ended = this.#story.findLast((each) => each.is === 'ended' && each.flow !== mainFlow);
    return ended?.is === 'ended' ? ended.result : 'no flow';
  }

  #made({ operation, inputs }: CallRequest['call']): void {
    const order = inputs['order'] as { number?: string } | undefined;
    if (this.#reads.has(operation)) return;
    const number = order?.number ?? '';
    this.#writes.push({
      operation,
      order: number,
      confirmed: number !== '' && this.#agreed.includes(number),
    });
    this.#agreed = '';
  }
}

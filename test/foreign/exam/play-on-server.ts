/** One task as a conversation on a Temporal server, as a conversation service carries it. */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import { DemoCustomer } from '../../../demo/stack/customer.js';
import type { Stack } from '../../../demo/stack/stack.js';
import type { OutboxRow } from '../../../src/store/store.js';
import { Answers, opening, type Question } from './customer.js';
import type { Goal } from './goals.js';

/** Whose conversation it is with which merchant, and the key by which their channel vouches for them. */
export interface SignedIn {
  merchant: string;
  ref: string;
  email: string;
  channelKey: string;
}

const intents: Readonly<Record<Goal['do'], string>> = {
  cancel: 'cancel_order',
  return: 'return',
  exchange: 'replacement',
  change: 'change_order',
  address: 'change_address',
  person: 'talk_to_a_person',
  undo_cancel: 'cancel_order',
};

/** How long a dead worker's successor may take, ms: a test that hangs ends here. */
const patienceMs = 180_000;

/** Plays goals one after the other; `said` hears the number of each message once it is sent. */
export async function playOnServer(
  stack: Pick<Stack, 'client' | 'temporal'>,
  signedIn: SignedIn,
  goals: readonly Goal[],
  seed: number,
  said: (message: number) => void,
): Promise<string[]> {
  const customer = new Customer(stack, signedIn, said);
  for (const [at, goal] of goals.entries()) await customer.pursue(goal, seed + at);
  return customer.transcript;
}

class Customer {
  readonly transcript: string[] = [];
  readonly #customer: DemoCustomer;
  #messages = 0;
  #asked: Question | undefined;

  constructor(
    readonly stack: Pick<Stack, 'client' | 'temporal'>,
    signedIn: SignedIn,
    readonly said: (message: number) => void,
  ) {
    const { client } = stack;
    this.#customer = new DemoCustomer({
      client,
      merchant: signedIn.merchant,
      signedIn: { ...signedIn, channel: 'northgate-web' },
      language: 'en',
    });
  }

  /** Says what is wanted, and answers until nothing more is asked. */
  async pursue(goal: Goal, seed: number): Promise<void> {
    const answers = new Answers(goal, undefined);
    const run = `${this.#customer.workflowId}/${this.#messages + 1}-${intents[goal.do]}`;
    let line: string | undefined = opening(goal, seed, true);
    while (line !== undefined) {
      const before = this.transcript.length;
      await this.#says(line);
      const question = await this.#question(run, before);
      line = question && answers.to(question);
    }
  }

  async #says(text: string): Promise<void> {
    this.transcript.push(`> ${text}`);
    await this.#customer.says(text);
    this.#messages += 1;
    this.said(this.#messages);
  }

  /** What is asked next; nothing once the run has ended, or people have taken over. */
  async #question(run: string, since: number): Promise<Question | undefined> {
    const end = Date.now() + patienceMs;
    while (Date.now() < end) {
      await sleep(100);
      const closed = await this.#isClosed(run);
      const rows = await this.#customer.overhears(true);
      this.transcript.push(...rows.map(({ kind, body }) => `< ${kind}: ${body.text}`));
      const asked = rows.map(questionIn).findLast((each) => each !== undefined);
      if (asked === 'again') return this.#asked;
      if (asked !== undefined) return (this.#asked = asked);
      if (closed || rows.some(({ kind }) => kind === 'handover' || kind === 'passed_on')) return undefined;
    }
    throw new Error(`nothing came:\n${this.transcript.slice(since).join('\n')}`);
  }

  async #isClosed(run: string): Promise<boolean> {
    try {
      return (await this.stack.temporal.workflow.getHandle(run).describe()).closeTime !== undefined;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }
}

/** A question as the customer reads it; `again` where only an answer is asked for once more. */
function questionIn({ kind, body: { text, labels = [] } }: OutboxRow): Question | 'again' | undefined {
  if (/could not read your answer|^So, yes or no/u.test(text)) return 'again';
  return kind === 'question' ? { text, options: labels } : undefined;
}

/** A conversation's own number between 0 and 1 for a seed: the same in every run. */
export const seededShare = (seed: string): number =>
  createHash('sha256').update(seed).digest().readUInt32BE(0) / 2 ** 32;

/** Plays a dialogue in virtual time: the product's own conversation, flows and calls, over the demo's shop. */
import type { OpenAsk } from '../../src/contracts/conversation.js';
import type { JsonObject } from '../../src/contracts/json.js';
import { mainFlow } from '../../src/contracts/main-flow.js';
import type { Happened } from '../../src/simulator/test-happenings.js';
import { type Seen, Talk } from '../../src/simulator/talk/talk.js';
import type { MessageUnderstander } from '../../src/understanding/understander.js';
import type { Documents } from '../../src/store/documents.js';
import { callsOver, lineOf, readsOf, unauthenticatedAt } from '../support/played-talk.js';
import { DialogueCustomer, type Question, topicsOf } from './customer.js';
import type { Dialogue } from './dialogue.js';
import { examNow, type World } from './world.js';

/** A write that the shop or the carrier has carried out; `confirmed`: the customer's last word was an answer to a question about it. */
export interface Write {
  operation: string;
  inputs: JsonObject;
  confirmed: boolean;
  /** How many messages the customer had written. */
  turn: number;
}

/** A dialogue as it was played. */
export interface Played {
  dialogue: Dialogue;
  writes: readonly Write[];
  handovers: readonly { queue: string; reason: string; turn: number; told: boolean }[];
  /** What the customer read, a message each. */
  heard: readonly string[];
  /** Messages of the customer until it came to rest for the first time. */
  turns: number;
  /** How many messages the customer got to each of theirs. */
  replies: readonly number[];
  /** Whether something was said to the last message. */
  told: boolean;
  transcript: readonly string[];
}

const maxMessages = 16;

/** Plays one. */
export async function play(
  world: World,
  understander: MessageUnderstander,
  dialogue: Dialogue,
): Promise<Played> {
  const playing = new Playing(world, understander, dialogue);
  await playing.whole();
  return playing.played;
}

class Playing {
  readonly #talk: Talk;
  readonly #customer: DialogueCustomer;
  readonly #transcript: string[] = [];
  readonly #story: Happened[] = [];
  readonly #writes: Write[] = [];
  readonly #handovers: { queue: string; reason: string; turn: number; told: boolean }[] = [];
  readonly #reads: ReadonlySet<string>;
  readonly #replies: number[] = [];
  #asked: OpenAsk | undefined;
  #confirmed = false;
  #turn = 0;
  #turns = 0;

  constructor(
    readonly world: World,
    understander: MessageUnderstander,
    readonly dialogue: Dialogue,
  ) {
    const { merchant } = world;
    const main = merchant.flows.get(mainFlow);
    if (main === undefined) throw new Error('there is no main flow');
    const belongings = world.belongingsOf(dialogue);
    this.#customer = new DialogueCustomer(dialogue, belongings);
    this.#reads = readsOf(merchant);
    const call = callsOver({
      merchant,
      voucher: dialogue.signedIn ? world.voucherFor(belongings.customer, 'test') : undefined,
      ports: ({ store, secret }) => ({
        store: { ...store, documents: { keep: keepNowhere } },
        // Runs of one dialogue are called like those of another: what is done in it once has keys of its own.
        secret: `${dialogue.id}, ${secret}`,
      }),
      onDone: ({ operation, inputs }) => {
        this.#made(operation, inputs);
      },
    });
    const given = unauthenticatedAt(merchant, { now: examNow, language: dialogue.language });
    this.#talk = new Talk({
      test: { flow: main.ir, hash: main.hash, merchant, given },
      ...{ understander, call },
      improvise: (operation) => Promise.reject(new Error(`${operation} is not asked of the shop`)),
      onAsked: (ask) => {
        this.#asked = ask;
      },
      onSeen: (seen) => {
        this.#see(seen);
      },
    });
  }

  #see(seen: Seen): void {
    this.#transcript.push(lineOf(seen));
    if (seen.is === 'trace') return;
    this.#story.push(seen);
    if (seen.is === 'handed_over')
      this.#handovers.push({ queue: seen.queue, reason: seen.reason, turn: this.#turn, told: false });
  }

  async whole(): Promise<void> {
    const { says, then } = this.dialogue;
    for (const line of says.slice(0, -1)) await this.#say(this.#customer.fill(line));
    await this.#pursue(this.#customer.fill(says.at(-1) ?? ''));
    this.#turns = this.#turn;
    for (const line of then) {
      if (this.#turn >= maxMessages) return;
      await this.#pursue(this.#customer.fill(line));
    }
  }

  /** A message, and answers until nothing more is asked. */
  async #pursue(line: string): Promise<void> {
    let next: string | undefined = line;
    let question: Question | undefined;
    while (next !== undefined && this.#turn < maxMessages) {
      this.#confirmed = question !== undefined && topicsOf(question).at(-1) === 'confirm';
      question = await this.#say(next);
      next = question && this.#customer.to(question);
      if (question !== undefined)
        this.#transcript.push(`  ? ${topicsOf(question).join(' ')} (${question.ask?.key ?? ''})`);
    }
  }

  async #say(text: string): Promise<Question | undefined> {
    this.#turn += 1;
    this.#transcript.push(`> ${text}`);
    const before = this.#story.length;
    await this.#talk.hear(text);
    await this.#approve();
    const since = this.#story.slice(before);
    const told = since.some(({ is }) => is === 'said' || is === 'asked');
    // What stands above a text leaves with it.
    this.#replies.push(
      since.filter((each) => each.is === 'asked' || (each.is === 'said' && each.isAbove !== true)).length,
    );
    for (const handover of this.#handovers) if (handover.turn === this.#turn) handover.told = told;
    const last = since.findLast((each) => each.is === 'asked' || each.is === 'said');
    if (last === undefined || !('text' in last)) return undefined;
    if (this.#talk.outcome.waitsFor.includes('customer') && this.#asked !== undefined)
      return {
        text: last.is === 'asked' ? last.text : (this.#asked.question ?? last.text),
        ask: this.#asked,
      };
    return last.is === 'said' && last.text.trimEnd().endsWith('?') ? { text: last.text } : undefined;
  }

  /** Colleagues approve what is asked of them. */
  async #approve(): Promise<void> {
    for (let at = 0; at < 3; at += 1) {
      const open = this.#talk.outcome.waitsFor.some((one) => /approv/.test(one));
      if (!open) return;
      await this.#talk.decide('approved', 'ben');
    }
  }

  #made(operation: string, inputs: JsonObject): void {
    if (this.#reads.has(operation)) return;
    this.#writes.push({ operation, inputs, confirmed: this.#confirmed, turn: this.#turn });
  }

  get played(): Played {
    const lastTurn = this.#story.findLastIndex(({ is }) => is === 'customer');
    const after = this.#story.slice(lastTurn + 1);
    return {
      dialogue: this.dialogue,
      ...{ writes: this.#writes, handovers: this.#handovers, turns: this.#turns, replies: this.#replies },
      heard: this.#story.flatMap((each) => (each.is === 'said' || each.is === 'asked' ? [each.text] : [])),
      told: after.some(({ is }) => is === 'said' || is === 'asked'),
      transcript: this.#transcript,
    };
  }
}

/** A label as the shop's customers get it: by a reference; nobody opens it here. */
const keepNowhere: Documents['keep'] = (_place, { content, ...named }) =>
  Promise.resolve({ ref: 'd_exam', bytes: content.length, sha256: '', ...named });

/** A test's conversation: what the customer reads, open questions, and where a message goes (DESIGN §7). */
import type { AnswerKind } from '../contracts/ir.js';
import type { Answer } from '../contracts/event.js';
import type { AskCommand, Sentence } from '../contracts/command.js';
import type { Understanding } from '../contracts/understanding.js';
import { noIntent } from '../intents/index.js';
import { addDuration, dayAt } from '../merchants/calendar.js';
import { entityHints } from '../merchants/entity-hints.js';
import { sentenceOf } from '../languages/default-sentences.js';
import type { Merchant, MerchantConfig } from '../merchants/merchant.js';
import { uniqueLabels } from '../texts/choices.js';
import { render } from '../texts/render.js';
import { answerTo, isFactKind } from '../understanding/answers/answers.js';
import { findEntities } from '../understanding/entities/find-entities.js';
import { factsOf } from '../understanding/facts.js';
import { stripQuotedText } from '../understanding/strip-quoted-text.js';
import type { Happened, Happening } from './happened.js';

/** How often an open question is repeated after messages that do not answer it. */
const mostRepeats = 2;

interface OpenQuestion {
  run: string;
  key: string;
  kind: AnswerKind;
  labels: readonly string[];
  facts?: readonly string[];
  repeated: number;
}

/** Where a message goes. */
export type Heard =
  | { to: 'run'; run: string; key: string; answer: Answer }
  /** Asked again, forwarded to people, or a different request: none of it reaches the run. */
  | { to: 'nobody' }
  /** Asked too often: people take over. */
  | { to: 'people' };

/** What a conversation needs of its test. */
export interface ConversationOptions {
  config: MerchantConfig;
  translations: Merchant['translations'];
  language: string;
  understand(text: string): Understanding;
}

/** Open questions and everything that was said; each call takes its time (epoch ms). */
export class Conversation {
  readonly story: Happened[] = [];
  withPeople = false;
  #open: OpenQuestion[] = [];
  readonly #sent: string[] = [];

  constructor(readonly options: ConversationOptions) {}

  /** Notes something that happened. */
  note(happening: Happening, at: number): void {
    this.story.push({ ...happening, at });
  }

  /** A reply. */
  say(sentence: Sentence, now: number): void {
    const text = this.#written(sentence);
    this.#sent.push(text);
    this.note({ is: 'said', text }, now);
  }

  /** Adds a question as the newest open one; returns its labels and when it expires. */
  ask(run: string, ask: AskCommand, now: number): { labels: string[]; expiresAt: number } {
    const labels = uniqueLabels((ask.labels ?? []).map((label) => this.#written(label)));
    const text = this.#written(ask.question);
    this.#sent.push(text, ...labels);
    this.note({ is: 'asked', text, options: labels }, now);
    const { id: key, answer: kind, facts } = ask;
    const question = { run, key, kind, labels, ...(facts === undefined ? {} : { facts }), repeated: 0 };
    this.#open = [question, ...this.#open];
    return { labels, expiresAt: addDuration(this.options.config, now, ask.expires) };
  }

  /** Closes a question. */
  withdraw(run: string, key: string): void {
    this.#open = this.#open.filter((question) => question.run !== run || question.key !== key);
  }

  /** A handover: from now on messages are for people. */
  handOver(queue: string, reason: Sentence, now: number): void {
    this.note({ is: 'handed_over', queue, reason: this.#written(reason) }, now);
    this.withPeople = true;
  }

  /** Whether a question is open that a message could answer. */
  get isAsking(): boolean {
    return this.#open.length > 0;
  }

  /** A message of the customer. */
  hear(text: string, now: number): Heard {
    if (this.withPeople) {
      this.note({ is: 'passed', text }, now);
      return { to: 'nobody' };
    }
    this.note({ is: 'customer', text }, now);
    const understanding = this.#understood(text, now);
    const message = {
      text: stripQuotedText(text),
      understanding,
      today: dayAt(this.options.config.zone, now),
    };
    for (const question of this.#open) {
      const value = answerTo(question, message);
      if (value === undefined) continue;
      this.withdraw(question.run, question.key);
      const facts = factsOf(understanding.entities, this.#sent);
      return {
        to: 'run',
        run: question.run,
        key: question.key,
        answer: { value, text, facts, receivedAt: now },
      };
    }
    return this.#unfit(understanding, now);
  }

  /** Handles what answers no open question: another request, or a message that needs asking again. */
  #unfit({ sure, intent }: Understanding, now: number): Heard {
    const [newest] = this.#open;
    if (newest === undefined || (sure && intent !== noIntent)) return { to: 'nobody' };
    if (newest.repeated < mostRepeats) {
      newest.repeated += 1;
      this.say({ key: '@ask_again', args: [] }, now);
      return { to: 'nobody' };
    }
    this.say({ key: '@unsure', args: [] }, now);
    const { handover } = this.options.config;
    this.handOver(handover.default, { key: '@summary_unclear', args: [] }, now);
    return { to: 'people' };
  }

  #understood(text: string, now: number): Understanding {
    const expected = this.#open.flatMap(({ facts = [] }) => facts.filter(isFactKind));
    const hints = { ...entityHints(this.options.config, now), expected };
    return { ...this.options.understand(text), entities: findEntities(stripQuotedText(text), hints) };
  }

  /** The text of a sentence; a key such as `@ask_again` refers to one of the merchant's sentences. */
  #written(sentence: Sentence): string {
    const { config, translations, language } = this.options;
    const name = sentence.key.startsWith('@') ? sentence.key.slice(1) : undefined;
    const key = name === undefined ? sentence.key : sentenceOf(config, name);
    const { zone, languages } = config;
    return render({ ...sentence, key }, { language, zone, translations, languages });
  }
}

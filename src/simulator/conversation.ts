/** A test's conversation: the product's own reducer, over what the customer reads and what the test says of its messages. */
import { queueIn } from '../activities/hand-over.js';
import { questionKey } from '../activities/question-key.js';
import { understandMessage } from '../activities/understand-message.js';
import { saidBefore } from '../activities/answer-before-question.js';
import type { AskedCustomer, DeliverReplyRequest } from '../contracts/activities.js';
import type { AskCommand, Sentence } from '../contracts/interpreter-command.js';
import type { OpenAsk, Said } from '../contracts/conversation.js';
import type { Json } from '../contracts/json.js';
import type { ConversationSignal, MailParts, RunSignal } from '../contracts/workflow-messages.js';
import type { Understanding } from '../contracts/understanding.js';
import type { ConversationCommand } from '../workflows/conversation/command.js';
import type { ConversationEvent } from '../workflows/conversation/event.js';
import { reduce } from '../workflows/conversation/reduce.js';
import { type ConversationState, newConversation } from '../workflows/conversation/state.js';
import { sentenceOf } from '../texts/languages/default-sentences.js';
import { addDuration } from '../merchants/calendar.js';
import type { Merchant } from '../merchants/merchant.js';
import type { StoredMessage } from '../store/store.js';
import { labelsOf, withChoices } from '../texts/choices.js';
import { render } from '../texts/render.js';
import { findEntities } from '../understanding/entities/find-entities.js';
import { stripQuotedText } from '../understanding/strip-quoted-text.js';
import type { MessageToUnderstand, MessageUnderstander } from '../understanding/understander.js';
import { type Started, withText } from '../workflows/start-message.js';
import type { Happened, Happening } from './test-happenings.js';

/** What a conversation needs of its test. */
export interface ConversationOptions {
  /** The merchant with the test's policy. */
  merchant: Merchant;
  language: string;
  /** Workflow id of the tested run; without one, messages start runs. */
  root?: string;
  /** The intent that the tested run answers. */
  intent?: string;
  /** Epoch milliseconds. */
  now: number;
  /** What the customer has said before, newest first. */
  said?: readonly string[];
  /** What a message means; its entities are found as in production. */
  understand(text: string, message: MessageToUnderstand): Understanding | Promise<Understanding>;
  /** Signals a run; false if it is closed. */
  signal(run: string, signal: RunSignal): boolean;
  /** Starts a run for what else the customer wants; without it, that is no part of the test. */
  start?(run: string, start: Started): void;
  /** What comes of a command is heard only by `think`: whatever a run says meanwhile comes before. */
  isSlow?: boolean;
  /** Called with each question of a run when it has been delivered. */
  onAsked?(ask: OpenAsk): void;
  /** Called with each thing that happens. */
  onNote?(happened: Happened): void;
}

/** How near a text is to phrases, as a worker has it: loaded with the first answer that needs it. */
const embeddedLikeness: NonNullable<MessageUnderstander['likeness']> = async (compared) => {
  const { understanders } = await import('../understanding/registry.js');
  return (await understanders.embedded()).likeness(compared);
};

type Of<Kind extends ConversationCommand['do']> = Extract<ConversationCommand, { do: Kind }>;

/** Everything that was said, and the state of the conversation; each call takes its time (epoch ms). */
export class Conversation {
  readonly story: Happened[] = [];
  #state: ConversationState;
  readonly #sent: string[] = [];
  readonly #messages = new Map<string, StoredMessage & { seen: number }>();
  /** Positions of the questions, by their keys, as the outbox has them. */
  readonly #positions = new Map<string, number>();
  /** What comes of the command under way, once everything else has come to rest. */
  #later: ((now: number) => Promise<Came>) | undefined;

  constructor(readonly options: ConversationOptions) {
    const { merchant, language, root, intent = '', now } = options;
    const named = { merchant: merchant.config.merchant, conversation: 'test', workflowId: 'test' };
    const runs = root === undefined ? [] : [{ id: root, intent, waiting: [] }];
    this.#state = { ...newConversation(named, now), language, runs };
  }

  /** Notes something that happened. */
  note(happening: Happening, at: number): void {
    const happened = { ...happening, at };
    this.story.push(happened);
    this.options.onNote?.(happened);
  }

  /** A reply. */
  say(sentence: Sentence, now: number): void {
    this.#said(this.#written(sentence), now);
  }

  #said(text: string, now: number): void {
    this.#sent.push(text);
    this.note({ is: 'said', text }, now);
  }

  /** Delivers a question, unless it was answered before; returns its labels and when it expires. It is open once it is announced. */
  async ask(ask: AskCommand, said: readonly Said[], now: number): Promise<AskedCustomer> {
    const { merchant } = this.options;
    const labels = labelsOf(ask, (label) => this.#written(label));
    const expiresAt = addDuration(merchant.config, now, ask.expires);
    const text = this.#written(ask.question);
    const known = await this.#saidBefore(ask, labels, said, now);
    if (known !== undefined) return { labels, expiresAt, said: known };
    this.#sent.push(text, ...labels);
    this.note({ is: 'asked', text, options: ask.answer === 'yes_or_no' ? [] : labels }, now);
    return { labels, expiresAt };
  }

  #saidAs(messageId: string): StoredMessage[] {
    const { said = [], language } = this.options;
    return said.flatMap((text, at) =>
      saidId(at) === messageId ? [{ messageId, seq: 0, sentAt: '', language, text }] : [],
    );
  }

  /** The product's own reading of what was said before the question. */
  #saidBefore(
    ask: AskCommand,
    labels: readonly string[],
    said: readonly Said[],
    now: number,
  ): Promise<Json | undefined> {
    const { merchant } = this.options;
    const get = (
      _merchant: string,
      _conversation: string,
      ids: readonly string[],
    ): Promise<StoredMessage[]> =>
      Promise.resolve(ids.flatMap((id) => this.#messages.get(id) ?? this.#saidAs(id)));
    return saidBefore(
      {
        ...{ store: { messages: { get } }, now: () => now },
        understander: { likeness: embeddedLikeness },
      },
      merchant,
      {
        ...{ merchant: merchant.config.merchant, conversation: 'test', ask, said },
        question: this.#questionOf(ask, labels),
      },
    );
  }

  /** A question as the customer reads it. */
  #questionOf(
    ask: AskCommand,
    labels: readonly string[],
  ): Pick<OpenAsk, 'kind' | 'labels' | 'question' | 'aliases'> {
    const aliases = ask.aliases?.map((alias) => this.#written(alias));
    return {
      ...{ kind: ask.answer, labels, question: withChoices(this.#written(ask.question), ask, labels) },
      ...(aliases === undefined ? {} : { aliases }),
    };
  }

  /** Announces a question of a run as the newest open one. */
  announce(
    asking: Pick<OpenAsk, 'run' | 'about' | 'intent'>,
    ask: AskCommand,
    labels: readonly string[],
    now: number,
  ): Promise<void> {
    const { id: key, facts, confirms, digest, otherwise, fills } = ask;
    const open: OpenAsk = {
      ...{ ...asking, key, ...this.#questionOf(ask, labels) },
      ...(facts === undefined ? {} : { facts }),
      ...(confirms === undefined ? {} : { confirms }),
      ...(digest === undefined ? {} : { digest }),
      ...(otherwise === undefined ? {} : { otherwise }),
      ...(fills === undefined ? {} : { fills }),
    };
    const name = questionKey(open);
    this.#positions.set(name, this.#positions.get(name) ?? this.#delivered);
    this.options.onAsked?.(open);
    return this.receive({ type: 'ask_opened', ask: open }, now);
  }

  /** A run's handover, as people read it; the conversation is theirs once it is told. */
  noteHandover(queue: string, reason: Sentence, now: number): void {
    this.note({ is: 'handed_over', queue, reason: this.#written(reason) }, now);
  }

  /** What the customer had said before the conversation, as the tested run knows it. */
  get said(): readonly Said[] {
    return (this.options.said ?? []).map((_, at) => ({ messageId: saidId(at) }));
  }

  /** A message of the customer, with what a mail or a ticket has besides. */
  hear(text: string, now: number, { aside, ...mail }: MailParts = {}): Promise<void> {
    const seq = this.#messages.size + 1;
    const message = { messageId: `m${seq}`, seq, ...(aside === undefined ? {} : { aside }) };
    const { language } = this.options;
    this.#messages.set(message.messageId, {
      ...{ ...message, ...mail, text, sentAt: '', language },
      seen: this.#delivered,
    });
    return this.receive({ type: 'message', message }, now);
  }

  /** What a text of a flow's own means, by the thresholds of the merchant. */
  async understandText(text: string, now: number, apart?: readonly string[]): Promise<Understanding> {
    const { language, merchant } = this.options;
    const request = { merchant: merchant.config.merchant, conversation: 'test', messageId: '', asks: [] };
    return (
      await this.#activity(now)({
        ...request,
        own: { text, language, ...(apart === undefined ? {} : { apart }) },
      })
    ).understanding;
  }

  /** Goes on with the command under way, if one is. */
  async think(now: number): Promise<boolean> {
    const waiting = this.#later;
    this.#later = undefined;
    if (waiting !== undefined) await this.#take({ ...(await waiting(now)), now });
    return waiting !== undefined;
  }

  /** A run that a message has started is over. */
  closed(run: string, now: number): Promise<void> {
    return this.#take({ is: 'run_closed', run, now });
  }

  /** A signal of a run, or of people. */
  receive(signal: ConversationSignal, now: number): Promise<void> {
    return this.#take({ is: 'signal', signal, now });
  }

  async #take(event: ConversationEvent): Promise<void> {
    const { state, commands } = reduce(this.#state, event);
    this.#state = state;
    for (const command of commands) {
      const came = await this.#carryOut(command, event.now);
      if (came !== undefined) await this.#take({ ...came, now: event.now });
    }
  }

  async #carryOut(command: ConversationCommand, now: number): Promise<Came | undefined> {
    switch (command.do) {
      case 'understand':
        return this.#soon(now, (at) => this.#understand(command, at));
      case 'deliver':
        this.#reply(command.request, now);
        return { is: 'done' };
      case 'hand_over': {
        const { request } = command;
        const queue = queueIn(this.options.merchant.config.handover, request);
        this.noteHandover(queue, request.summary, now);
        return { is: 'done' };
      }
      case 'forward':
        this.#forward(command, now);
        return { is: 'forwarded', highest: 0, more: false };
      case 'signal': {
        const arrived = this.options.signal(command.run, command.signal);
        return this.#soon(now, () => Promise.resolve({ is: 'signalled', arrived }));
      }
      case 'start':
        return { is: 'started', isNew: this.#start(command) };
      default:
        return undefined;
    }
  }

  /** What comes of it at once, or by `think`. */
  async #soon(now: number, come: (now: number) => Promise<Came>): Promise<Came | undefined> {
    if (this.options.isSlow !== true) return come(now);
    this.#later = come;
    return undefined;
  }

  async #understand({ request }: Of<'understand'>, now: number): Promise<Came> {
    const message = this.#messages.get(request.messageId);
    this.note({ is: 'customer', text: message?.text ?? '' }, now);
    return { is: 'understood', understood: await this.#activity(now, message)(request) };
  }

  /** The product's own, for one message. */
  #activity(now: number, message?: StoredMessage & { seen: number }): ReturnType<typeof understandMessage> {
    const { merchant } = this.options;
    return understandMessage({
      merchants: new Map([[merchant.config.merchant, merchant]]),
      understander: {
        likeness: embeddedLikeness,
        understand: async (given) => {
          const meaning = await this.options.understand(given.text, given);
          return { ...meaning, entities: findEntities(stripQuotedText(given.text), given) };
        },
      },
      store: {
        messages: { get: () => Promise.resolve(message === undefined ? [] : [message]) },
        outbox: {
          sentTexts: () => Promise.resolve(this.#sent),
          readable: () =>
            Promise.resolve({
              ...(message === undefined ? {} : { seen: message.seen }),
              positions: this.#positions,
            }),
        },
      },
      now: () => now,
    });
  }

  /** How much the customer has been sent so far. */
  get #delivered(): number {
    return this.story.filter(({ is }) => is === 'said' || is === 'asked').length;
  }

  #start({ run, start }: Of<'start'>): boolean {
    if (this.options.start === undefined) return false;
    const ids = start.message !== undefined && 'ids' in start.message ? start.message.ids : [];
    const text = ids.map((id) => this.#messages.get(id)?.text ?? '').join('\n');
    this.options.start(run, withText(start, text));
    return true;
  }

  /** One of the merchant's sentences, or a question once more. */
  #reply({ text, labels, listed }: DeliverReplyRequest, now: number): void {
    const written = this.#written(text);
    if (labels === undefined || text.key.startsWith('@')) {
      this.#said(listed === true ? withChoices(written, { answer: 'choice' }, labels ?? []) : written, now);
      return;
    }
    // Yes and no are buttons: nothing lists them.
    const options = labels.filter((label) => written.includes(`. ${label}`));
    this.note({ is: 'asked', text: written, options }, now);
  }

  #forward({ request: { messages } }: Of<'forward'>, now: number): void {
    if (!('ids' in messages)) return;
    for (const id of messages.ids) this.note({ is: 'passed', text: this.#messages.get(id)?.text ?? '' }, now);
  }

  /** The text of a sentence; a key such as `@ask_again` refers to one of the merchant's sentences. */
  #written(sentence: Sentence): string {
    const { merchant, language } = this.options;
    const { config, translations } = merchant;
    const name = sentence.key.startsWith('@') ? sentence.key.slice(1) : undefined;
    const key = name === undefined ? sentence.key : sentenceOf(config, name);
    const { zone, languages } = config;
    return render({ ...sentence, key }, { language, zone, translations, languages });
  }
}

/** Id of what was said before, by its place. */
const saidId = (at: number): string => `before${at}`;

/** An event without its time. */
type Came = ConversationEvent extends infer Event
  ? Event extends unknown
    ? Omit<Event, 'now'>
    : never
  : never;

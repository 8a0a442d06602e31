/** Does what a message or a change in the conversation's state requires, one thing at a time. */
import { getExternalWorkflowHandle, workflowInfo } from '@temporalio/workflow';
import type { Clarification, ReplyAddress, UnderstoodMessage } from '../../contracts/activities.js';
import type { OpenAsk } from '../../contracts/conversation.js';
import { run } from '../activity-options.js';
import { messageNames, type RunSignal } from '../../contracts/messages.js';
import { answerOf } from './answer.js';
import { remember } from './receive.js';
import { route, type Route, type Intents } from './route.js';
import { belongsTo, closeAsk, withNothingAsked } from './signals.js';
import { startRun } from './start-run.js';
import type { ConversationState, QueuedMessage, ReceivedMessage } from './state.js';
import { clarified, runIdOf, startable, intentsIn } from './intents.js';

/** Takes messages from a conversation's inbox and sends them where they belong. */
export class Dispatcher {
  readonly #box: { state: ConversationState };
  readonly #workflowId = workflowInfo().workflowId;

  constructor(box: { state: ConversationState }) {
    this.#box = box;
  }

  /** Whether there is work other than messages: withdraw asks after a handover, start a queued run. */
  hasPendingWork(): boolean {
    const { withPeople, leaving, asks, queue } = this.#box.state;
    if (withPeople) return leaving || asks.length > 0 || queue.length > 0;
    return startable(this.#box.state, this.#workflowId) !== undefined;
  }

  /** Does the next thing. */
  async next(): Promise<void> {
    if (this.hasPendingWork()) {
      await (this.#box.state.withPeople ? this.#leaveToPeople() : this.#startQueued());
      return;
    }
    const [received, ...inbox] = this.#box.state.inbox;
    if (received === undefined) return;
    this.#box.state = { ...this.#box.state, inbox };
    if (this.#box.state.withPeople) await this.#forwardMessage(received);
    else await this.#handle(received);
  }

  async #handle(received: ReceivedMessage): Promise<void> {
    const { merchant, conversation, clarifying } = this.#box.state;
    const { message } = received;
    this.#setCustomer(received);
    const understood = await run('understandMessage', 'Understand a message', {
      merchant,
      conversation,
      messageId: message.messageId,
      text: message.text,
      ...(message.language === undefined ? {} : { language: message.language }),
      asks: this.#box.state.asks,
      ...(clarifying === undefined ? {} : { clarifying: clarifying.asked }),
    });
    const language = message.language ?? understood.understanding.language;
    this.#box.state = {
      ...this.#box.state,
      language,
      facts: { ...this.#box.state.facts, ...understood.facts },
    };
    // If a handover has come meanwhile, the message is for people.
    if (this.#box.state.withPeople) await this.#forwardMessage(received);
    else await this.#follow(route(this.#box.state, understood), received, understood);
  }

  /** Adopts the channel's claim of who the customer is; operations that need the voucher check it. */
  #setCustomer({ message }: ReceivedMessage): void {
    if (message.customer !== undefined) this.#box.state = { ...this.#box.state, customer: message.customer };
  }

  async #follow(to: Route, received: ReceivedMessage, understood: UnderstoodMessage): Promise<void> {
    const { understanding, runKey } = understood;
    const queued = { ...received, understanding, runKey };
    // Customers who answer something else may be asked again what it is about; a choice of two stays open.
    if (to.to === 'ask' || to.to === 'reask')
      this.#box.state = { ...this.#box.state, askedWhat: this.#box.state.clarifying !== undefined };
    switch (to.to) {
      case 'ask':
        return this.#answer(to, received, understood);
      case 'run':
      case 'queue':
        return this.#enqueueIntents(to, queued);
      case 'reask':
        this.#countReask(to.run, to.key);
        return this.#say('ask_again', received);
      case 'clarify':
        return this.#clarify(to.clarify, queued);
      case 'ask_what':
        this.#box.state = { ...this.#box.state, askedWhat: true };
        return this.#say('unclear_message', received);
      case 'people':
        return this.#handOver(received, `summary_${to.because ?? 'unclear'}`);
    }
  }

  /** Queues a message's intents; the first starts at once if there is a place. */
  async #enqueueIntents(
    { to, intents, clarified: isAnswer }: Intents & { to: 'run' | 'queue' },
    queued: QueuedMessage,
  ): Promise<void> {
    const { clarifying } = this.#box.state;
    const message = isAnswer && clarifying ? clarified(clarifying, queued, intents) : queued;
    const taken = intentsIn(this.#workflowId, message, intents);
    const state = withNothingAsked(this.#box.state);
    this.#box.state = { ...state, queue: [...state.queue, ...taken] };
    if (to === 'queue') await this.#say('queued', queued);
    else if (taken.length > 1) await this.#say('several_intents', queued);
  }

  /** Asks which of two intents is meant; the message waits for the answer. */
  async #clarify(asked: Clarification, message: QueuedMessage): Promise<void> {
    this.#box.state = { ...this.#box.state, askedWhat: true, clarifying: { message, asked } };
    const [first, second] = asked.names;
    await this.#say('clarify', message, { first, second });
  }

  async #answer(
    ask: Extract<Route, { to: 'ask' }>,
    received: ReceivedMessage,
    { facts }: UnderstoodMessage,
  ): Promise<void> {
    const { messageId } = received.message;
    const answer = answerOf(received, ask.value, facts);
    const asking = this.#box.state.asks.find(({ run: id, key }) => id === ask.run && key === ask.key);
    this.#box.state = remember(closeAsk(this.#box.state, ask.run, ask.key), received);
    const arrived = await this.#signal(asking ?? ask, { type: 'answer', key: ask.key, messageId, answer });
    if (arrived) return;
    // The run is closed: its asks are gone, and the message is routed again.
    this.#forget(ask.run);
    this.#box.state = { ...this.#box.state, inbox: [received, ...this.#box.state.inbox] };
  }

  async #start(queued: QueuedMessage): Promise<void> {
    const id = runIdOf(this.#workflowId, queued);
    const { intent } = queued.understanding;
    this.#box.state = { ...this.#box.state, runs: [...this.#box.state.runs, { id, intent, waiting: [] }] };
    const child = await startRun(this.#box.state, id, this.#workflowId, queued);
    // Runs announce their end; this is for one that was ended from outside or existed before.
    const ended = (): void => {
      this.#forget(id);
    };
    if (child === undefined) ended();
    else void child.result().then(ended, ended);
  }

  async #startQueued(): Promise<void> {
    const next = startable(this.#box.state, this.#workflowId);
    if (next === undefined) return;
    const queue = this.#box.state.queue.filter((queued) => queued !== next);
    this.#box.state = { ...this.#box.state, queue };
    await this.#start(next);
  }

  async #leaveToPeople(): Promise<void> {
    const { asks, queue, runs } = this.#box.state;
    this.#box.state = { ...withNothingAsked(this.#box.state), asks: [], queue: [], leaving: false };
    const asking = new Map(asks.map((ask) => [ask.run, ask]));
    const told = runs.filter(({ id }) => ![...asking.keys()].some((run) => belongsTo(run, id)));
    for (const run of [...asking.values(), ...told.map(({ id }) => ({ run: id }))])
      await this.#signal(run, { type: 'with_people' });
    for (const { message, receivedAt } of queue) await this.#forwardMessage({ message, receivedAt });
  }

  async #forwardMessage({ message: { messageId, text } }: ReceivedMessage): Promise<void> {
    const { merchant, conversation } = this.#box.state;
    const key = `${this.#workflowId}/passed/${messageId}`;
    await run('forwardMessage', 'Pass a message on to people', {
      merchant,
      conversation,
      key,
      messageId,
      text,
    });
  }

  async #say(
    sentence: string,
    { message: { messageId } }: ReceivedMessage,
    values: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const args = Object.entries(values).map(
      ([source, value]) => ({ source, type: { t: 'text' }, value }) as const,
    );
    await run('deliverReply', 'Reply to the customer', {
      merchant: this.#box.state.merchant,
      conversation: this.#address(),
      key: `${this.#workflowId}/${sentence}/${messageId}`,
      // A merchant's own sentence, by its name.
      text: { key: `@${sentence}`, args },
    });
  }

  async #handOver({ message: { messageId } }: ReceivedMessage, summary: string): Promise<void> {
    const key = `${this.#workflowId}/handover/${messageId}`;
    const address = { merchant: this.#box.state.merchant, conversation: this.#address() };
    await run('deliverReply', 'Tell the customer that a person takes over', {
      ...address,
      key: `${key}/said`,
      text: { key: '@unsure', args: [] },
    });
    await run('handOver', 'Hand the conversation over', {
      ...address,
      key,
      queue: 'default',
      summary: { key: `@${summary}`, args: [] },
      details: '',
    });
    this.#box.state = { ...this.#box.state, withPeople: true, leaving: true };
  }

  /** False if the run's workflow is closed. */
  async #signal(
    { run: id, inlinedIn }: Pick<OpenAsk, 'run' | 'inlinedIn'>,
    signal: RunSignal,
  ): Promise<boolean> {
    try {
      const to = getExternalWorkflowHandle(inlinedIn ?? id);
      await to.signal(messageNames.runSignal, inlinedIn === undefined ? signal : { ...signal, run: id });
      return true;
    } catch {
      return false;
    }
  }

  #forget(id: string): void {
    const asks = this.#box.state.asks.filter(({ run: asking }) => !belongsTo(asking, id));
    const runs = this.#box.state.runs.filter((open) => open.id !== id);
    this.#box.state = { ...this.#box.state, asks, runs };
  }

  #countReask(runId: string, key: string): void {
    const asks = this.#box.state.asks.map((ask) =>
      ask.run === runId && ask.key === key ? { ...ask, reasked: ask.reasked + 1 } : ask,
    );
    this.#box.state = { ...this.#box.state, asks };
  }

  #address(): ReplyAddress {
    const { conversation, language } = this.#box.state;
    return { id: conversation, workflowId: this.#workflowId, language };
  }
}

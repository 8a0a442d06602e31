/** A game of one conversation: everything that happens around the reducer, in an order that one seed gives. */
import type { ForwardMessagesRequest, UnderstoodMessage } from '../../../../src/contracts/activities.js';
import type { ConversationSignal, RunSignal } from '../../../../src/contracts/workflow-messages.js';
import { bounds, stateBytes } from '../../../../src/workflows/conversation/bounds.js';
import type { ConversationCommand } from '../../../../src/workflows/conversation/command.js';
import type { ConversationEvent } from '../../../../src/workflows/conversation/event.js';
import { reduce, resume } from '../../../../src/workflows/conversation/reduce.js';
import { type ConversationState, newConversation } from '../../../../src/workflows/conversation/state.js';
import { seeded } from '../../../store/support/subject.js';
import { sendingOrder, understood, writeMessages, type Written } from './customer.js';
import { Judge } from './judge.js';
import { Questions } from './questions.js';
import { Run, type RunWorld } from './run.js';

type Of<Kind extends ConversationCommand['do']> = Extract<ConversationCommand, { do: Kind }>;
type Came = ConversationEvent extends infer E ? (E extends unknown ? Omit<E, 'now'> : never) : never;
type InFlight = { signal: ConversationSignal } | { closed: Run };

const workflowId = 'demo/c';

/** One game; `play` returns its faults. */
export class Game {
  readonly judge = new Judge();
  /** Bytes of the largest state that was written down. */
  largest = 0;
  continued = 0;
  flooded = false;
  readonly #random: () => number;
  readonly #messages: readonly Written[];
  readonly #sends: Written[];
  readonly #stored = new Map<string, Written>();
  readonly #outbox = new Set<string>();
  readonly #runs = new Map<string, Run>();
  readonly #questions = new Questions();
  readonly #inFlight = new Map<string, InFlight[]>();
  #state: ConversationState;
  #command: ConversationCommand | undefined;
  /** What came of the command under way, not heard yet. */
  #came: Came | undefined;
  #now = 0;
  #signals = 0;

  constructor(seed: number) {
    this.#random = seeded(seed);
    const isFlood = this.#random() < 0.02;
    this.#messages = writeMessages(this.#random, 1 + Math.floor(this.#random() * (isFlood ? 400 : 25)));
    this.#sends = sendingOrder(this.#random, this.#messages);
    this.#state = newConversation({ merchant: 'demo', conversation: 'c', workflowId }, 0);
    this.#resume();
  }

  /** Plays it to the end. */
  play(): readonly string[] {
    const haste = this.#random();
    while (this.#sends.length > 0) this.#step(haste);
    for (let left = 20_000; !this.#isAtRest(); left -= 1) {
      if (left === 0) return [...this.judge.faults, 'it never comes to rest'];
      this.#settle();
    }
    this.#writeDown();
    return this.judge.verdict(this.#messages);
  }

  #step(haste: number): void {
    const chance = this.#random();
    if (chance < 0.25 + haste * 0.5) this.#send();
    else if (chance < 0.8) this.#deliverOne();
    else this.#carryOut();
    this.#now += Math.floor(this.#random() * 200);
    if (this.#random() < 0.3) this.#someRun()?.act();
    if (this.#random() < 0.3) this.#questions.deliver();
    if (this.#random() < 0.05) this.#writeDown();
    if (this.#random() < 0.02) this.#take({ is: 'history_long' });
    if (this.#random() < 0.03) this.#passTime();
    if (this.#state.withPeople && this.#random() < 0.1)
      this.#tell('people', { type: 'given_back', by: 'anna' });
  }

  /** Brings what is under way to its end; at last all runs end. */
  #settle(): void {
    if (this.#questions.isDue) this.#questions.deliver();
    else if (this.#inFlight.size > 0) this.#deliverOne();
    else if (this.#isUnderWay()) this.#carryOut();
    else if (this.#state.early.length > 0) this.#passTime();
    else this.#someRun()?.end();
  }

  #isAtRest(): boolean {
    const isQuiet = this.#inFlight.size === 0 && !this.#isUnderWay() && this.#state.early.length === 0;
    return isQuiet && this.#someRun() === undefined;
  }

  #isUnderWay = (): boolean =>
    this.#came !== undefined || (this.#command !== undefined && this.#command.do !== 'wait');

  /** The client: the row first, then the signal; sometimes only the row, and all again later. */
  #send(): void {
    const message = this.#sends.shift();
    if (message === undefined) return;
    const kept = this.#stored.get(message.messageId) ?? { ...message, seen: this.#questions.last };
    this.#stored.set(message.messageId, kept);
    if (this.#random() < 0.05) {
      this.#sends.splice(Math.floor(this.#random() * 10), 0, message);
      return;
    }
    const { messageId, seq } = message;
    this.#tell(`client ${++this.#signals}`, { type: 'message', message: { messageId, seq } });
  }

  #tell(sender: string, signal: ConversationSignal): void {
    const copies = this.#random() < 0.05 ? [{ signal }, { signal }] : [{ signal }];
    this.#inFlight.set(sender, [...(this.#inFlight.get(sender) ?? []), ...copies]);
  }

  #deliverOne(): void {
    const senders = [...this.#inFlight.keys()];
    const sender = senders[Math.floor(this.#random() * senders.length)] ?? '';
    const [first, ...rest] = this.#inFlight.get(sender) ?? [];
    if (first === undefined) return;
    if (rest.length === 0) this.#inFlight.delete(sender);
    else this.#inFlight.set(sender, rest);
    if ('signal' in first) this.#take({ is: 'signal', signal: first.signal });
    // A child's result is seen only by the execution that started it.
    else if (first.closed.epoch === this.continued) this.#take({ is: 'run_closed', run: first.closed.id });
  }

  #someRun(): Run | undefined {
    const open = [...this.#runs.values()].filter((run) => run.open);
    return open[Math.floor(this.#random() * open.length)];
  }

  #passTime(): void {
    if (this.#command?.do !== 'wait') return;
    if (this.#state.early.length > 0) this.#now = Math.max(this.#now, this.#command.until);
    // The driver's alarm may go off before the time of the present rest.
    this.#take({ is: 'time' });
  }

  /** The state as JSON and back: nothing may hang on anything else. */
  #writeDown(): void {
    const json = JSON.stringify(this.#state);
    this.largest = Math.max(this.largest, Buffer.byteLength(json));
    if (this.largest > stateBytes) this.judge.faults.push(`the state has ${this.largest} bytes`);
    this.#state = JSON.parse(json) as ConversationState;
  }

  #take(came: Came): void {
    const event = { ...came, now: this.#now };
    if (event.is === 'signal' && event.signal.type === 'message')
      this.judge.arrives(event.signal.message, this.#state);
    if (event.is === 'signal' && event.signal.type === 'ask_opened')
      this.#questions.announce(event.signal.ask);
    if (event.is === 'understood') this.#noteEarly(event.understood);
    const { state, commands } = reduce(this.#state, event);
    this.#state = state;
    this.flooded ||= state.flood !== undefined;
    if (commands.length > 0) [this.#command] = commands;
    else if (this.#command?.do === 'wait') this.judge.faults.push('it waits without being told to');
    this.judge.sees(state, commands[0]?.do === 'start');
    if (this.#command?.do === 'continue_as_new') this.#continue(this.#command);
  }

  /** What the message under way precedes: a question that is newer. */
  #noteEarly({ seen = 0, delivered = [] }: UnderstoodMessage): void {
    const [task] = this.#state.tasks;
    const [newest] = this.#state.asks;
    const isRead = delivered.some(
      ({ run, key, position }) => run === newest?.run && key === newest.key && position <= seen,
    );
    if (task?.do === 'understand' && newest !== undefined && !isRead)
      this.judge.precedes(task.message.messageId);
  }

  #handles(ids: readonly string[]): void {
    for (const id of ids) {
      const message = this.#stored.get(id);
      if (message !== undefined) this.judge.handles(message, this.#state);
    }
  }

  #continue({ state }: Of<'continue_as_new'>): void {
    this.continued += 1;
    this.#state = state;
    this.#writeDown();
    this.#resume();
  }

  #resume(): void {
    const { state, commands } = resume(this.#state, this.#now);
    this.#state = state;
    [this.#command] = commands;
  }

  /** What is under way has its effect, or what came of it is heard, which may be much later. */
  #carryOut(): void {
    const [command, came] = [this.#command, this.#came];
    if (came !== undefined) {
      this.#came = undefined;
      this.#take(came);
    } else if (command !== undefined && command.do !== 'wait') {
      this.#command = undefined;
      this.#came = this.#effectOf(command);
    }
  }

  #effectOf(command: ConversationCommand): Came {
    switch (command.do) {
      case 'understand': {
        this.#handles([command.request.messageId]);
        const message = this.#stored.get(command.request.messageId);
        if (message === undefined || message.meaning === 'gone') return { is: 'not_understood' };
        const delivered = this.#questions.delivered(command.request.asks);
        return { is: 'understood', understood: { ...understood(message, command.request), delivered } };
      }
      case 'deliver':
        this.#questions.last += 1;
        this.judge.replied(command.request.key);
        return { is: 'done' };
      case 'hand_over': {
        const messageId = command.request.key.split('/').at(-1) ?? '';
        this.judge.note(messageId, 'people');
        this.#take({ is: 'signal', signal: { type: 'handed_over', queue: 'default' } });
        return { is: 'done' };
      }
      case 'forward':
        return this.#forward(command.request);
      case 'signal':
        if (command.signal.type === 'answer') this.#judgeAnswer(command.run, command.signal);
        return { is: 'signalled', arrived: this.#runs.get(command.run)?.hear(command.signal) ?? false };
      case 'start':
        return this.#start(command);
      default:
        throw new Error(`${command.do} is not carried out.`);
    }
  }

  #judgeAnswer(run: string, { key, messageId }: Extract<RunSignal, { type: 'answer' }>): void {
    const seen = this.#stored.get(messageId)?.seen;
    this.judge.answers(messageId, seen, this.#questions.positionOf({ run, key }));
  }

  #forward({ messages }: ForwardMessagesRequest): Came {
    const all = [...this.#stored.values()].sort((a, b) => a.seq - b.seq);
    const isOpen = ({ messageId, seq }: Written): boolean =>
      !('ids' in messages) &&
      !this.#outbox.has(messageId) &&
      messages.positions.some(({ from, to = Infinity }) => from <= seq && seq <= to);
    const found =
      'ids' in messages
        ? all.filter(({ messageId }) => messages.ids.includes(messageId))
        : all.filter(isOpen);
    const page = found.slice(0, 'ids' in messages ? undefined : bounds.page);
    if ('ids' in messages) this.#handles(messages.ids);
    for (const message of page) {
      if (this.#outbox.has(message.messageId))
        this.judge.faults.push(`${message.messageId} is passed on twice`);
      this.#outbox.add(message.messageId);
      this.judge.passedOn(message);
    }
    return {
      is: 'forwarded',
      highest: Math.max(0, ...page.map(({ seq }) => seq)),
      more: page.length < found.length,
    };
  }

  #start({ run, start }: Of<'start'>): Came {
    if (this.#runs.has(run)) {
      this.judge.faults.push(`${run} is started twice`);
      return { is: 'started', isNew: false };
    }
    const world: RunWorld = {
      random: this.#random,
      tell: (sender, signal) => {
        this.#tell(sender, signal);
      },
      took: (messageId) => {
        this.judge.note(messageId, 'answer');
      },
      closed: (closed) => {
        this.#inFlight.set(closed.id, [...(this.#inFlight.get(closed.id) ?? []), { closed }]);
      },
    };
    this.#runs.set(run, new Run(run, start, this.continued, world));
    if (start.message && 'ids' in start.message)
      for (const id of start.message.ids) this.judge.note(id, `run ${run}`);
    return { is: 'started', isNew: true };
  }
}

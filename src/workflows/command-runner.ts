/** Carries out the interpreter's commands: each ends in an event, or is a notification that needs no answer. */
import { ApplicationFailure, defineSignal, setHandler, workflowInfo } from '@temporalio/workflow';
import { summaryOf } from '../interpreter/describe.js';
import type { Answer, RunEvent } from '../contracts/event.js';
import type { AskCommand, Command } from '../contracts/command.js';
import type { Decision } from '../contracts/approval.js';
import type { LoadedFlow, ReplyAddress } from '../contracts/activities.js';
import { run } from './activity-options.js';
import { Approvals } from './approvals.js';
import {
  messageNames,
  type ConversationSignal,
  type RunSignal,
  type RunStart,
} from '../contracts/messages.js';
import { withText } from './start-message.js';
import { runSubflow } from './subflow.js';
import { Timers } from './timers.js';

/** An event without its time, which the inbox adds. */
export type NewEvent = RunEvent extends infer Event
  ? Event extends unknown
    ? Omit<Event, 'now'>
    : never
  : never;

/** A command to carry out here; `end` and `fail` are the driver's. */
export type Doable = Exclude<Command, { do: 'end' | 'fail' }>;
type Doing<Kind extends Doable['do']> = Extract<Doable, { do: Kind }>;

const runSignal = defineSignal<[RunSignal]>(messageNames.runSignal);

/** Executes the commands of one run and pushes their results into its inbox. */
export class CommandRunner {
  /** The flow that runs, once it is loaded. */
  loaded: LoadedFlow | undefined;
  /** The run in business words, for whoever takes it over. */
  details = '';
  /** True if the conversation cannot see this run's result, and wants to be told of its end by signal. */
  isEndWanted = false;
  readonly #start: RunStart;
  readonly #push: (event: NewEvent) => void;
  readonly #workflowId = workflowInfo().workflowId;
  readonly #approvals: Approvals;
  readonly #timers: Timers;
  readonly #answers = new Map<Answer, string>();
  readonly #unannounced = new Set<Promise<void>>();
  #announcedWaiting = false;

  constructor(start: RunStart, push: (event: NewEvent) => void) {
    this.#start = start;
    this.#push = push;
    const { merchant, flow, startedBy } = start;
    const facts = { merchant, flow, ...(startedBy === undefined ? {} : { startedBy }) };
    this.#approvals = new Approvals(facts, (decision: Decision) => {
      push({ is: 'decided', id: decision.requestId, decision });
    });
    this.#timers = new Timers(merchant, async (id) => {
      await this.#approvals.settled(id);
      push({ is: 'timer_fired', id });
    });
    setHandler(runSignal, (signal) => {
      this.#receive(signal);
    });
  }

  /** Starts a command; when it is done, its event is in the inbox and the promise resolves. */
  execute(command: Doable): Promise<void> {
    const told = this.#carryOut(command).catch((error: unknown) => {
      this.#push({ is: 'failed', id: command.id, code: codeOf(error, command.do) });
    });
    this.#unannounced.add(told);
    void told.then(() => this.#unannounced.delete(told));
    return told;
  }

  /** Waits for pending notifications, so that the end of the run cuts nothing off. */
  async drain(): Promise<void> {
    this.#timers.cancelAll();
    await Promise.all(this.#unannounced);
  }

  /** Tells the conversation that this run has ended, as it has asked for. */
  announceEnd(): void {
    this.isEndWanted = false;
    const ended = { type: 'run_ended', run: this.#workflowId } as const;
    this.#keep(this.#signal('Tell the conversation that this run has ended', ended));
  }

  /** Tells the conversation when this run starts or stops waiting for anything but the customer. */
  announceWaiting(waitingOn: readonly string[]): void {
    const waiting = waitingOn.length > 0 && !waitingOn.includes('customer');
    if (waiting === this.#announcedWaiting) return;
    this.#announcedWaiting = waiting;
    const summary = waiting
      ? 'Tell the conversation that this run waits'
      : 'Tell the conversation that this run goes on';
    this.#keep(this.#signal(summary, { type: 'run_waiting', run: this.#workflowId, waiting }));
  }

  async #carryOut(command: Doable): Promise<void> {
    switch (command.do) {
      case 'understand':
        return this.#understand(command);
      case 'call':
        return this.#call(command);
      case 'subflow':
        return this.#subflow(command);
      case 'say':
        return this.#say(command);
      case 'ask':
        return this.#ask(command);
      case 'withdraw_ask':
        return this.#signal('Withdraw the question', {
          type: 'ask_closed',
          run: this.#workflowId,
          key: command.id,
        });
      case 'handover':
        return this.#handOver(command);
      case 'request_approval':
        this.#approvals.open(command.request);
        return;
      case 'withdraw_approval':
        this.#approvals.close(command.id);
        return;
      case 'release':
        return run('releaseMoney', this.#summary(command), {
          ...this.#identity(),
          step: command.step,
          visit: command.visit,
        });
      case 'timer':
        this.#timers.start(command);
        return;
      case 'cancel_timer':
        this.#timers.cancel(command.id);
        return;
    }
  }

  async #subflow(command: Doing<'subflow'>): Promise<void> {
    const end = await runSubflow(withText(this.#start, this.loaded?.text), command);
    this.#push({ is: 'subflow_ended', id: command.id, ...end });
  }

  async #understand(command: Doing<'understand'>): Promise<void> {
    const { merchant, conversation } = this.#start;
    const { understanding } = await run('understandMessage', this.#summary(command), {
      merchant,
      conversation: conversation.id,
      messageId: `${this.#workflowId}/${command.id}`,
      own: { text: command.text, language: conversation.language },
      asks: [],
    });
    this.#push({ is: 'understood', id: command.id, understanding });
  }

  async #call(call: Doing<'call'>): Promise<void> {
    const { flow, conversation, startedBy } = this.#start;
    const result = await run('callOperation', this.#summary(call), {
      ...this.#identity(),
      flow,
      hash: this.loaded?.hash ?? '',
      conversation: conversation.id,
      ...(conversation.customer === undefined ? {} : { customer: conversation.customer }),
      ...(startedBy === undefined ? {} : { startedBy }),
      call,
    });
    this.#push({ is: 'called', id: call.id, result });
  }

  async #say({ id, text, notBefore, ...command }: Doing<'say'>): Promise<void> {
    await run('deliverReply', this.#summary({ id, text, ...command }), {
      ...this.#reply(id),
      text,
      ...(notBefore === undefined ? {} : { notBefore }),
    });
    this.#push({ is: 'said', id });
  }

  async #ask(ask: AskCommand): Promise<void> {
    const { merchant, intent } = this.#start;
    const asked = await run('askCustomer', this.#summary(ask), {
      merchant,
      workflowId: this.#workflowId,
      conversation: this.#address(),
      ask,
      ...(intent === undefined ? {} : { intent }),
    });
    this.#push({ is: 'asked', id: ask.id, ...asked });
  }

  async #handOver(command: Doing<'handover'>): Promise<void> {
    const { id, queue, reason, notBefore } = command;
    await run('handOver', this.#summary(command), {
      ...this.#reply(id),
      queue,
      summary: reason,
      details: this.details,
      ...(notBefore === undefined ? {} : { notBefore }),
    });
    this.#push({ is: 'handed_over', id });
  }

  #receive(signal: RunSignal): void {
    switch (signal.type) {
      case 'answer':
        this.#answers.set(signal.answer, signal.messageId);
        this.#push({ is: 'answered', id: signal.key, answer: signal.answer });
        return;
      case 'with_people':
        this.#push({ is: 'with_people' });
        return;
      case 'announce_end':
        this.isEndWanted = true;
    }
  }

  /** Sends back a message that no ask waited for, so that it is not lost. */
  sendBack(answer: Answer): void {
    const messageId = this.#answers.get(answer);
    if (messageId === undefined) return;
    this.#keep(this.#signal('Send a message back', { type: 'returned', messageId }));
  }

  #signal(summary: string, signal: ConversationSignal): Promise<void> {
    const { id, workflowId } = this.#start.conversation;
    return run('notifyConversation', summary, {
      merchant: this.#start.merchant,
      conversation: id,
      workflowId,
      signal,
    });
  }

  #keep(told: Promise<void>): void {
    this.#unannounced.add(told);
    void told.finally(() => this.#unannounced.delete(told));
  }

  #summary(command: Command): string {
    return summaryOf(command, this.loaded?.ir);
  }

  #identity(): { merchant: string; workflowId: string } {
    return { merchant: this.#start.merchant, workflowId: this.#workflowId };
  }

  #reply(id: string): { merchant: string; conversation: ReplyAddress; key: string } {
    return {
      merchant: this.#start.merchant,
      conversation: this.#address(),
      key: `${this.#workflowId}/${id}`,
    };
  }

  #address(): ReplyAddress {
    const { id, workflowId, language } = this.#start.conversation;
    return { id, workflowId, language };
  }
}

// Activities and children fail with a code as type; a child ended from outside has told nobody.
function codeOf(error: unknown, what: Command['do']): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof ApplicationFailure && typeof cause.type === 'string') return cause.type;
  }
  return what === 'subflow' ? 'subflow_lost' : 'internal';
}

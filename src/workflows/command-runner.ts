/** Carries out the interpreter's commands: each ends in an event, or is a notification that needs no answer. */
import { ApplicationFailure } from '@temporalio/common';
import type { Described } from './interpreter/describe.js';
import { matterOf } from './interpreter/handover-matter.js';
import { questionTitle, summaryOf } from './interpreter/command-summary.js';
import type { Answer, RunEvent } from '../contracts/interpreter-event.js';
import type { AskCommand, Command } from '../contracts/interpreter-command.js';
import type { Activities, LoadedFlow, ReplyAddress } from '../contracts/activities.js';
import type { Matter } from '../contracts/handover.js';
import type { Said, WaitStatus } from '../contracts/conversation.js';
import type { Approvals } from './approvals.js';
import type { ConversationSignal, RunSignal, RunStart } from '../contracts/workflow-messages.js';
import type { NewEvent } from './event-queue.js';
import type { Runtime } from './runtime.js';
import type { FlowIr } from '../contracts/ir.js';
import { presentFields } from '../contracts/present-fields.js';
import { failureReason } from './interpreter/ending.js';
import { callsIn } from './interpreter/steps-in.js';
import { messagesBehind } from './start-message.js';
import { CommandTimers } from './command-timers.js';
import { handedOn, type UndeliveredReplies } from './undelivered-replies.js';

/** A command to carry out here; `end` and `fail` are the driver's. */
export type Doable = Exclude<Command, { do: 'end' | 'fail' }>;
type Doing<Kind extends Doable['do']> = Extract<Doable, { do: Kind }>;

/** The run whose commands are carried out. */
interface RunFacts {
  readonly id: string;
  readonly start: RunStart;
  /** The flow that runs, once it is loaded. */
  readonly loaded: LoadedFlow | undefined;
  /** The run as it is described; undefined while it has not begun. */
  described(): Described | undefined;
  /** Number of the record that it is about, if it is known. */
  readonly about: string | undefined;
}

/** What the run provides for its commands. */
interface RunPorts {
  runtime: Runtime;
  approvals: Approvals;
  replies: UndeliveredReplies;
  /** Adds an event to the run's inbox. */
  push(event: NewEvent<RunEvent>): void;
  /** Runs a sub-flow to its end, and pushes that. */
  subflow(command: Doing<'subflow'>): Promise<void>;
}

// A flow never changes under its hash, so its calls are collected once.
const callsByFlow = new WeakMap<FlowIr, ReturnType<typeof callsIn>>();

function callsOf(flow: FlowIr): ReturnType<typeof callsIn> {
  const calls = callsByFlow.get(flow) ?? callsIn(flow.steps);
  callsByFlow.set(flow, calls);
  return calls;
}

/** What ends at once, takes what was said along, or hands it on; a call that only reads is quick too. */
const quick: ReadonlySet<Doable['do']> = new Set([
  ...(['say', 'ask', 'understand', 'subflow', 'withdraw_ask', 'withdraw_approval', 'cancel_timer'] as const),
  // It stands beside a question, and what waits for it alone rests.
  'timer',
]);

/** Executes the commands of one run and pushes their results into its inbox. */
export class CommandRunner {
  /** True if the conversation cannot see this run's result, and wants to be told of its end by signal. */
  isEndWanted = false;
  readonly #run: RunFacts;
  readonly #ports: RunPorts;
  readonly #runtime: Runtime;
  readonly #timers: CommandTimers;
  readonly #answers = new Map<Answer, string>();
  readonly #unannounced = new Set<Promise<void>>();

  constructor(ofRun: RunFacts, ports: RunPorts) {
    this.#run = ofRun;
    this.#ports = ports;
    this.#runtime = ports.runtime;
    this.#timers = new CommandTimers(ports.runtime, ofRun.start.merchant, async (id) => {
      await ports.approvals.settled(ofRun.id, id);
      ports.push({ is: 'timer_fired', id });
    });
  }

  /** The customer's messages that led here: those that the run comes from, and its answers. */
  get messageIds(): readonly string[] {
    return messagesBehind(this.#run.start, [...this.#answers.values()]);
  }

  /** Starts a command; when it is done, its event is in the inbox and the promise resolves. */
  execute(command: Doable): Promise<void> {
    const announced = this.#carryOut(command).catch((error: unknown) => {
      this.#ports.push({ is: 'failed', id: command.id, code: codeOf(error, command.do) });
    });
    this.#unannounced.add(announced);
    void announced.then(() => this.#unannounced.delete(announced));
    return announced;
  }

  /** Waits for pending notifications, so that the end of the run cuts nothing off. */
  async drain(): Promise<void> {
    this.#timers.cancelAll();
    await Promise.all(this.#unannounced);
  }

  /** Tells the conversation that this run has ended, as it has asked for. */
  announceEnd(): void {
    this.isEndWanted = false;
    const ended = { type: 'run_ended', run: this.#run.id } as const;
    this.#keep(this.#signal('Notify the conversation that this run has ended', ended));
  }

  /** Tells the conversation that this run waits for anybody but the customer; its next question says that it goes on. */
  announceWaiting(waitStatus: WaitStatus): void {
    const waits = { type: 'run_waiting', run: this.#run.id, waitStatus } as const;
    this.#keep(this.#signal('Notify the conversation that this run is waiting', waits));
  }

  /** Tells people that something that was said could never be delivered, as of a run that fails. */
  async handOverLost(error: unknown): Promise<void> {
    const queue = this.#run.loaded?.ir.defaultQueue;
    if (queue === undefined) return;
    const reason = failureReason(codeOf(error, 'say'));
    await this.execute({ do: 'handover', id: 'undelivered', queue, reason });
  }

  async #carryOut(command: Doable): Promise<void> {
    const { replies } = this.#ports;
    // People learn of the conversation, whatever the customer has heard.
    if (command.do === 'handover') await replies.deliver().catch(() => undefined);
    // Whatever may take long finds the customer told.
    else if (!this.#isQuick(command)) await replies.deliver();
    switch (command.do) {
      case 'understand':
        return this.#understand(command);
      case 'call':
        return this.#call(command);
      case 'subflow':
        return this.#ports.subflow(command);
      case 'say':
        this.#say(command);
        return;
      case 'ask':
        return this.#ask(command);
      case 'withdraw_ask':
        return this.#signal('Withdraw the question', {
          type: 'ask_closed',
          run: this.#run.id,
          key: command.id,
        });
      case 'handover':
        return this.#handOver(command);
      case 'request_approval':
        return this.#openApproval(command);
      case 'withdraw_approval':
        return this.#ports.approvals.close(command.id);
      case 'release': {
        const { step, visit } = command;
        return this.#runtime.run('releaseMoney', this.#summary(command), {
          ...this.#identity(),
          step,
          visit,
        });
      }
      case 'timer':
        this.#timers.start(command);
        return;
      case 'cancel_timer':
        this.#timers.cancel(command.id);
        return;
      case 'listen':
        return this.#listen(command);
    }
  }

  /** Whether what was said may wait for it, as it ends at once or soon. */
  #isQuick(command: Doable): boolean {
    if (command.do !== 'call') return quick.has(command.do);
    const { loaded } = this.#run;
    return loaded !== undefined && callsOf(loaded.ir).get(command.step)?.effect === 'read';
  }

  /** What the customer has said, newest first: answers to this run and its callers, and what the conversation knew before. */
  get #said(): readonly Said[] {
    const { messageIds = [], conversation } = this.#run.start;
    const answers = [...messageIds, ...this.#answers.values()].reverse();
    const known = conversation.said ?? [];
    const begun = new Set(known.map(({ messageId }) => messageId));
    return [...new Set(answers)]
      .filter((messageId) => !begun.has(messageId))
      .map((messageId): Said => ({ messageId }))
      .concat(known);
  }

  #openApproval({ request }: Doing<'request_approval'>): Promise<void> {
    const { flow, conversation } = this.#run.start;
    const asking = { flow, conversation: conversation.id, messageIds: this.messageIds };
    return this.#ports.approvals.open(request, asking, (decision) => {
      this.#ports.push({ is: 'decided', id: decision.requestId, decision });
    });
  }

  async #understand(command: Doing<'understand'>): Promise<void> {
    const { merchant, conversation } = this.#run.start;
    const { understanding } = await this.#soon('understandMessage', this.#summary(command), {
      merchant,
      conversation: conversation.id,
      messageId: `${this.#run.id}/${command.id}`,
      own: {
        text: command.text,
        language: conversation.language,
        ...(command.apart === undefined ? {} : { apart: command.apart }),
      },
      asks: [],
    });
    this.#ports.push({ is: 'understood', id: command.id, understanding });
  }

  async #call(call: Doing<'call'>): Promise<void> {
    const { flow, conversation, startedBy } = this.#run.start;
    const run: Runtime['run'] = this.#isQuick(call)
      ? this.#soon.bind(this)
      : this.#runtime.run.bind(this.#runtime);
    const result = await run('callOperation', this.#summary(call), {
      ...this.#identity(),
      flow,
      hash: this.#run.loaded?.hash ?? '',
      conversation: conversation.id,
      ...(conversation.customer === undefined ? {} : { customer: conversation.customer }),
      ...(startedBy === undefined ? {} : { startedBy }),
      call,
    });
    this.#ports.push({ is: 'called', id: call.id, result });
  }

  async #listen(command: Doing<'listen'>): Promise<void> {
    const request = { ...this.#identity(), ...command, now: this.#runtime.now() };
    const listened = await this.#runtime.run('listen', this.#summary(command), request);
    this.#ports.push({ is: 'listened', id: command.id, ...listened });
  }

  #say(command: Doing<'say'>): void {
    const { id, text, notBefore } = command;
    const { key } = this.#reply(id);
    const summary = this.#summary(command);
    this.#ports.replies.add({ key, summary, text, ...presentFields({ notBefore }) });
    this.#ports.push({ is: 'said', id });
  }

  async #ask(ask: AskCommand): Promise<void> {
    const { merchant, intent } = this.#run.start;
    const { about, loaded } = this.#run;
    const title = loaded && questionTitle(ask, loaded.ir);
    const replies = this.#ports.replies.take();
    const asked = await this.#soon('askCustomer', this.#summary(ask), {
      merchant,
      workflowId: this.#run.id,
      ...this.#place(),
      conversation: this.#address(),
      ask,
      ...(intent === undefined ? {} : { intent }),
      ...(title === undefined ? {} : { title }),
      ...(about === undefined ? {} : { about }),
      ...(ask.fills === undefined ? {} : { said: this.#said }),
      ...(replies.length === 0 ? {} : { above: handedOn(replies) }),
    });
    // It was answered before: nothing was asked.
    if (asked.said !== undefined) this.#ports.replies.putBack(replies);
    this.#ports.push({ is: 'asked', id: ask.id, ...asked });
  }

  async #handOver(command: Doing<'handover'>): Promise<void> {
    const { id, queue, reason, notBefore } = command;
    await this.#runtime.run('handOver', this.#summary(command), {
      ...this.#reply(id),
      queue,
      summary: reason,
      matter: this.#matter(),
      ...(notBefore === undefined ? {} : { notBefore }),
    });
    this.#ports.push({ is: 'handed_over', id });
  }

  #matter(): Matter {
    const { intent, stillOpen } = this.#run.start;
    return {
      ...stillOpen,
      ...matterOf(this.#run.id, this.#run.described()),
      run: this.#runtime.workflowId,
      // Whoever had something open has said it before this run began.
      ...(stillOpen === undefined ? { messageIds: this.messageIds } : {}),
      ...(intent === undefined ? {} : { intent }),
    };
  }

  /** Takes in what the conversation tells the run. */
  receive(signal: RunSignal): void {
    switch (signal.type) {
      case 'answer':
        this.#answers.set(signal.answer, signal.messageId);
        this.#ports.push({ is: 'answered', id: signal.key, answer: signal.answer });
        return;
      case 'with_people':
        this.#ports.push({ is: 'with_people' });
        return;
      case 'backed_out':
        this.#ports.push({ is: 'backed_out', messageId: signal.messageId });
        return;
      case 'reported':
        this.#ports.push({ is: 'reported', step: signal.step, visit: signal.visit });
        return;
      case 'announce_end':
        this.isEndWanted = true;
    }
  }

  /** Sends back a message that no ask waited for, so that it is not lost. */
  sendBack(answer: Answer): void {
    const messageId = this.#answers.get(answer);
    if (messageId !== undefined) this.returnMessage(messageId);
  }

  /** Sends a message back to the conversation. */
  returnMessage(messageId: string): void {
    this.#keep(this.#signal('Send a message back', { type: 'returned', messageId }));
  }

  #signal(summary: string, signal: ConversationSignal): Promise<void> {
    const { id, workflowId } = this.#run.start.conversation;
    return this.#runtime.run('notifyConversation', summary, {
      merchant: this.#run.start.merchant,
      conversation: id,
      workflowId,
      signal,
    });
  }

  #keep(announced: Promise<void>): void {
    this.#unannounced.add(announced);
    void announced.finally(() => this.#unannounced.delete(announced));
  }

  /** Runs an activity that soon brings the run further. */
  #soon<N extends keyof Activities>(
    name: N,
    summary: string,
    request: Parameters<Activities[N]>[0],
  ): Promise<Awaited<ReturnType<Activities[N]>>> {
    const { replies } = this.#ports;
    return replies.during(() => replies.delivered().then(() => this.#runtime.run(name, summary, request)));
  }

  #summary(command: Command): string {
    return summaryOf(command, this.#run.loaded?.ir);
  }

  #identity(): { merchant: string; workflowId: string } {
    return { merchant: this.#run.start.merchant, workflowId: this.#run.id };
  }

  /** Where an inlined run is reached. */
  #place(): { inlinedIn?: string } {
    const { workflowId } = this.#runtime;
    return workflowId === this.#run.id ? {} : { inlinedIn: workflowId };
  }

  #reply(id: string): { merchant: string; conversation: ReplyAddress; key: string } {
    return {
      merchant: this.#run.start.merchant,
      conversation: this.#address(),
      key: `${this.#run.id}/${id}`,
    };
  }

  #address(): ReplyAddress {
    const { id, workflowId, language } = this.#run.start.conversation;
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

/**
 * One test or conversation: the product's own activities over a store in memory and scripted systems, with workflows on whatever
 * stage they are played. It has no rules of its own; it notes what happens.
 */
import { callPorts } from '../activities/call-ports.js';
import type { Dependencies, RunStore } from '../activities/dependencies.js';
import { type PlainActivities, plainActivities } from '../activities/plain-activities.js';
import { questionKey } from '../activities/question-key.js';
import { writeText } from '../activities/write-text.js';
import type {
  DeliverReplyRequest,
  NotifyConversationRequest,
  ReplyAddress,
} from '../contracts/activities.js';
import type { Sentence } from '../contracts/interpreter-command.js';
import type { DurationIr, FlowIr } from '../contracts/ir.js';
import type { ConversationSignal, MailParts } from '../contracts/workflow-messages.js';
import { addDuration } from '../merchants/calendar.js';
import type { Merchant } from '../merchants/merchant.js';
import { conversationWorkflowId } from '../platform/temporal/signal-conversation.js';
import { hostsOf } from '../platform/temporal/possible-hosts-of-run.js';
import { newConversation } from '../workflows/conversation/state.js';
import type { Ending } from '../workflows/ending.js';
import { codeOfRefusal, countsFrom, type Deciding, signedBy } from './approvers.js';
import { Fixture } from './fixture.js';
import { type KeyedRow, MemoryConversations, type ReportedEvent } from './memory-conversations.js';
import { memoryStore } from './memory-store.js';
import { unobserved } from './unobserved.js';
import { Unscripted } from './scripted-answers.js';
import type { SimulationOptions, Stage, Uncounted } from './stage.js';
import type { Happened, Happening } from './test-happenings.js';

/** Id of what was said before, by its place. */
const saidId = (at: number): string => `before${at}`;

/** What is played. */
export class Simulation<Played extends Stage = Stage> {
  readonly story: Happened[] = [];
  readonly merchant: Merchant;
  readonly fixture: Fixture;
  readonly activities: PlainActivities;
  /** The conversation's own id. */
  readonly conversation: string;
  /** Workflow ids of the conversation and of the test's run. */
  readonly conversationId: string;
  readonly root: string;
  readonly stage: Played;
  readonly #tables: MemoryConversations;
  /** The flows that were loaded for the test, and what they were made of. */
  readonly #loaded = new WeakMap<FlowIr, FlowIr>();
  #messages = 0;
  #deciding: Deciding | undefined;
  #isWithPeople = false;

  constructor(
    readonly options: SimulationOptions,
    stageFor: (simulation: Simulation) => Played,
  ) {
    const now = (): number => this.stage.now();
    this.fixture = new Fixture(options.test, now, options);
    this.merchant = this.fixture.merchant;
    this.conversation = options.conversation ?? 'test';
    this.conversationId = conversationWorkflowId(this.#id, this.conversation);
    this.root = `${this.conversationId}/run`;
    this.#tables = new MemoryConversations(now);
    this.activities = this.#noted(this.#plain(now));
    this.stage = stageFor(this);
    this.#keepSaid();
  }

  /** Notes something that happened. */
  note(happening: Happening): void {
    const happened = { ...happening, at: this.stage.now() };
    this.story.push(happened);
    this.options.onNote?.(happened);
  }

  /** A loaded flow as coverage watches it. */
  watched(flow: FlowIr): FlowIr {
    const source = this.#loaded.get(flow);
    if (source === undefined || this.options.watch === undefined) return flow;
    return { ...this.options.watch(source), policy: flow.policy };
  }

  /** Starts the conversation and the test's run in it. */
  async begin(): Promise<void> {
    const { stage, conversation, conversationId: workflowId, root, options } = this;
    const { given, flow, hash } = options.test;
    const { language, now, facts, inputs, said = [] } = given;
    const named = { merchant: this.#id, conversation, workflowId };
    const known = { ...newConversation(named, now), language, facts, nextSeq: said.length + 1 };
    const intent = options.intent ?? this.fixture.intent;
    const runs = options.isMain === true ? [] : [{ id: root, intent, waiting: [] }];
    await stage.startConversation(workflowId, {
      merchant: this.#id,
      conversation,
      state: { ...known, runs },
    });
    if (options.isMain === true) return stage.settle();
    await stage.startRun(root, {
      ...{ merchant: this.#id, flow: flow.flow, hash, inputs, depth: 0 },
      ...(intent === '' ? {} : { intent }),
      conversation: {
        ...{ id: conversation, workflowId, language, facts, receivedAt: now },
        said: said.map((_, at) => ({ messageId: saidId(at) })),
      },
    });
    return stage.settle();
  }

  /** Messages of the customer, one right after the other, with what a mail or a ticket has besides. */
  async hear(texts: readonly string[], mail: MailParts = {}): Promise<void> {
    const { conversation } = this;
    const { given } = this.options.test;
    for (const text of texts) {
      this.#messages += 1;
      const [messageId, seq] = [`m${this.#messages}`, (given.said ?? []).length + this.#messages];
      const sentAt = new Date(this.stage.now()).toISOString();
      const { language } = given;
      const message = { merchant: this.#id, conversation, messageId, seq, sentAt, language, text, ...mail };
      this.#tables.add(message);
      const { aside } = mail;
      await this.#signal({
        type: 'message',
        message: { messageId, seq, ...(aside === undefined ? {} : { aside }) },
      });
    }
    return this.stage.settle();
  }

  /** People take the conversation over. */
  async handOver(): Promise<void> {
    await this.#signal({ type: 'handed_over', queue: 'default' });
    return this.stage.settle();
  }

  /** A decision on the newest request that is open; says why, if it does not count. */
  async decide(decision: Deciding['decision'], by?: string): Promise<Uncounted | undefined> {
    const row = this.#tables.openRequest;
    if (row === undefined) throw new Unscripted('No approval request is open.', await this.waitingWords());
    const { request, workflowId } = row;
    const deciding = { decision, by: by ?? request.role };
    this.#deciding = deciding;
    const token = signedBy(this.merchant.config, request, deciding, this.stage.now());
    const message = { requestId: request.id, digest: request.digest, decision, token };
    const code = await this.stage.decide(workflowId, message).then(
      (answer) => (answer.accepted ? undefined : answer.code),
      (error: unknown) => {
        const refused = codeOfRefusal(error);
        this.note({ is: 'decided', ...deciding, refused });
        return refused;
      },
    );
    await this.stage.settle();
    return code === undefined
      ? undefined
      : { refused: code, ...countsFrom(this.merchant.config, request, deciding.by, code) };
  }

  /** Whether a request for an approval is open. */
  get isApprovalOpen(): boolean {
    return this.#tables.openRequest !== undefined;
  }

  /** A system reports something of its own accord. */
  async report(reported: ReportedEvent): Promise<void> {
    this.note({ is: 'reported', event: reported.event });
    for (const { workflowId: run, step, visit } of this.#tables.report(reported)) {
      const signal = { type: 'reported', step, visit } as const;
      for (const host of hostsOf(run))
        if (await this.stage.signalRun(host, host === run ? signal : { ...signal, run })) break;
    }
    return this.stage.settle();
  }

  /** Cancels the test's run. */
  async cancel(): Promise<void> {
    await this.stage.cancel(this.root);
    return this.stage.settle();
  }

  /** Lets time pass by the merchant's calendar. */
  async pass(duration: DurationIr): Promise<void> {
    await this.stage.pass((from) => addDuration(this.merchant.config, from, duration));
    return this.stage.settle();
  }

  /** What the runs wait for, in words. */
  async waitingWords(): Promise<string> {
    const waitsFor = await this.stage.waitsFor();
    return `It is waiting for ${waitsFor.length === 0 ? 'nobody' : waitsFor.join(', ')}.`;
  }

  /** The text of messages by their ids. */
  textOf(ids: readonly string[]): string {
    return this.#tables.textsOf(ids).join('\n');
  }

  /** Notes how a run has ended. */
  noteEnding(flow: string, ending: Ending): void {
    if (ending.do === 'fail') this.note({ is: 'failed', flow, code: ending.code });
    else this.note({ is: 'ended', flow, result: ending.result });
  }

  get #id(): string {
    return this.merchant.config.merchant;
  }

  #signal(signal: ConversationSignal): Promise<void> {
    const { conversation } = this;
    return this.stage.signalConversation({
      ...{ merchant: this.#id, conversation, workflowId: this.conversationId, signal },
      withPeople: this.#isWithPeople,
    });
  }

  /** What the customer had said before, in the order in which it was said. */
  #keepSaid(): void {
    const { conversation } = this;
    const { said = [], language, now } = this.options.test.given;
    for (const [at, text] of said.entries())
      this.#tables.add({
        ...{ merchant: this.#id, conversation, messageId: saidId(at), language, text },
        ...{ seq: said.length - at, sentAt: new Date(now).toISOString() },
      });
  }

  #plain(now: () => number): PlainActivities {
    const notify = async (request: NotifyConversationRequest): Promise<void> => {
      await this.stage.signalConversation(request);
      if (request.signal.type === 'ask_opened') this.options.onAsked?.(request.signal.ask);
    };
    const deps: Dependencies = {
      merchants: new Map([[this.#id, this.merchant]]),
      store: this.#store(now),
      secret: 'of tests alone, so that it can stand here',
      replyDelayMs: 0,
      publicUrl: 'https://orderly.example',
      agents: { identify: () => Promise.resolve(undefined) },
      ...unobserved,
      now,
    };
    const { fixture } = this;
    return plainActivities(
      {
        ...deps,
        ...{ notify, understander: this.fixture.understander(this.options.understand) },
        attempt: () => this.stage.attempt(),
        call: (ports, request, tried) =>
          fixture.call(ports, request, tried, ({ operation, inputs }) => {
            this.note({ is: 'called', operation, inputs });
          }),
      },
      callPorts(deps, notify),
    );
  }

  #store(now: () => number): RunStore {
    const calls = memoryStore(now);
    const { messages, outbox, approvals, eventWaits, events } = this.#tables;
    const { test } = this.options;
    const { flow: tested, hash: testedHash, merchant } = test;
    const named = new Map<string, { hash: string; ir: FlowIr }>(merchant.flows);
    named.set(tested.flow, { hash: testedHash, ir: tested });
    return {
      ...calls,
      ...{ messages, outbox, approvals, eventWaits, events: { ...calls.events, ...events } },
      conversations: {
        ...calls.conversations,
        giveToPeople: () => {
          this.#isWithPeople = true;
          return Promise.resolve();
        },
      },
      // Scripted systems give references, which no link opens.
      documents: {
        ...calls.documents,
        read: () => Promise.resolve(undefined),
        link: () => Promise.resolve(undefined),
      },
      flowVersions: {
        current: (_merchant, flow) => Promise.resolve(named.get(flow)),
        get: (_merchant, hash) => {
          const found = [...named.values()].find((each) => each.hash === hash);
          if (found !== undefined) return Promise.resolve(found.ir);
          return Promise.reject(new Unscripted('There is no such flow.', 'Check the merchant.'));
        },
      },
    };
  }

  /** The activities, which note what customers and people get to see. */
  #noted(plain: PlainActivities): PlainActivities {
    return {
      ...plain,
      loadFlow: async (request) => {
        const { ir, inline, ...loaded } = await plain.loadFlow(request);
        const flow = { ...ir, policy: { ...ir.policy, ...this.options.test.given.policy } };
        this.#loaded.set(flow, ir);
        // What a test scripts of a sub-flow stands in the place of a workflow of its own.
        return { ...loaded, ir: flow, ...(inline && !this.fixture.hasSubflows ? { inline } : {}) };
      },
      understandMessage: async (request) => {
        if (request.own === undefined) this.note({ is: 'customer', text: this.textOf([request.messageId]) });
        return plain.understandMessage(request);
      },
      askCustomer: async (request) => {
        const { ask, workflowId, conversation: to } = request;
        const [asked, rows] = await this.#adding(() => plain.askCustomer(request));
        if (rows.some(({ key }) => key === questionKey({ ...ask, run: workflowId, key: ask.id }))) {
          this.#noteAbove(request);
          this.note({
            ...{ is: 'asked', text: this.#written(ask.question, to) },
            options: ask.answer === 'yes_or_no' ? [] : asked.labels,
          });
        }
        return asked;
      },
      deliverReply: async (request) => {
        const [, rows] = await this.#adding(() => plain.deliverReply(request));
        const isAsked = request.labels !== undefined && !request.text.key.startsWith('@');
        if (rows.length > 0) this.#noteAbove(request);
        for (const { body } of rows) {
          const { labels = [] } = body;
          const { above, conversation: to } = request;
          const text = above === undefined ? body.text : this.#written(request.text, to);
          // Yes and no are buttons: nothing lists them.
          const options = labels.filter((label) => text.includes(`. ${label}`));
          this.note(isAsked ? { is: 'asked', text, options } : { is: 'said', text });
        }
      },
      forwardMessages: async (request) => {
        const [forwarded, rows] = await this.#adding(() => plain.forwardMessages(request));
        for (const { body } of rows) this.note({ is: 'passed', text: body.text });
        return forwarded;
      },
      ...this.#notedForPeople(plain),
    };
  }

  /** What stands above a text is noted sentence by sentence, as the flow says it. */
  #noteAbove({ above = [], conversation }: Pick<DeliverReplyRequest, 'above' | 'conversation'>): void {
    for (const { text } of above)
      this.note({ is: 'said', text: this.#written(text, conversation), isAbove: true });
  }

  #written(sentence: Sentence, { language }: ReplyAddress): string {
    return writeText(this.merchant, sentence, language);
  }

  #notedForPeople(
    plain: PlainActivities,
  ): Pick<PlainActivities, 'handOver' | 'openApproval' | 'verifyDecision'> {
    return {
      handOver: async (request) => {
        const [, rows] = await this.#adding(() => plain.handOver(request));
        for (const { body } of rows) {
          if (request.matter.run !== undefined) this.options.onHandover?.(request.matter);
          this.note({ is: 'handed_over', queue: body.queue ?? '', reason: body.text });
        }
      },
      openApproval: async (request) => {
        const { role, operation } = request.request;
        if (request.number === undefined) this.note({ is: 'approval_asked', role, operation });
        return plain.openApproval(request);
      },
      verifyDecision: async (request) => {
        const verdict = await plain.verifyDecision(request);
        const { decision = request.decision.decision, by = '' } = this.#deciding ?? {};
        const asked = this.#tables.openRequest?.request;
        const refused = verdict.accepted ? undefined : verdict.code;
        const from =
          refused === undefined || asked === undefined
            ? {}
            : countsFrom(this.merchant.config, asked, by, refused);
        this.note({ is: 'decided', decision, by, ...(refused === undefined ? {} : { refused, ...from }) });
        return verdict;
      },
    };
  }

  /** What an activity gives, and the rows that it adds to the outbox. */
  async #adding<Result>(activity: () => Promise<Result>): Promise<[Result, readonly KeyedRow[]]> {
    const before = this.#tables.rows.length;
    const result = await activity();
    return [result, this.#tables.rows.slice(before)];
  }
}

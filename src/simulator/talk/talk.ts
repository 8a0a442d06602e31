/** A conversation with flows in memory: somebody types as the customer, and what happens is told as it happens. */
import { judgeUnderstanding } from '../../activities/judge-understanding.js';
import { callOperation } from '../../activities/calls/call-operation.js';
import { NotNow } from '../../activities/calls/failures.js';
import { mainFlow } from '../../contracts/main-flow.js';
import type { DurationIr, FlowIr } from '../../contracts/ir.js';
import type { OpenAsk } from '../../contracts/conversation.js';
import type { MailParts, RunStart } from '../../contracts/workflow-messages.js';
import type { Understanding } from '../../contracts/understanding.js';
import { noIntent } from '../../understanding/intents/index.js';
import type { MessageUnderstander } from '../../understanding/understander.js';
import { type Started, withText } from '../../workflows/start-message.js';
import type { FlowTest } from '../flow-test.js';
import { endOf, scriptedSubflows } from '../play.js';
import { Simulation } from '../simulation.js';
import type { Happened, Outcome, RunEnd } from '../test-happenings.js';
import { Unscripted } from '../scripted-answers.js';
import { VirtualStage } from '../virtual-stage.js';
import type { Improvise } from '../fake-systems.js';
import type { CallRequest } from '../../contracts/call-request.js';
import type { CallResult } from '../../contracts/call-result.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import { compiledKindOf } from '../../flows/steps/registry.js';
import { stepsIn } from '../../workflows/interpreter/steps-in.js';
import type { RunState } from '../../workflows/interpreter/state.js';
import { inputsText, valueText } from '../value-text.js';

// What a run does between two replies, in words: decisions, values, calls with what came of them.

/** The steps that a run has entered or left since an earlier state, a line each, in the order of the flow. */
function progressOf(flow: FlowIr, before: RunState | undefined, after: RunState): string[] {
  return [...stepsIn(flow.steps)].flatMap((step) => {
    const { id } = step;
    const outcome = after.outcomes[id];
    const hasEntered = (after.visits[id] ?? 0) > (before?.visits[id] ?? 0);
    const hasLeft = outcome !== undefined && (hasEntered || outcome !== before?.outcomes[id]);
    const { entered, left } = compiledKindOf(step);
    const values = (): string => valueText(after.steps[id] ?? {});
    const came = hasLeft ? left?.(step, outcome.replaceAll('_', ' '), values) : undefined;
    return [hasEntered ? entered?.(step) : undefined, came].filter((words) => words !== undefined);
  });
}

/** A call and what came of it. */
function callWords({ call }: CallRequest, came: string): string {
  const { operation, inputs } = call;
  const given = Object.keys(inputs).length === 0 ? '' : ` ${inputsText(inputs)}`;
  return `calls ${operation}${given} → ${came}`;
}

/** Lists of records by their numbers alone. */
const numbered = (outputs: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [
      name,
      isList(value) ? value.map(numberOf).join(', ') : value,
    ]),
  );

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const numberOf = (item: Json): string =>
  typeof item === 'object' && item !== null && 'number' in item && typeof item.number === 'string'
    ? item.number
    : valueText(item);

/** What came of a call. */
function resultWords(result: CallResult): string {
  switch (result.outcome) {
    case 'done': {
      const outputs = inputsText(numbered(result.outputs));
      return `${result.result}${outputs === '' ? '' : `: ${outputs}`}`;
    }
    case 'refused':
      return `refused: ${result.refusal.code}`;
    case 'needs_facts': {
      const { missing, either } = result;
      const facts = [...missing, ...(either === undefined ? [] : [either.join(' or ')])];
      return `not sent: the customer must give ${facts.join(' and ')}`;
    }
    case 'needs_approval':
      return `not sent: it needs approval by ${result.request.role}`;
    default:
      return result.outcome;
  }
}

/** Something that happened, or a line of the trace. */
export type Seen = Happened | { is: 'trace'; text: string };

/** What a conversation is had with. */
export interface TalkOptions {
  /** The flow, its merchant, and what holds at first; of the main flow, messages start the runs. */
  test: Pick<FlowTest, 'flow' | 'hash' | 'merchant' | 'given'>;
  understander: MessageUnderstander;
  improvise: Improvise;
  /** Messages are understood only once runs have said all that they have to say: the other order of what happens at once. */
  isSlow?: boolean;
  /** Hears of each question of a run that is delivered. */
  onAsked?(ask: OpenAsk): void;
  /** Hears of each answer that a run is sent. */
  onAnswer?(answer: { run: string; key: string; messageId: string }): void;
  /** Makes the calls, in place of the simulator's own systems. */
  call?: typeof callOperation;
  onSeen(seen: Seen): void;
}

/** A run that the conversation has started, for its first message and how that was understood. */
export interface StartedRun {
  id: string;
  start?: Started;
  /** How many messages had been heard, and how much had happened, when it began. */
  since: { messages: number; happened: number };
  end?: RunEnd;
}

/** One conversation. Its methods throw `Unscripted` for what cannot happen now. */
export class Talk {
  /** Runs in the order of their start. */
  readonly runs: StartedRun[] = [];
  /** Messages that are surely about something, with what that is. */
  readonly understood: { message: string; intent: string }[] = [];
  readonly #simulation: Simulation<VirtualStage>;
  readonly #came = new Map<string, string>();
  readonly #texts: string[] = [];
  #isBegun = false;

  constructor(readonly options: TalkOptions) {
    const { test, improvise } = options;
    this.#simulation = new Simulation(
      {
        ...{ test, improvise, isMain: this.isMain },
        call: (...given) => this.#call(...given),
        understand: (message, signal) => this.#understand(message, signal),
        onNote: (seen) => {
          options.onSeen(seen);
        },
        onAsked: (ask) => {
          options.onAsked?.(ask);
        },
      },
      (given) => this.#stageFor(given),
    );
  }

  /** Whether messages start runs, by what they are about. */
  get isMain(): boolean {
    return this.options.test.flow.flow === mainFlow;
  }

  /** The virtual time, epoch milliseconds. */
  get now(): number {
    return this.#simulation.stage.now();
  }

  /** Whether the flow that was talked with has ended. */
  get isOver(): boolean {
    return !this.isMain && this.runs.some(({ end }) => end !== undefined);
  }

  /** What has happened since the first run began, in the form of a test's outcome. */
  get outcome(): Outcome {
    const [first] = this.runs;
    return {
      story: this.#simulation.story.slice(first?.since.happened),
      calls: this.#simulation.fixture.calls,
      ...(first?.end === undefined ? {} : { end: first.end }),
      waitsFor: this.#simulation.stage.temporal.waitsFor(),
    };
  }

  /** Starts the flow; the main flow waits for a message. */
  async begin(): Promise<void> {
    if (this.#isBegun) return;
    this.#isBegun = true;
    await this.#simulation.begin();
  }

  /** A message of the customer, with what a mail or a ticket has besides; or several one right after the other, with nothing said in between. */
  async hear(texts: string | readonly string[], mail?: MailParts): Promise<void> {
    await this.begin();
    if (this.isOver) throw new Unscripted('The flow has ended.', 'Save it, or quit and start again.');
    const all = [texts].flat();
    this.#texts.push(...all);
    await this.#simulation.hear(all, mail);
  }

  /** A decision on the newest approval request, by its role or by an approver of the merchant. */
  async decide(decision: 'approved' | 'rejected', by?: string): Promise<void> {
    const { approvers } = this.#simulation.merchant.config;
    if (by !== undefined && this.#simulation.isApprovalOpen && !Object.hasOwn(approvers, by))
      throw new Unscripted(`There is no role or approver \`${by}\`.`, 'merchant.yaml lists them.');
    await this.#simulation.decide(decision, by);
  }

  /** Lets time pass by the merchant's calendar. */
  async pass(duration: DurationIr): Promise<void> {
    await this.begin();
    await this.#simulation.pass(duration);
  }

  #stageFor(simulation: Simulation): VirtualStage {
    const { options } = this;
    return new VirtualStage(simulation, {
      ...scriptedSubflows(simulation),
      isLast: (activity) => options.isSlow === true && activity === 'understandMessage',
      onStart: (id, start) => {
        this.#started(id, start);
      },
      onRunSignal: (run, signal) => {
        if (signal.type === 'answer') options.onAnswer?.({ run, ...signal });
      },
      observe: {
        onProgress: ({ flow, before, after }) => {
          for (const text of progressOf(flow, before, after)) this.options.onSeen({ is: 'trace', text });
        },
        onEnding: ({ id, flow: { flow }, ending }) => {
          simulation.noteEnding(flow, ending);
          const run = this.runs.find((each) => each.id === id);
          if (run !== undefined) run.end = endOf(ending);
        },
      },
    });
  }

  /** Notes a run that no other has started. */
  #started(id: string, start: RunStart): void {
    if (start.depth > 0) return;
    const since = { messages: this.#texts.length, happened: this.#simulation.story.length };
    const { message } = start;
    const ids = message !== undefined && 'ids' in message ? message.ids : [];
    const text = this.#simulation.textOf(ids);
    this.runs.push({ id, since, ...(this.isMain ? { start: withText(start, text) } : {}) });
  }

  async #understand(
    ...[message, signal]: Parameters<MessageUnderstander['understand']>
  ): Promise<Understanding> {
    const { given, merchant } = this.options.test;
    const { text } = message;
    const isScripted = given.understands.some((said) => said.message.trim() === text.trim());
    if (isScripted) return this.#simulation.fixture.understand(text);
    const meaning = await this.options.understander.understand(message, signal);
    const { understanding } = judgeUnderstanding(merchant, meaning, given.language);
    const { sure, intent } = understanding;
    if (sure && intent !== noIntent) this.understood.push({ message: text, intent });
    return meaning;
  }

  async #call(
    ...[ports, request, tried]: Parameters<typeof callOperation>
  ): ReturnType<typeof callOperation> {
    const name = JSON.stringify([request.workflowId, request.call.step, request.call.visit]);
    // A busy system is asked many times: what comes of it is told where it changes.
    const trace = (came: string): void => {
      if (this.#came.get(name) !== came) this.options.onSeen({ is: 'trace', text: callWords(request, came) });
      this.#came.set(name, came);
    };
    try {
      const result = await (this.options.call ?? callOperation)(ports, request, tried);
      trace(resultWords(result));
      return result;
    } catch (error) {
      if (error instanceof NotNow) trace('not now: it will be retried');
      throw error;
    }
  }
}

/** What the baseline's flows have in common: a run of the engine, without an engine. */
import {
  ApplicationFailure,
  CancellationScope,
  ChildWorkflowCancellationType,
  condition,
  defineSignal,
  ParentClosePolicy,
  setHandler,
  sleep,
  startChild,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { LoadedFlow } from '../../../src/contracts/activities.js';
import type { Type } from '../../../src/contracts/ir.js';
import type { Answer } from '../../../src/contracts/interpreter-event.js';
import type { Sentence } from '../../../src/contracts/interpreter-command.js';
import type { Json, JsonObject } from '../../../src/contracts/json.js';
import {
  messageNames,
  type RunEnd,
  type RunSignal,
  type RunStart,
} from '../../../src/contracts/workflow-messages.js';
import {
  attributesAtStart,
  searchAttributeKeys,
} from '../../../src/platform/temporal/search-attribute-keys.js';
import { askCustomer, callOperation, deliverReply, loadFlow } from './activities.js';

/** Values of a sentence: `name: [type, value]`. */
export type Values = Readonly<Record<string, readonly [Type['t'] | Type, Json]>>;

const runEvent = defineSignal<[RunSignal]>(messageNames.runSignal);

/** Makes a workflow of a flow's own code: loads the published version, runs, shows the outcome. */
export function flow(
  body: (run: Run, inputs: JsonObject) => Promise<RunEnd>,
): (start: RunStart) => Promise<RunEnd> {
  return async (start) => {
    const { merchant, hash, depth, message, conversation } = start;
    const ids = message !== undefined && 'ids' in message ? message.ids : undefined;
    const request = {
      ...{ merchant, flow: start.flow, ...(hash === undefined ? {} : { hash }) },
      ...(ids === undefined ? {} : { message: { conversation: conversation.id, ids } }),
    };
    const loaded = await loadFlow(`Load the flow ${start.flow}`, request);
    const run = new Run(start, loaded);
    const end = await body(run, start.inputs);
    await run.deliver();
    if (depth === 0) {
      upsertSearchAttributes([
        { key: searchAttributeKeys.flowVersion, value: loaded.hash.slice(0, 12) },
        { key: searchAttributeKeys.outcome, value: end.result },
      ]);
    }
    return end;
  };
}

/** One run: what a flow does, each one or two commands of Temporal. */
export class Run {
  readonly #workflowId = workflowInfo().workflowId;
  /** What was said in this turn: it goes out as one message. */
  #said: { step: string; text: Sentence }[] = [];

  constructor(
    readonly start: RunStart,
    readonly loaded: LoadedFlow,
  ) {}

  /** Replies to the customer, at the end of the turn. */
  say(step: string, key: string, values: Values = {}): void {
    this.#said.push({ step, text: sentence(key, values) });
  }

  /** Sends what was said. */
  async deliver(): Promise<void> {
    const { merchant } = this.start;
    const last = this.#said.pop();
    if (last === undefined) return;
    const { step, text } = last;
    await deliverReply(`Reply to the customer – ${step}`, {
      merchant,
      conversation: this.#replies(),
      key: `${this.#workflowId}/${step}#1`,
      text,
      ...this.#above(),
    });
  }

  #above(): { above?: { text: Sentence }[] } {
    const said = this.#said.splice(0);
    return said.length === 0 ? {} : { above: said.map(({ text }) => ({ text })) };
  }

  /** Reads something; what was said waits for it five seconds. */
  async #patiently<Result>(read: () => Promise<Result>): Promise<Result> {
    if (this.#said.length === 0) return read();
    const patience = new CancellationScope();
    const lost = patience.run(() => sleep(5_000)).then(() => this.deliver());
    try {
      return await read();
    } finally {
      patience.cancel();
      await lost.catch(() => undefined);
    }
  }

  /** Calls an operation; the baseline knows no other outcome than `done`. */
  async call(
    step: string,
    visit: number,
    operation: string,
    inputs: JsonObject,
    confirmed = false,
  ): Promise<JsonObject> {
    const { merchant, flow: name, conversation } = this.start;
    const { id, customer, facts } = conversation;
    const calls = () =>
      callOperation.executeWithOptions({ summary: `Call: ${operation}` }, [
        {
          merchant,
          workflowId: this.#workflowId,
          flow: name,
          hash: this.loaded.hash,
          conversation: id,
          ...(customer === undefined ? {} : { customer }),
          call: {
            do: 'call',
            id: `${step}#${visit}`,
            step,
            visit,
            operation,
            inputs,
            facts,
            ...(confirmed ? { confirmed: 'customer' as const } : {}),
            asked: false,
          },
        },
      ]);
    if (confirmed) await this.deliver();
    const result = await (confirmed ? calls() : this.#patiently(calls));
    if (result.outcome !== 'done') throw ApplicationFailure.nonRetryable(result.outcome, 'baseline');
    return { ...result.outputs, result: result.result };
  }

  /** Runs a sub-flow as a child, with the version that the caller's version names. */
  async subflow(step: string, name: string, inputs: JsonObject, money = false): Promise<JsonObject> {
    const { merchant, conversation, intent, depth } = this.start;
    const hash = pinned(this.loaded.ir, name);
    const start: RunStart & { hash: string } = {
      merchant,
      flow: name,
      hash,
      inputs,
      conversation,
      ...(intent === undefined ? {} : { intent }),
      depth: depth + 1,
    };
    const child = await startChild(name, {
      workflowId: `${this.#workflowId}/${step}/1`,
      args: [start],
      ...(money
        ? {
            parentClosePolicy: ParentClosePolicy.ABANDON,
            cancellationType: ChildWorkflowCancellationType.ABANDON,
          }
        : { parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL }),
      typedSearchAttributes: attributesAtStart(start),
    });
    return ((await child.result()) as RunEnd).outputs;
  }

  /** Asks yes or no, or for one of some options, and waits for the answer until the question expires. */
  async ask(step: string, key: string, values: Values, options?: readonly string[]): Promise<Json> {
    const { merchant, intent } = this.start;
    let answer: Answer | undefined;
    setHandler(runEvent, (signal) => {
      if (signal.type === 'answer') answer = signal.answer;
    });
    const ask = {
      ...({ do: 'ask', id: `${step}#1`, question: sentence(key, values) } as const),
      ...(options === undefined
        ? ({ answer: 'yes_or_no' } as const)
        : ({ answer: 'choice', labels: options.map((option) => sentence(option, {})) } as const)),
    };
    showWaiting(['customer']);
    const { expiresAt } = await askCustomer.executeWithOptions({ summary: 'Ask the customer' }, [
      {
        merchant,
        workflowId: this.#workflowId,
        conversation: this.#replies(),
        ask: { ...ask, expires: { ms: 2 * 24 * 60 * 60 * 1000 } },
        ...(intent === undefined ? {} : { intent }),
        ...this.#above(),
      },
    ]);
    const timer = new CancellationScope();
    const expired = timer.run(() => sleep(expiresAt - Date.now(), { summary: `Wait (${step})` }));
    await Promise.race([condition(() => answer !== undefined), expired]);
    timer.cancel();
    await expired.catch(() => undefined);
    showWaiting(null);
    if (answer === undefined) throw ApplicationFailure.nonRetryable('expired', 'baseline');
    return answer.value;
  }

  #replies(): { id: string; workflowId: string; language: string } {
    const { id, workflowId, language } = this.start.conversation;
    return { id, workflowId, language };
  }
}

function showWaiting(value: string[] | null): void {
  upsertSearchAttributes([{ key: searchAttributeKeys.waitingOn, value }]);
}

const sentence = (key: string, values: Values): Sentence => ({
  key,
  args: Object.entries(values).map(([source, [type, value]]) => ({
    source,
    type: typeof type === 'string' ? ({ t: type } as Type) : type, // only types without parts are named by a word
    value,
  })),
});

function pinned(node: unknown, name: string): string {
  if (typeof node !== 'object' || node === null) return '';
  if ('flow' in node && node.flow === name && 'hash' in node) return String(node.hash);
  return Object.values(node).reduce<string>((found, child) => found || pinned(child, name), '');
}

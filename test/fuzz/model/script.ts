/** Activities that do nothing by themselves: each waits until the script answers it, so that the script decides the order. */
import { setTimeout as delay } from 'node:timers/promises';
import { Context, CompleteAsyncError } from '@temporalio/activity';
import { ActivityNotFoundError, type AsyncCompletionClient } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Activities, LoadedFlow } from '../../../src/contracts/activities.js';
import type { DurationIr } from '../../../src/contracts/ir.js';
import type { Json } from '../../../src/contracts/json.js';

/** How long a day is in these runs, where time is not waited away. */
export const day = 4000;

/** How long a duration is in these runs; calendar time is the workflow's own. */
export const lengthOf = (duration: DurationIr): number =>
  'ms' in duration ? duration.ms : 'businessMs' in duration ? day - 1000 : duration.businessDays * day;

/** What a workflow has asked of an activity. */
export interface Asked {
  name: keyof Activities;
  request: Json;
  token: Uint8Array;
}

/** How an activity ends: with a result, or with the code of a failure for good. */
type Answer = { result: unknown } | { failed: string };

/** Answers activities one at a time, and remembers what they were asked. */
export class Script {
  /** Published flows by hash. */
  readonly flows = new Map<string, LoadedFlow>();
  readonly activities: Activities;
  readonly #waiting = new Map<string, Asked>();
  readonly #seen = new Map<string, string[]>();

  constructor(private readonly completion: () => AsyncCompletionClient) {
    this.activities = {
      loadFlow: ({ hash }) => Promise.resolve(this.#flow(hash)),
      resolveMoment: (request) =>
        Promise.resolve(
          'day' in request ? Date.parse(request.day) : request.from + lengthOf(request.duration),
        ),
      understandMessage: (request) => this.#wait('understandMessage', ownId(request.messageId), request),
      callOperation: (request) => this.#wait('callOperation', request.call.id, request),
      askCustomer: (request) => this.#wait('askCustomer', request.ask.id, request),
      deliverReply: (request) => this.#wait('deliverReply', ownId(request.key), request),
      handOver: (request) => this.#wait('handOver', ownId(request.key), request),
      openApproval: () => Promise.resolve(1),
      closeApproval: () => Promise.resolve(),
      verifyDecision: () => Promise.resolve({ accepted: true, approver: 'anna' }),
      notifyConversation: ({ signal }) => {
        if (signal.type === 'ask_closed') this.#see('ask_closed', signal.key);
        return Promise.resolve();
      },
      releaseMoney: ({ step, visit }) => {
        this.#see('releaseMoney', `${step}#${visit}/release`);
        return Promise.resolve();
      },
      forgetExpired: () => Promise.reject(new Error('No schedule runs here.')),
      reconcileEffects: () => Promise.reject(new Error('No schedule runs here.')),
      reportAlone: () => Promise.reject(new Error('No system tells anything here.')),
      listen: () => Promise.reject(new Error('No system tells anything here.')),
      takeEvents: () => Promise.reject(new Error('No system tells anything here.')),
      forwardMessages: () => Promise.reject(new Error('Nothing is passed on here.')),
      awaitRun: () => Promise.reject(new Error('No run is awaited here.')),
    };
  }

  /** What a run has asked for, as soon as it does; by another attempt than that of the token `past`, if one is given. */
  async asked(workflowId: string, name: keyof Activities, id: string, past?: Uint8Array): Promise<Asked> {
    const key = keyOf(workflowId, name, id);
    for (let left = 2000; left > 0; left -= 1) {
      const asked = this.#waiting.get(key);
      if (asked !== undefined && asked.token !== past) return asked;
      await delay(10);
    }
    throw new Error(
      `The workflow never asked for ${name} ${id} in ${workflowId}; it waits for ${this.waiting(workflowId)}.`,
    );
  }

  /** What of a run is not answered yet, for messages. */
  waiting(workflowId: string): string {
    return [...this.#waiting.keys()].filter((key) => key.startsWith(`${workflowId} `)).join(', ');
  }

  /** Everything that a run has asked for, sorted. */
  seen(workflowId: string): string[] {
    return [...(this.#seen.get(workflowId) ?? [])].sort();
  }

  /** Gives a result, or the code of a failure for good; resolves when the server has recorded it. */
  async answer(workflowId: string, name: keyof Activities, id: string, answer: Answer): Promise<void> {
    let asked = await this.asked(workflowId, name, id);
    for (;;) {
      try {
        await this.#complete(asked.token, answer);
        break;
      } catch (error) {
        // On a busy machine the attempt may have timed out by now: the next one is answered.
        if (!(error instanceof ActivityNotFoundError)) throw error;
        asked = await this.asked(workflowId, name, id, asked.token);
      }
    }
    this.#waiting.delete(keyOf(workflowId, name, id));
  }

  #complete(token: Uint8Array, answer: Answer): Promise<void> {
    if ('result' in answer) return this.completion().complete(token, answer.result);
    const { failed } = answer;
    return this.completion().fail(token, ApplicationFailure.nonRetryable(failed, failed));
  }

  #flow(hash: string | undefined): LoadedFlow {
    const flow = this.flows.get(hash ?? '');
    if (flow === undefined) throw new Error(`There is no flow ${hash ?? ''}.`);
    return flow;
  }

  #wait(name: keyof Activities, id: string, request: object): Promise<never> {
    const { taskToken, attempt, isLocal } = Context.current().info;
    // A local try cannot be answered from outside: the ordinary activity takes its place.
    if (isLocal) throw ApplicationFailure.nonRetryable('busy', 'busy');
    if (attempt === 1) this.#see(name, id);
    const asked = { name, request: JSON.parse(JSON.stringify(request)) as Json, token: taskToken };
    this.#waiting.set(keyOf(workflowOf(), name, id), asked);
    throw new CompleteAsyncError();
  }

  #see(name: string, id: string): void {
    const workflowId = workflowOf();
    this.#seen.set(workflowId, [...(this.#seen.get(workflowId) ?? []), `${name} ${id}`]);
  }
}

const workflowOf = (): string => Context.current().info.workflowExecution?.workflowId ?? '';
const keyOf = (workflowId: string, name: string, id: string): string => `${workflowId} ${name} ${id}`;

/** The id of a command behind its workflow's: `<step>#<visit>…`. */
const ownId = (key: string): string => /[^/]*#.*$/.exec(key)?.[0] ?? key;

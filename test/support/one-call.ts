/** A run of one step: its operation is called as a worker does it, through everything that stands before a system. */
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { CallRequest } from '../../src/contracts/call-request.js';
import { callOperation } from '../../src/activities/call-operation.js';
import { temporalAttempt } from '../../src/activities/index.js';
import { callPorts } from '../../src/activities/call-ports.js';
import type { Dependencies } from '../../src/activities/dependencies.js';
import type { CallStep, FlowIr } from '../../src/contracts/ir.js';
import type { CallCommand } from '../../src/contracts/interpreter-command.js';
import type { CallResult } from '../../src/contracts/call-result.js';
import type { Merchant } from '../../src/merchants/merchant.js';
import type { Store } from '../../src/store/store.js';
import { annaAs, annaSignedIn, withApprovals } from './with-approval.js';

/** The step, and who answers it. */
export interface OneCall {
  merchant: Merchant;
  store: Store;
  step: Pick<CallStep, 'operation' | 'effect'> & Partial<CallStep>;
  command: Pick<CallCommand, 'inputs'> & Partial<CallCommand>;
  /** Names the run. */
  workflowId?: string;
}

/** How an attempt of Temporal's ended: with a result, or to be called again. */
export type Asked = CallResult | { outcome: 'not_now'; code: string };

/** A run that has come to its step. */
export interface OpenCall {
  /** Added to the clock. */
  later: { ms: number };
  /** Calls it, or calls it again, as after a lost answer, a crash or a reset; with an approval, where it needs one. */
  ask(): Promise<Asked>;
}

/** Publishes a flow with the step and stops before it. */
export async function openCall({
  merchant,
  store,
  step,
  command,
  workflowId = 'w1',
}: OneCall): Promise<OpenCall> {
  const { merchant: name } = merchant.config;
  const later = { ms: 0 };
  const approvers = step.approval === undefined ? {} : annaAs(step.approval.by);
  const config = { ...merchant.config, approvers };
  const deps = dependencies({ ...merchant, config }, store, later);
  await store.flowVersions.publish({ merchant: name, flow: 'one-call', hash: 'h1', ir: flowOf(name, step) });
  const request: CallRequest = {
    ...{ merchant: name, workflowId, flow: 'one-call', hash: 'h1', conversation: 'c1' },
    call: {
      ...{ do: 'call', id: 'it#1', step: 'it', visit: 1, operation: step.operation },
      ...{ facts: {}, asked: false, confirmed: 'customer' },
      ...command,
    },
  };
  const activity = callOperation(
    callPorts(deps, () => Promise.resolve()),
    store,
    temporalAttempt,
  );
  const scheduledTimestampMs = Date.now();
  const approved = withApprovals();
  return {
    later,
    async ask() {
      const logger = new DefaultLogger('ERROR');
      const environment = new MockActivityEnvironment({ scheduledTimestampMs }, { logger });
      try {
        return await approved(request, (made): Promise<CallResult> => environment.run(activity, made));
      } catch (error) {
        const { type, message } = error as { type?: string; message: string };
        if (type !== 'NOT_NOW') throw error;
        return { outcome: 'not_now', code: message };
      }
    },
  };
}

function flowOf(merchant: string, step: OneCall['step']): FlowIr {
  const named = { id: 'it', named: true, title: 'It', line: 1 };
  return {
    ...{ schema: 1, flow: 'one-call', title: 'One', inputs: {}, results: {}, policy: {} },
    defaultQueue: 'service',
    merchant: { id: merchant, name: 'Test', language: 'en', zone: 'Europe/Berlin' },
    steps: [{ kind: 'call', ...named, inputs: {}, outcomes: {}, ...step }],
    sentences: { ask_facts: '', ask_facts_again: '', ask_again: '', internal_error: '' },
  };
}

function dependencies(merchant: Merchant, store: Store, later: { ms: number }): Dependencies {
  const silent = (): void => undefined;
  return {
    ...{
      merchants: new Map([[merchant.config.merchant, merchant]]),
      store,
      replyDelayMs: 0,
      publicUrl: 'http://127.0.0.1',
    },
    secret: 'a secret of at least thirty-two characters',
    agents: annaSignedIn,
    log: { debug: silent, info: silent, warn: silent, error: silent },
    metrics: {
      ...{ operationCalled: silent, verificationFailed: silent },
      ...{
        verificationAlarm: silent,
        approvalDecided: silent,
        eventTaken: silent,
        messageLeft: () => undefined,
        voucherRejected: () => undefined,
        runUnknown: () => undefined,
        writeContradicted: silent,
      },
    },
    now: () => Date.now() + later.ms,
  };
}

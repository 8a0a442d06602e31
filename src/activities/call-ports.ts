/** The ports of calls as a worker provides them. */
import type { CallPorts, LateAnswer } from '../calls/ports.js';
import { publishedCalls } from '../calls/published-calls.js';
import { readVouched } from '../calls/verification/vouched.js';
import type { Dependencies } from './dependencies.js';
import { merchantOf } from './merchant-of.js';

const words: Readonly<Record<LateAnswer['outcome'], (operation: string) => string>> = {
  done: (operation) => `${operation} has been done after all; its answer came late.`,
  refused: (operation) => `${operation} was refused; its answer came late.`,
  unknown: (operation) => `Nobody knows whether ${operation} was done, and its run has ended. Please check.`,
};

/** Makes the ports; people learn of a late answer through the outbox, in the queue that has the conversation. */
export function callPorts(deps: Dependencies): CallPorts {
  const { merchants, store, secret, agents, log, metrics } = deps;
  const now = (): number => deps.now();
  return {
    ...{ store, secret, agents, log, metrics, now },
    merchant: (id) => merchantOf(merchants, id),
    published: publishedCalls(store.flowVersions),
    vouched: readVouched({ secret, now }),
    async reportLateAnswer({ request, operation, outcome }) {
      const { merchant, workflowId, conversation, call } = request;
      const { config } = merchantOf(merchants, merchant);
      const key = `${workflowId}/${call.step}#${call.visit}/late-${outcome}`;
      const text = words[outcome](operation);
      const details = `Run ${workflowId}, step ${call.step}.`;
      const body = { text, queue: config.handover.default, details };
      await store.outbox.add({ merchant, conversation, key, kind: 'handover', body });
    },
  };
}

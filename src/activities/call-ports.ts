/** The ports of calls as a worker gives them. */
import type { CallPorts } from '../calls/ports.js';
import { publishedCalls } from '../calls/published-calls.js';
import { readVouched } from '../calls/verification/vouched.js';
import type { Dependencies } from './dependencies.js';
import { merchantOf } from './merchant-of.js';

/** Makes the ports; people hear of a late answer through the outbox, in the queue that has the conversation. */
export function callPorts(deps: Dependencies): CallPorts {
  const { merchants, store, secret, log, metrics } = deps;
  const now = (): number => deps.now();
  return {
    ...{ store, secret, log, metrics, now },
    merchant: (id) => merchantOf(merchants, id),
    published: publishedCalls(store.flowVersions),
    vouched: readVouched({ secret, now }),
    async tellLate({ request, operation, outcome }) {
      const { merchant, workflowId, conversation, call } = request;
      const { config } = merchantOf(merchants, merchant);
      const key = `${workflowId}/${call.step}#${call.visit}/late`;
      const text = `What was in doubt is known now: ${operation} is ${outcome}.`;
      const details = `Run ${workflowId}, step ${call.step}.`;
      const body = { text, queue: config.handover.default, details };
      await store.outbox.add({ merchant, conversation, key, kind: 'handover', body });
    },
  };
}

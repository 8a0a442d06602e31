/** Forgets conversations whose time is over (DESIGN §11): a round of the maintenance takes some, and the next one more. */
import type { WorkflowClient } from '@temporalio/client';
import { conversationWorkflowId } from '../temporal/signal-conversation.js';
import type { Forgotten } from '../contracts/activities.js';
import type { Dependencies } from './dependencies.js';

/** Most conversations of a merchant in one round. */
const MOST = 200;

/** Makes the activity. */
export function forgetExpired(
  {
    merchants,
    store,
    log,
  }: Pick<Dependencies, 'merchants' | 'log'> & { store: Pick<Dependencies['store'], 'erasure'> },
  workflow: WorkflowClient,
): () => Promise<Forgotten> {
  return async () => {
    let forgotten = 0;
    await store.erasure.dropPast();
    for (const [merchant, { config }] of merchants) {
      for (const conversation of await store.erasure.expired(merchant, config.retentionMs, MOST)) {
        if (await isOpen(workflow, conversationWorkflowId(merchant, conversation))) continue;
        if (await store.erasure.forget(merchant, conversation)) forgotten += 1;
      }
    }
    if (forgotten > 0) log.info({ forgotten }, 'conversations whose time was over have been forgotten');
    return { forgotten };
  };
}

/** Whether the conversation or one of its runs still goes on: one may wait for much longer than anybody writes. */
async function isOpen(workflow: WorkflowClient, id: string): Promise<boolean> {
  const own = `WorkflowId = '${id}' OR WorkflowId STARTS_WITH '${id}/'`;
  return (await workflow.count(`ExecutionStatus = 'Running' AND (${own})`)).count > 0;
}

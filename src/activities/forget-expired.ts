/** Forgets conversations whose time is over (DESIGN §11): a round of the maintenance takes some, and the next one more. */
import type { WorkflowClient } from '@temporalio/client';
import { conversationWorkflowId } from '../platform/temporal/signal-conversation.js';
import type { Forgotten } from '../contracts/activities.js';
import type { Erasure, Expired } from '../store/erasure.js';
import type { Store } from '../store/store.js';
import type { Dependencies } from './dependencies.js';

/** Most conversations of a merchant in one round. */
const MOST = 200;

/** Makes the activity. */
export function forgetExpired(
  {
    merchants,
    store,
    log,
  }: Pick<Dependencies, 'merchants' | 'log'> & {
    store: Pick<Store, 'erasure' | 'documents'>;
  },
  workflow: WorkflowClient,
): () => Promise<Forgotten> {
  const { erasure } = store;
  /** Whether it was; a failure is logged, and holds up no other. */
  const forget = async (merchant: string, conversation: string, retentionMs: number): Promise<boolean> => {
    try {
      if (await isOpen(workflow, conversationWorkflowId(merchant, conversation))) return false;
      return await erasure.forget(merchant, conversation, retentionMs);
    } catch (error) {
      log.error({ merchant, conversation, err: error }, 'an expired conversation could not be deleted yet');
      return false;
    }
  };
  return async () => {
    await erasure.dropPast();
    let forgotten = 0;
    for (const [merchant, { config }] of merchants) {
      await erasure.dropEvents(merchant, config.retentionMs);
      await store.documents.drop(merchant, config.retentionMs);
      let count = 0;
      for await (const conversation of expiredOf(erasure, merchant, config.retentionMs)) {
        if (await forget(merchant, conversation, config.retentionMs)) count += 1;
        if (count === MOST) break;
      }
      forgotten += count;
    }
    if (forgotten > 0) log.info({ forgotten }, 'expired conversations were deleted');
    return { forgotten };
  };
}

/** All of a merchant, page by page: many may be open still, and are passed over. */
async function* expiredOf(erasure: Erasure, merchant: string, retentionMs: number): AsyncGenerator<string> {
  let last: Expired | undefined;
  for (;;) {
    const page = await erasure.expired(merchant, retentionMs, MOST, last);
    for (const { conversation } of page) yield conversation;
    last = page.at(-1);
    if (page.length < MOST) return;
  }
}

/** Whether the conversation or one of its runs still goes on: one may wait for much longer than anybody writes. */
async function isOpen(workflow: WorkflowClient, id: string): Promise<boolean> {
  const own = `WorkflowId = '${id}' OR WorkflowId STARTS_WITH '${id}/'`;
  return (await workflow.count(`ExecutionStatus = 'Running' AND (${own})`)).count > 0;
}

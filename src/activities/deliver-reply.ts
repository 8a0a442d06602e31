/** Writes a reply into the outbox: `say` is done when its row stands there (DESIGN §7). */
import type { Merchants } from '../merchants/merchant.js';
import { factsOf } from '../phrasing/facts.js';
import { phraseReply } from '../phrasing/phrase-reply.js';
import type { PhraserOf } from '../phrasing/phraser.js';
import type { Outbox } from '../store/store.js';
import type { DeliverReplyRequest } from '../contracts/activities.js';
import type { Metrics } from './dependencies.js';
import { merchantOf } from './merchant-of.js';
import { spokenLanguage, writeText } from './write-text.js';

/** What activities that talk to the customer need; `replyDelayMs` after the message, verification replies leave. */
export interface ReplyDependencies {
  merchants: Merchants;
  store: { outbox: Outbox };
  replyDelayMs: number;
}

/** What delivering needs besides: who phrases replies, where anybody does. */
export interface DeliverDependencies extends ReplyDependencies {
  phraserOf?: PhraserOf;
  metrics: Pick<Metrics, 'phrased'>;
}

/** Makes the activity; a key that is there already writes nothing, so that the first wording stays. */
export function deliverReply(deps: DeliverDependencies): (request: DeliverReplyRequest) => Promise<void> {
  return async (request) => {
    const { merchant, conversation, key, notBefore } = request;
    await deps.store.outbox.add({
      merchant,
      conversation: conversation.id,
      key,
      kind: 'reply',
      body: { text: await wordingOf(request, deps) },
      ...heldUntil(notBefore, deps.replyDelayMs),
    });
  };
}

/** The flow's sentence, phrased where the merchant wants it. */
async function wordingOf(
  { merchant, conversation, key, text, notBefore }: DeliverReplyRequest,
  { merchants, store, phraserOf, metrics }: DeliverDependencies,
): Promise<string> {
  const served = merchantOf(merchants, merchant);
  const own = writeText(served, text, conversation.language);
  // What is held back leaves at a fixed time, whatever was found: a model's time would tell which.
  const phraser = notBefore === undefined ? phraserOf?.(merchant, conversation.id) : undefined;
  // A retry after the row was written asks nobody: what stands there is what is sent.
  if (phraser === undefined || (await store.outbox.has(merchant, key))) return own;
  const language = spokenLanguage(served, conversation.language);
  const facts = factsOf(text, language, served.config.zone);
  const phrased = await phraseReply(phraser, { text: own, facts, language });
  metrics.phrased({ outcome: phrased.outcome });
  return phrased.text;
}

/** Replies to a verification leave at a fixed delay after the message, so that their time tells nothing. */
export const heldUntil = (receivedAt: number | undefined, delayMs: number): { notBefore?: number } =>
  receivedAt === undefined ? {} : { notBefore: receivedAt + delayMs };

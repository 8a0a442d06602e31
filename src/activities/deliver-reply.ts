/** Writes into the outbox what was said in one turn, as one row: from there it leaves (DESIGN §7). */
import type { Merchants } from '../merchants/merchant.js';
import type { RunStore } from './dependencies.js';
import type { LinkDependencies } from './link-documents.js';
import type { DeliverReplyRequest } from '../contracts/activities.js';
import { presentFields } from '../contracts/present-fields.js';
import { withChoices } from '../texts/choices.js';
import { merchantOf } from './merchant-of.js';
import { inOneMessage, writeReplies } from './write-replies.js';

/** What activities that talk to customers need; verification replies leave `replyDelayMs` after the message. */
export interface ReplyDependencies {
  merchants: Merchants;
  store: Pick<RunStore, 'outbox'>;
  replyDelayMs: number;
}

/** Makes the activity; an existing key writes nothing, so that the first wording stays. */
export function deliverReply(
  deps: ReplyDependencies & LinkDependencies,
): (request: DeliverReplyRequest) => Promise<void> {
  return async ({ merchant, conversation, key, text, labels, listed, notBefore, above = [] }) => {
    const served = merchantOf(deps.merchants, merchant);
    const all = [...above, { text, ...presentFields({ notBefore }) }];
    const { texts, documents, ...leaving } = await writeReplies(deps, served, conversation, all);
    const plain = inOneMessage(texts);
    const written = listed === true ? withChoices(plain, { answer: 'choice' }, labels ?? []) : plain;
    const linked = documents.length === 0 ? {} : { documents };
    await deps.store.outbox.add({
      merchant,
      conversation: conversation.id,
      key,
      ...(labels === undefined
        ? { kind: 'reply', body: { text: written, ...linked } }
        : { kind: 'question', body: { text: written, labels, ...linked } }),
      ...heldUntil(leaving.notBefore, deps.replyDelayMs),
    });
  };
}

/** Verification replies leave at a fixed delay after the message, so that their timing reveals nothing. */
export const heldUntil = (receivedAt: number | undefined, delayMs: number): { notBefore?: number } =>
  receivedAt === undefined ? {} : { notBefore: receivedAt + delayMs };

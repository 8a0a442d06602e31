/** Asks the customer; the conversation is told first, so that no answer arrives before the ask is known. */
import { presentFields } from '../contracts/present-fields.js';
import { addDuration } from '../merchants/calendar.js';
import { labelsOf, withChoices } from '../texts/choices.js';
import type { Sentence } from '../contracts/interpreter-command.js';
import type {
  AskCustomerRequest,
  AskedCustomer,
  NotifyConversationRequest,
} from '../contracts/activities.js';
import { heldUntil, type ReplyDependencies } from './deliver-reply.js';
import type { LinkDependencies } from './link-documents.js';
import { merchantOf } from './merchant-of.js';
import { saidBefore, type SaidBeforeDependencies } from './answer-before-question.js';
import { questionKey } from './question-key.js';
import { inOneMessage, writeReplies } from './write-replies.js';
import { writeText } from './write-text.js';

/** What ask-customer needs: replies, a clock, and the way to the conversation. */
export interface AskDependencies extends ReplyDependencies, LinkDependencies {
  store: ReplyDependencies['store'] & LinkDependencies['store'] & SaidBeforeDependencies['store'];
  now(): number;
  signal(request: NotifyConversationRequest): Promise<void>;
  understander: SaidBeforeDependencies['understander'];
}

/** Makes the activity; returns the labels as the customer reads them, and until when the question is open. */
export function askCustomer(deps: AskDependencies): (request: AskCustomerRequest) => Promise<AskedCustomer> {
  return async ({ merchant, workflowId, inlinedIn, conversation, ask, said, above = [], ...ofRun }) => {
    const served = merchantOf(deps.merchants, merchant);
    const write = (sentence: Sentence): string => writeText(served, sentence, conversation.language);
    const [labels, aliases] = [labelsOf(ask, write), ask.aliases?.map(write)];
    const all = [...above, { text: ask.question, ...presentFields({ notBefore: ask.notBefore }) }];
    const { texts, documents, notBefore } = await writeReplies(deps, served, conversation, all);
    const question = withChoices(texts.at(-1)?.trim() ?? '', ask, labels);
    const expiresAt = addDuration(served.config, deps.now(), ask.expires);
    const asking = { ...{ kind: ask.answer, labels, question }, ...presentFields({ aliases }) };
    const known = await saidBefore(deps, served, {
      ...{ merchant, conversation: conversation.id, ask, question: asking },
      ...(said === undefined ? {} : { said }),
    });
    if (known !== undefined) return { labels, expiresAt, said: known };
    const { otherwise, facts, confirms, digest } = ask;
    const fills = ask.repeated === true ? undefined : ask.fills;
    await deps.signal({
      merchant,
      conversation: conversation.id,
      workflowId: conversation.workflowId,
      signal: {
        type: 'ask_opened',
        ask: {
          run: workflowId,
          ...(inlinedIn === undefined ? {} : { inlinedIn }),
          key: ask.id,
          ...asking,
          ...presentFields({ otherwise, fills, facts, confirms, digest }),
          ...ofRun,
        },
      },
    });
    const before = inOneMessage(texts.slice(0, -1));
    await deps.store.outbox.add({
      merchant,
      conversation: conversation.id,
      key: questionKey({ ...ask, run: workflowId, key: ask.id }),
      kind: 'question',
      body: {
        text: before === '' ? question : `${before}\n\n${question}`,
        labels,
        ...(documents.length === 0 ? {} : { documents }),
      },
      ...heldUntil(notBefore, deps.replyDelayMs),
    });
    return { labels, expiresAt };
  };
}

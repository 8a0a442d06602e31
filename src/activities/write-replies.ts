/** Writes what was said in one turn as one text, above what it ends with. */
import type { ReplyAddress } from '../contracts/activities.js';
import type { UndeliveredReply } from '../contracts/interpreter-command.js';
import type { LinkedDocument } from '../contracts/customer-documents.js';
import type { Merchant } from '../merchants/merchant.js';
import { type LinkDependencies, linkDocuments } from './link-documents.js';
import { writeText } from './write-text.js';

/** Texts in the customer's language, what they link to, and when the last of them may leave (epoch ms). */
interface WrittenReplies {
  texts: readonly string[];
  documents: readonly LinkedDocument[];
  notBefore?: number;
}

/** Writes replies in their order. */
export async function writeReplies(
  deps: LinkDependencies,
  merchant: Merchant,
  conversation: Pick<ReplyAddress, 'id' | 'language'>,
  replies: readonly UndeliveredReply[],
): Promise<WrittenReplies> {
  const texts: string[] = [];
  const documents: LinkedDocument[] = [];
  for (const { text } of replies) {
    const linked = await linkDocuments(deps, merchant, conversation.id, text);
    texts.push(writeText(merchant, linked.sentence, conversation.language));
    documents.push(...linked.documents);
  }
  const moments = replies.flatMap(({ notBefore }) => notBefore ?? []);
  return { texts, documents, ...(moments.length === 0 ? {} : { notBefore: Math.max(...moments) }) };
}

/** Joins texts to one message: lines follow one another, and what has several lines stands apart. */
export function inOneMessage(texts: readonly string[]): string {
  const written = texts.map((text) => text.trim()).filter((text) => text !== '');
  const isBlock = (text: string | undefined): boolean => text?.includes('\n') === true;
  return written
    .map((text, at) =>
      at === 0 ? text : `${isBlock(text) || isBlock(written[at - 1]) ? '\n\n' : '\n'}${text}`,
    )
    .join('');
}

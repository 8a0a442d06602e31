/** Puts links in place of documents in a sentence: a channel can give no customer the content of a reference. */
import { customerAuthenticator } from './calls/verification/authenticated-customer.js';
import type { LinkedDocument } from '../contracts/customer-documents.js';
import type { Sentence } from '../contracts/interpreter-command.js';
import type { Json } from '../contracts/json.js';
import type { Type } from '../contracts/ir.js';
import type { Merchant } from '../merchants/merchant.js';
import { linkHash, newLinkToken } from '../security/link-token.js';
import type { DocumentPlace } from '../store/documents.js';
import type { RunStore } from './dependencies.js';

/** What links need: where the API is for customers (`ORDERLY_PUBLIC_URL`), and by what a channel vouches. */
export interface LinkDependencies {
  store: Pick<RunStore, 'documents' | 'messages'>;
  publicUrl: string;
  secret: string;
  now(): number;
}

/** A sentence whose documents are links, and what they link to. */
interface LinkedSentence {
  sentence: Sentence;
  documents: readonly LinkedDocument[];
}

/** How long a link opens its document, ms. */
const LINK_MS = 14 * 24 * 60 * 60 * 1000;

/** Of a conversation's last messages, so many are asked whether their channel vouches for the customer. */
const MESSAGES = 20;

/** Writes the links; a document that this conversation does not have, or may not see, is named without one. */
export async function linkDocuments(
  deps: LinkDependencies,
  merchant: Merchant,
  conversation: string,
  sentence: Sentence,
): Promise<LinkedSentence> {
  if (!sentence.args.some(({ type }) => isDocument(type))) return { sentence, documents: [] };
  const place = { merchant: merchant.config.merchant, conversation };
  const documents: LinkedDocument[] = [];
  const link = async (value: Json): Promise<string | undefined> => {
    const linked = await linkTo(deps, merchant, place, value);
    if (linked !== undefined) documents.push(linked);
    return linked?.url;
  };
  const args: Sentence['args'][number][] = [];
  for (const arg of sentence.args) {
    const url = isDocument(arg.type) ? await link(arg.value) : undefined;
    args.push(url === undefined ? arg : { source: arg.source, type: { t: 'text' }, value: url });
  }
  return { sentence: { ...sentence, args }, documents };
}

const isDocument = (type: Type): boolean => type.t === 'record' && type.name === 'Document';

async function linkTo(
  deps: LinkDependencies,
  merchant: Merchant,
  place: DocumentPlace,
  value: Json,
): Promise<LinkedDocument | undefined> {
  const { documents } = deps.store;
  const ref = typeof value === 'object' && value !== null && 'ref' in value ? value.ref : undefined;
  const kept = typeof ref === 'string' ? await documents.read(place.merchant, ref) : undefined;
  if (kept === undefined) return undefined;
  // It shows where somebody lives and who signed there.
  if (kept.kind === 'proof_of_delivery' && !(await isAuthenticated(deps, merchant, place))) return undefined;
  const token = newLinkToken();
  const until = await documents.link(place, kept.ref, linkHash(token), LINK_MS);
  if (until === undefined) return undefined;
  const { kind, mediaType, name, bytes } = kept;
  const url = `${deps.publicUrl.replace(/\/$/, '')}/v1/documents/${token}`;
  return { kind, mediaType, name, bytes, url, expiresAt: new Date(until).toISOString() };
}

async function isAuthenticated(
  deps: LinkDependencies,
  merchant: Merchant,
  place: DocumentPlace,
): Promise<boolean> {
  const authenticated = customerAuthenticator({ secret: deps.secret, now: () => deps.now() });
  const messages = await deps.store.messages.list(place.merchant, place.conversation, MESSAGES);
  return messages.some(
    ({ customer }) =>
      customer !== undefined && authenticated(merchant, { ...place, customer })?.current === true,
  );
}

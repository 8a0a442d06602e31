/** What people need who take a conversation over: put together from what its run knows and what the store has kept. */
import { customerAuthenticator } from './calls/verification/authenticated-customer.js';
import { catalogue } from '../commerce/index.js';
import type { CustomerClaim } from '../contracts/customer.js';
import { presentFields } from '../contracts/present-fields.js';
import { graveFlags } from '../contracts/understanding.js';
import type { Handover, Matter, MatterRecord, Tried, Verified } from '../contracts/handover.js';
import { defaultSentence, sentenceOf } from '../texts/languages/default-sentences.js';
import { nameSentence } from '../texts/languages/intent-sentences.js';
import { intentNamed } from '../understanding/intents/index.js';
import type { Merchant } from '../merchants/merchant.js';
import { refusalText } from '../security/refusal-text.js';
import { customerInVoucher } from '../security/voucher.js';
import type { StoredMessage, WriteRecord } from '../store/store.js';
import type { RunStore } from './dependencies.js';
import { conversationWorkflowId } from '../platform/temporal/signal-conversation.js';
import { handoverDetails, operationTitle } from '../texts/handover-details.js';

/** What composing needs. */
export interface ComposeDependencies {
  store: Pick<RunStore, 'messages' | 'verifications' | 'runRecords' | 'approvals'>;
  /** Key of keyed hashes. */
  secret: string;
  /** Where the HTTP API is, which agents read conversations by. */
  publicUrl: string;
  /** A workflow's page in Temporal's UI; undefined where no UI is known. */
  uiLink?: (workflowId: string) => string | undefined;
  now(): number;
}

/** A conversation as it lies in the store. */
interface Place {
  merchant: Merchant;
  conversation: string;
}

/** So many messages are looked through for what was said. */
const recent = 20;

/** The handover as data, and in the merchant's language. */
export async function composeHandover(
  deps: ComposeDependencies,
  place: Place,
  matter: Matter,
): Promise<{ handover: Handover; details: string }> {
  const { config } = place.merchant;
  const [listed, verifiedRecords, tried] = await Promise.all([
    deps.store.messages.list(config.merchant, place.conversation, recent),
    deps.store.verifications.verified(config.merchant, place.conversation, deps.now()),
    triedIn(deps, place, matter),
  ]);
  const own = listed.filter(({ aside, startedBy }) => aside !== 'author' && startedBy === undefined);
  const last = verifiedRecords.at(-1);
  const record = matter.record ?? (last && { number: last.number });
  const amount = matter.amount ?? tried.findLast((each) => each.amount !== undefined)?.amount;
  const isByFacts = record !== undefined && verifiedRecords.some(({ number }) => number === record.number);
  const handover: Handover = {
    customer: customerIn(deps, place, { ...matter, ...(record && { record }) }, own, isByFacts),
    ...(record === undefined ? {} : { record: shownOf(record) }),
    ...(amount === undefined ? {} : { amount }),
    ...(matter.intent === undefined ? {} : { intent: matter.intent }),
    ...(matter.question === undefined ? {} : { question: matter.question }),
    ...flagged(matter),
    said: saidIn(own, matter),
    tried,
    links: linksOf(deps, place, matter),
  };
  const about = matter.intent === undefined ? undefined : intentWords(config, matter.intent);
  const { zone, language, languages } = config;
  return { handover, details: handoverDetails(handover, { zone, language, languages, about }) };
}

const flagged = ({ flag, intent }: Matter): Pick<Handover, 'flag' | 'priority'> => {
  if (flag === undefined) return presentFields({ priority: intentNamed(intent ?? '')?.priority });
  return { flag, ...(graveFlags[flag].urgent ? { priority: 'high' } : {}) };
};

/** The record without its customer, who stands apart. */
const shownOf = ({ kind, number, status }: MatterRecord): NonNullable<Handover['record']> => ({
  number,
  ...(kind === undefined ? {} : { kind }),
  ...(status === undefined ? {} : { status }),
});

/** What the merchant's language calls an intent; its name where it has no words. */
function intentWords(config: Merchant['config'], intent: string): string {
  const name = nameSentence(intent);
  const isKnown =
    Object.hasOwn(config.sentences, name) ||
    defaultSentence(name, config.language, config.languages) !== undefined;
  return isKnown ? sentenceOf(config, name) : intent;
}

type Listed = StoredMessage & { receivedAt: number };

function customerIn(
  deps: ComposeDependencies,
  { merchant, conversation }: Place,
  { record, email: typed }: Matter,
  messages: readonly Listed[],
  isByFacts: boolean,
): Handover['customer'] {
  const claim: CustomerClaim = messages.findLast(({ customer }) => customer !== undefined)?.customer ?? {};
  const named = { merchant: merchant.config.merchant, conversation, customer: claim };
  const isAuthenticated = customerAuthenticator(deps)(merchant, named)?.current === true;
  const authenticated = isAuthenticated ? customerInVoucher(claim.voucher) : undefined;
  // What comes with a voucher that does not hold is nobody's word.
  const claimed: CustomerClaim = claim.voucher === undefined ? claim : {};
  const email =
    authenticated?.email ?? (isByFacts ? record?.customerEmail : undefined) ?? claimed.email ?? typed;
  const shownEmail = email ?? record?.customerEmail;
  const ref = authenticated?.ref ?? claimed.ref;
  const isNamed = shownEmail !== undefined || ref !== undefined || record?.customerName !== undefined;
  const verified: Verified = isAuthenticated
    ? 'authenticated'
    : isByFacts
      ? 'facts'
      : isNamed
        ? 'claimed'
        : 'unknown';
  return {
    ...(record?.customerName === undefined ? {} : { name: record.customerName }),
    ...(shownEmail === undefined ? {} : { email: shownEmail }),
    ...(ref === undefined ? {} : { ref }),
    verified,
  };
}

/** What led here and what came last; without ids, the first of what was lately said. */
function saidIn(messages: readonly Listed[], { messageIds = [] }: Matter): Handover['said'] {
  const first = messages.find(({ messageId }) => messageIds.includes(messageId)) ?? messages[0];
  const last = messages.at(-1);
  return [first, ...(last === first ? [] : [last])].flatMap((message) =>
    message === undefined ? [] : [{ text: message.text, at: isoOf(message.receivedAt) }],
  );
}

/** Where a call was made. */
type Step = Pick<WriteRecord, 'workflowId' | 'step'>;

/** Every write of the conversation as the store knows it, what its run could not send, and approvals. */
async function triedIn(
  { store }: ComposeDependencies,
  { merchant, conversation }: Place,
  matter: Matter,
): Promise<Tried[]> {
  const { config } = merchant;
  const root = conversationWorkflowId(config.merchant, conversation);
  const [{ writes }, approvals] = await Promise.all([
    store.runRecords.of(config.merchant, conversation, root),
    store.approvals.ofRun(config.merchant, root),
  ]);
  const titled = (operation: string) => ({
    operation,
    title: operationTitle(config, operation, catalogue.get(operation)?.title ?? operation),
  });
  const ofStep = (one: Step) => (other: Step) =>
    other.workflowId === one.workflowId && other.step === one.step;
  const tried = matter.tried ?? [];
  const unsent = tried.filter((call) => call.outcome !== '' && !writes.some(ofStep(call)));
  const asked = approvals.map(({ number, state, decidedBy, request }): Tried => ({
    ...{ ...titled(request.operation), outcome: state, at: isoOf(request.requestedAt) },
    ...(request.amount === undefined ? {} : { amount: request.amount }),
    approval: { number, role: request.role, ...(decidedBy === undefined ? {} : { by: decidedBy }) },
  }));
  const sent = writes.map((row): Tried => {
    // What a system says may name a customer: the store's records do without it.
    const message = row.state === 'refused' ? tried.find(ofStep(row))?.message : undefined;
    return { ...titled(row.operation), ...cameOf(row), ...refusalOf(row.code, message) };
  });
  return [
    ...[...sent, ...asked].sort((a, b) => (a.at ?? '').localeCompare(b.at ?? '')),
    ...unsent.map(({ operation, outcome, code, message }): Tried => ({
      ...{ ...titled(operation), outcome },
      ...refusalOf(code, message),
    })),
  ];
}

/** Why, in the form that people read. */
const refusalOf = (code: string | undefined, message: string | undefined) =>
  presentFields({ code, message: refusalText(message) });

const cameOf = ({ state, httpStatus, amount, reference, at }: WriteRecord) => ({
  ...{ outcome: state, at: isoOf(at) },
  ...(httpStatus === undefined ? {} : { httpStatus }),
  ...(amount === undefined ? {} : { amount }),
  ...(reference === undefined ? {} : { reference }),
});

function linksOf(
  { publicUrl, uiLink }: ComposeDependencies,
  { merchant, conversation }: Place,
  { run }: Matter,
): Handover['links'] {
  const name = merchant.config.merchant;
  const page = uiLink?.(run ?? conversationWorkflowId(name, conversation));
  return {
    conversation: `${publicUrl.replace(/\/$/, '')}/v1/merchants/${name}/conversations/${conversation}`,
    ...(page === undefined ? {} : { run: page }),
  };
}

const isoOf = (at: number): string => new Date(at).toISOString();

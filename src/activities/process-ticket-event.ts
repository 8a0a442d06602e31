/** Processes what a help desk reports of its tickets: each is a conversation of the channel that the desk is (DESIGN §18). */
import type { WorkflowClient } from '@temporalio/client';
import type { CustomerMessage, MessageRef } from '../contracts/workflow-messages.js';
import { hashesIn } from '../security/customer-hashes.js';
import { cutText, parseText } from '../security/message-text.js';
import { opaqueTicket } from '../security/opaque-conversation.js';
import type { ClaimedEvent, EventReading, Store } from '../store/store.js';
import { conversationWorkflowId, signalConversation } from '../platform/temporal/signal-conversation.js';
import type { Dependencies } from './dependencies.js';
import { type Writing, whoWrites } from './message-author.js';

type TicketDependencies = Pick<Dependencies, 'merchants' | 'secret' | 'log' | 'metrics'> & {
  store: Store;
  workflow: WorkflowClient;
};

/** A ticket as its conversation. */
interface Ticket {
  merchant: string;
  conversation: string;
  workflowId: string;
  channel: string;
}

/** Whether an event stays for people, as nothing of it could be taken in. */
type Taken = { isLeft: boolean };
const taken: Taken = { isLeft: false };

/** What follows from an event of a ticket: a message for flows, or a conversation that changes hands. */
export async function processTicketEvent(
  deps: TicketDependencies,
  event: ClaimedEvent,
  reading: EventReading,
): Promise<Taken> {
  const { merchant, connection } = event;
  const channel = channelOf(deps, merchant, connection);
  // A corrected merchant.yaml is loaded by a restart; until then it is tried again.
  if (channel === undefined) throw new Error('no channel in merchant.yaml uses this help desk');
  const conversation = opaqueTicket(deps.secret, merchant, channel, reading.ref);
  const workflowId = conversationWorkflowId(merchant, conversation);
  const ticket = { merchant, conversation, workflowId, channel };
  if (reading.kind === 'channel.message') return takeMessage(deps, event, reading, ticket);
  await changeHands(deps, reading, ticket);
  return taken;
}

/** The channel of the merchant that a connection is. */
function channelOf({ merchants }: TicketDependencies, merchant: string, name: string): string | undefined {
  const channels = merchants.get(merchant)?.config.channels ?? {};
  return Object.entries(channels).find(([, { connection }]) => connection === name)?.[0];
}

async function changeHands(
  { store, workflow }: TicketDependencies,
  { kind }: EventReading,
  { channel, ...ticket }: Ticket,
): Promise<void> {
  const { merchant, conversation } = ticket;
  const found = await store.conversations.find(merchant, conversation);
  // Nobody has written in it that flows have heard of.
  if (found === undefined) return;
  const isWithPeople = found.peopleSince !== undefined;
  if (kind === 'channel.answered' && !isWithPeople) {
    await store.conversations.giveToPeople(merchant, conversation, channel);
    await signalConversation(workflow, ticket, { type: 'handed_over', queue: channel });
  }
  if (kind === 'channel.closed' && isWithPeople) {
    // A run that was at work when somebody else wrote may have verified once more.
    const messages = await store.messages.list(merchant, conversation, 50);
    if (messages.some(({ aside }) => aside === 'author'))
      await store.verifications.end(merchant, conversation);
    await signalConversation(workflow, ticket, { type: 'given_back', by: channel });
    await store.conversations.giveBack(merchant, conversation);
  }
}

async function takeMessage(
  deps: TicketDependencies,
  event: ClaimedEvent,
  { ref, fields }: EventReading,
  { channel, ...ticket }: Ticket,
): Promise<Taken> {
  const { store, secret, workflow } = deps;
  const { merchant, conversation } = ticket;
  const messageId = textOf(fields['message']) ?? `event-${event.number}`;
  const listed = await store.messages.list(merchant, conversation, 50);
  // One that is taken up again stands among them.
  const own = listed.findIndex((message) => message.messageId === messageId);
  const before = own === -1 ? listed : listed.slice(0, own);
  const writing = whoWrites(secret, merchant, fields, before);
  // What staff has opened for somebody stays with staff.
  if (writing === 'of_staff') return taken;
  if (!(await store.conversations.begin(merchant, conversation, channel)))
    return left(deps, event, 'other_channel');
  const place = { merchant, conversation, ticket: ref, messageId };
  const message = messageOf(event, fields, writing, place);
  if (isOpening(before, message)) return taken;
  if (writing.aside === 'author') await store.verifications.end(merchant, conversation);
  const kept = await store.messages.append(message, hashesIn(secret, { ...message, seq: 0 }));
  if (kept === 'erased') return left(deps, event, 'erased');
  const isWithPeople = (await store.conversations.find(merchant, conversation))?.peopleSince !== undefined;
  const { aside } = writing;
  const signalled: MessageRef = { messageId, seq: kept.seq, ...(aside === undefined ? {} : { aside }) };
  const to = { ...ticket, withPeople: isWithPeople };
  await signalConversation(workflow, to, { type: 'message', message: signalled });
  return taken;
}

/** Leaves a message to people: the event stays as it was told, where `orderly events list --left` shows it. */
function left(
  { log, metrics }: TicketDependencies,
  { merchant, connection, number }: ClaimedEvent,
  why: 'erased' | 'other_channel',
): Taken {
  log.error(
    { merchant, connection, number, why },
    'a message could not be processed and was left to an agent',
  );
  metrics.messageLeft({ merchant, why });
  return { isLeft: true };
}

function messageOf(
  { receivedAt }: ClaimedEvent,
  fields: EventReading['fields'],
  writing: Writing,
  place: Pick<CustomerMessage, 'merchant' | 'conversation' | 'ticket' | 'messageId'>,
): Omit<CustomerMessage, 'seq'> {
  const [subject, language, email] = [fields['subject'], fields['language'], fields['email']].map(textOf);
  return {
    ...place,
    text: parseText(cutText(textOf(fields['text']) ?? '')),
    sentAt: new Date(typeof fields['at'] === 'number' ? fields['at'] : receivedAt).toISOString(),
    ...(subject === undefined ? {} : { subject: parseText(subject.slice(0, 1000)) }),
    ...(language !== undefined && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language) ? { language } : {}),
    // What is claimed: nobody has authenticated it.
    ...(email === undefined ? {} : { customer: { email } }),
    ...writing,
  };
}

/** Whether it only repeats how its ticket began: desks tell of the first message twice, as a ticket and as a message. */
const isOpening = (
  [first, ...others]: readonly { messageId: string; text: string; requester?: string }[],
  { messageId, text, requester }: Omit<CustomerMessage, 'seq'>,
): boolean =>
  others.length === 0 &&
  first?.messageId !== messageId &&
  first?.text === text &&
  first.requester === requester;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

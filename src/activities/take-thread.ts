/** Takes up what a help desk tells of its threads: each is a conversation of the channel that the desk is (DESIGN §18). */
import type { WorkflowClient } from '@temporalio/client';
import type { ConversationSignal, CustomerMessage } from '../contracts/messages.js';
import { hashesIn } from '../security/customer-hashes.js';
import { cutText, parseText } from '../security/message-text.js';
import { opaqueConversation } from '../security/opaque-conversation.js';
import type { ClaimedEvent, EventReading } from '../store/store.js';
import { conversationWorkflowId, signalConversation } from '../temporal/signal-conversation.js';
import type { Dependencies } from './dependencies.js';

type ThreadDependencies = Pick<Dependencies, 'merchants' | 'store' | 'secret' | 'log'> & {
  workflow: WorkflowClient;
};

/** A thread as its conversation. */
interface Thread {
  merchant: string;
  conversation: string;
  workflowId: string;
}

/** What follows from an event of a thread: a message for flows, or a conversation that changes hands. */
export async function takeThread(
  deps: ThreadDependencies,
  event: ClaimedEvent,
  reading: EventReading,
): Promise<void> {
  const { merchant, connection } = event;
  const channel = channelOf(deps, merchant, connection);
  // A corrected merchant.yaml is loaded by a restart; until then it is tried again.
  if (channel === undefined) throw new Error('no channel of merchant.yaml is this help desk');
  const conversation = opaqueConversation(deps.secret, merchant, `${channel}/${reading.ref}`);
  const workflowId = conversationWorkflowId(merchant, conversation);
  const thread = { merchant, conversation, workflowId };
  if (reading.kind === 'channel.message') return takeMessage(deps, event, reading, { ...thread, channel });
  const found = await deps.store.conversations.find(merchant, conversation);
  // Nobody has written in it that flows have heard of.
  if (found === undefined) return;
  const isWithPeople = found.peopleSince !== undefined;
  if (reading.kind === 'channel.answered' && !isWithPeople) {
    await deps.store.conversations.giveToPeople(merchant, conversation, channel);
    await signalConversation(deps.workflow, thread, { type: 'handed_over', queue: channel });
  }
  if (reading.kind === 'channel.closed' && isWithPeople) {
    await signalConversation(deps.workflow, thread, { type: 'given_back', by: channel });
    await deps.store.conversations.giveBack(merchant, conversation);
  }
}

/** The channel of the merchant that a connection is. */
function channelOf({ merchants }: ThreadDependencies, merchant: string, name: string): string | undefined {
  const channels = merchants.get(merchant)?.config.channels ?? {};
  return Object.entries(channels).find(([, { connection }]) => connection === name)?.[0];
}

async function takeMessage(
  { store, secret, log, workflow }: ThreadDependencies,
  { number, connection, receivedAt }: ClaimedEvent,
  { ref, fields }: EventReading,
  { channel, ...thread }: Thread & { channel: string },
): Promise<void> {
  const { merchant, conversation } = thread;
  const written = textOf(fields['text']);
  const place = { merchant, connection, number };
  if (written === undefined || written.trim() === '') {
    log.warn(place, 'a message without a text is left to people');
    return;
  }
  if (!(await store.conversations.begin(merchant, conversation, channel))) return;
  const message = {
    ...{ merchant, conversation, thread: ref },
    messageId: textOf(fields['message']) ?? `event-${number}`,
    text: parseText(cutText(written)),
    sentAt: new Date(typeof fields['at'] === 'number' ? fields['at'] : receivedAt).toISOString(),
    ...partsOf(fields),
  };
  if (await isOpening(store, message)) return;
  const kept = await store.messages.append(message, hashesIn(secret, { ...message, seq: 0 }));
  if (kept === 'erased') {
    log.warn(place, 'a message in a thread that has been erased is left to people');
    return;
  }
  const isWithPeople = (await store.conversations.find(merchant, conversation))?.peopleSince !== undefined;
  const signal: ConversationSignal = {
    type: 'message',
    message: { messageId: message.messageId, seq: kept.seq },
  };
  await signalConversation(workflow, { ...thread, withPeople: isWithPeople }, signal);
}

/** Whether it only repeats how its thread began: desks tell of the first message twice, as a thread and as a message. */
async function isOpening(
  store: ThreadDependencies['store'],
  { merchant, conversation, messageId, text }: Omit<CustomerMessage, 'seq'>,
): Promise<boolean> {
  const [first, second] = await store.messages.list(merchant, conversation, 2);
  return second === undefined && first !== undefined && first.messageId !== messageId && first.text === text;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Subject, language and the e-mail address that is claimed: nobody has vouched for it. */
function partsOf(fields: EventReading['fields']): Pick<CustomerMessage, 'subject' | 'language' | 'customer'> {
  const [subject, language, email] = [fields['subject'], fields['language'], fields['email']].map(textOf);
  return {
    ...(subject === undefined ? {} : { subject: parseText(subject.slice(0, 1000)) }),
    ...(language !== undefined && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language) ? { language } : {}),
    ...(email === undefined ? {} : { customer: { email } }),
  };
}

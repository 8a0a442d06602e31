/** How rows go over HTTP and into the JSON of commands: each moment as ISO 8601 in UTC. Within the product it is epoch ms. */
import type { DecisionAnswer } from '../contracts/workflow-messages.js';
import type { ConversationRow } from '../store/store.js';
import type { ApprovalDetails, ApprovalItem } from './approvals-reader.js';
import type { ConversationDetails } from './conversations-reader.js';
import type { EffectItem } from './unclear-effects.js';
import type { RunDetails, RunHappening } from './run-details.js';
import type { RunItem } from './runs.js';
import type { ConversationEntry } from './conversation-entries.js';

/** A row whose fields of these names are texts. */
type Sent<Row, Key extends keyof Row> = { [Name in keyof Row]: Name extends Key ? string : Row[Name] };

/** The row with these of its fields as texts; one that is absent stays absent. */
function sent<Row extends object, Key extends keyof Row>(row: Row, keys: readonly Key[]): Sent<Row, Key> {
  const found = keys.filter((key) => row[key] !== undefined);
  const texts = found.map((key) => [key, new Date(row[key] as number | Date).toISOString()]);
  return { ...row, ...Object.fromEntries(texts) } as Sent<Row, Key>;
}

/** The way back. */
function received<Row extends object, Key extends keyof Row>(row: Sent<Row, Key>, keys: readonly Key[]): Row {
  const found = keys.filter((key) => row[key] !== undefined);
  return { ...row, ...Object.fromEntries(found.map((key) => [key, Date.parse(row[key] as string)])) } as Row;
}

const ofConversation = ['begunAt', 'lastAt', 'peopleSince'] as const;
const ofEntry = ['at'] as const;
const ofRequest = ['requestedAt', 'expiresAt', 'remindAt', 'escalateAt', 'endedAt'] as const;
const ofHanded = ['at', 'until'] as const;
const ofAnswer = ['countsUntil'] as const;

/** A conversation in a list. */
export const sentConversation = (row: ConversationRow) => sent(row, ofConversation);

/** The way back. */
export const receivedConversation = (row: ReturnType<typeof sentConversation>): ConversationRow =>
  received<ConversationRow, (typeof ofConversation)[number]>(row, ofConversation);

/** Something that was said. */
export const sentEntry = (entry: ConversationEntry) => sent(entry, ofEntry);

/** A conversation with what was said in it. */
export const sentConversationDetails = ({ entries, ...row }: ConversationDetails) => ({
  ...sentConversation(row),
  entries: entries.map(sentEntry),
});

/** The way back. */
export const receivedConversationDetails = ({
  entries,
  ...row
}: ReturnType<typeof sentConversationDetails>): ConversationDetails => ({
  ...receivedConversation(row),
  entries: entries.map((entry) => received<ConversationEntry, 'at'>(entry, ofEntry)),
});

/** A request for approval. */
export const sentApproval = ({ handed, ...item }: ApprovalItem) => ({
  ...sent(item, ofRequest),
  ...(handed === undefined ? {} : { handed: handed.map((one) => sent(one, ofHanded)) }),
});

/** The way back. */
export const receivedApproval = ({ handed, ...item }: ReturnType<typeof sentApproval>): ApprovalItem => ({
  ...received<Omit<ApprovalItem, 'handed'>, (typeof ofRequest)[number]>(item, ofRequest),
  ...(handed === undefined ? {} : { handed: handed.map((one) => received(one, ofHanded)) }),
});

/** A request with what led to it. */
export const sentApprovalDetails = ({ words, notifications, ...item }: ApprovalDetails) => ({
  ...sentApproval(item),
  words,
  notifications: notifications.map((notification) => sent(notification, ofEntry)),
});

/** What became of a decision. */
export const sentAnswer = (answer: DecisionAnswer) => sent(answer, ofAnswer);

/** The way back. */
export const receivedAnswer = (answer: ReturnType<typeof sentAnswer>): DecisionAnswer =>
  received<DecisionAnswer, 'countsUntil'>(answer, ofAnswer);

/** A run in a list. */
export const sentRun = (run: RunItem) => sent(run, ['startedAt']);

/** A run with what happened in it. */
export const sentRunDetails = ({ happened, ...run }: RunDetails) => ({
  ...sent(run, ['startedAt', 'endedAt']),
  happened: happened.map((one) => sent(one, ofEntry)),
});

/** The way back. */
export const receivedHappening = (one: Sent<RunHappening, 'at'>): RunHappening =>
  received<RunHappening, 'at'>(one, ofEntry);

/** A write of which nobody knows what became of it. */
export const sentEffect = (item: EffectItem) => ({
  ...sent(item, ['firstSentAt']),
  sentAt: item.sentAt.map((at) => new Date(at).toISOString()),
});

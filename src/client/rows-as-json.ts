/** How rows go over HTTP and into the JSON of commands: each moment as ISO 8601 in UTC. Within the product it is epoch ms. */
import type { DecisionAnswer } from '../contracts/workflow-messages.js';
import type { AuditEntry, Pause } from '../store/store.js';
import type { ConversationItem } from './conversation-items.js';
import type { Counts, InvestigationItem } from './desk.js';
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
export const sentConversation = ({ last, ...row }: ConversationItem) => ({
  ...sent(row, ofConversation),
  ...(last === undefined ? {} : { last: sent(last, ofEntry) }),
});

/** The way back. */
export const receivedConversation = ({
  last,
  ...row
}: ReturnType<typeof sentConversation>): ConversationItem => ({
  ...received<Omit<ConversationItem, 'last'>, (typeof ofConversation)[number]>(row, ofConversation),
  ...(last === undefined
    ? {}
    : { last: received<NonNullable<ConversationItem['last']>, 'at'>(last, ofEntry) }),
});

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

const ofInvestigation = ['openedAt', 'answerDueAt'] as const;

/** A parcel that a carrier looks for. */
export const sentInvestigation = (item: InvestigationItem) => sent(item, ofInvestigation);

/** The way back. */
export const receivedInvestigation = (item: ReturnType<typeof sentInvestigation>): InvestigationItem =>
  received<InvestigationItem, (typeof ofInvestigation)[number]>(item, ofInvestigation);

/** An entry of the audit trail. */
export const sentAuditEntry = (entry: AuditEntry) => sent(entry, ofEntry);

/** The way back. */
export const receivedAuditEntry = (entry: ReturnType<typeof sentAuditEntry>): AuditEntry =>
  received<AuditEntry, 'at'>(entry, ofEntry);

/** What is paused. */
export const sentPause = ({ scope, by, at }: Pause) => ({
  ...{ what: scope.replace(/^connection:/, ''), by, since: new Date(at).toISOString() },
});

/** The way back: whatever is neither all writes nor money is a connection. */
export const receivedPause = ({ what, by, since }: ReturnType<typeof sentPause>): Pause => ({
  ...{ scope: what === 'writes' || what === 'money' ? what : `connection:${what}` },
  ...{ by, at: Date.parse(since) },
});

/** How much there is of what. */
export const sentCounts = ({ paused, ...counts }: Counts) => ({ ...counts, paused: paused.map(sentPause) });

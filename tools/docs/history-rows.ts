/** The events of a recorded history as rows of a table: what always comes together is one row. */

/** An event as it stands in a recorded file: its attributes under a key of their own. */
export interface HistoryEvent {
  eventType: string;
  userMetadata?: { summary?: Payload };
  startChildWorkflowExecutionInitiatedEventAttributes?: { workflowType?: { name?: string } };
  [attributes: string]: unknown;
}

interface Payload {
  data?: string;
}

/** Events that belong together. */
export interface HistoryRow {
  what: string;
  count: number;
  why: string;
}

type Reader = (event: HistoryEvent, attributes: Attributes) => HistoryRow;

/** Parts of attributes that are told. */
interface Attributes {
  activityType?: { name?: string };
  workflowType?: { name?: string };
  signalName?: string;
  input?: { payloads?: Payload[] };
  searchAttributes?: { indexedFields?: Record<string, unknown> };
}

const whyActivity: Readonly<Record<string, string>> = {
  understandMessage: 'The answer is kept: the message is understood once, whatever happens later',
  callOperation: 'A system is asked, with heartbeat, retries and deadline of its own',
  notifyConversation: 'Reaches the conversation also when it has closed',
};

/** One entry for each kind of event that a message leaves; those that come along with another have none. */
const readers: Readonly<Record<string, Reader>> = {
  WORKFLOW_EXECUTION_STARTED: () => row('started', 1, 'With the search attributes known by then'),
  WORKFLOW_EXECUTION_SIGNALED: (_, { input }) => {
    const signal = jsonOf(input?.payloads?.[0]) as { type?: string } | undefined;
    const why = signal?.type === 'message' ? 'The message of the customer' : 'Told by a run';
    return row(`signal \`${signal?.type ?? ''}\``, 1, why);
  },
  WORKFLOW_TASK_SCHEDULED: () => row('workflow task', 3, 'A worker goes on with what stands above'),
  ACTIVITY_TASK_SCHEDULED: (event, { activityType: { name = '' } = {} }) =>
    row(`activity \`${name}\`, "${summaryOf(event)}"`, 3, whyActivity[name] ?? ''),
  MARKER_RECORDED: (event) =>
    row(`local activity, "${summaryOf(event)}"`, 1, 'Its result: a replay does not do it again'),
  START_CHILD_WORKFLOW_EXECUTION_INITIATED: (_, { workflowType }) =>
    row(`start of \`${workflowType?.name ?? ''}\``, 2, 'A workflow that operators find by its name'),
  CHILD_WORKFLOW_EXECUTION_COMPLETED: (_, { workflowType }) =>
    row(`end of \`${workflowType?.name ?? ''}\``, 1, 'With its result'),
  TIMER_STARTED: () => row('timer', 1, 'Ends the silence after which a conversation closes'),
  TIMER_CANCELED: () => row('timer cancelled', 1, 'Something has come before'),
  UPSERT_WORKFLOW_SEARCH_ATTRIBUTES: (_, { searchAttributes }) => {
    const names = Object.keys(searchAttributes?.indexedFields ?? {}).sort();
    return row(`upsert of \`${names.join('`, `')}\``, 1, 'Operators search by it');
  },
  WORKFLOW_EXECUTION_COMPLETED: () => row('completed', 1, 'With the result'),
};

/** Events that are counted with the one that they follow. */
const counted = new Set([
  'WORKFLOW_TASK_STARTED',
  'WORKFLOW_TASK_COMPLETED',
  'ACTIVITY_TASK_STARTED',
  'ACTIVITY_TASK_COMPLETED',
  'CHILD_WORKFLOW_EXECUTION_STARTED',
]);

/** The rows, in order; throws for a kind of event that has no words here. */
export function rowsOf(events: readonly HistoryEvent[]): HistoryRow[] {
  const rows = events.flatMap((event) => {
    const kind = event.eventType.replace('EVENT_TYPE_', '');
    if (counted.has(kind)) return [];
    const read = readers[kind];
    if (read === undefined) throw new Error(`The page has no words for ${kind}.`);
    const key = Object.keys(event).find((name) => name.endsWith('Attributes')) ?? '';
    return [read(event, event[key] ?? {})];
  });
  const sum = rows.reduce((all, { count }) => all + count, 0);
  if (sum !== events.length)
    throw new Error(`The rows tell of ${sum} events, the history of ${events.length}.`);
  return rows;
}

const row = (what: string, count: number, why: string): HistoryRow => ({ what, count, why });

/** What an event's summary says in the Temporal UI, for a cell of a table; empty if it has none. */
export function summaryOf({ userMetadata }: HistoryEvent): string {
  const summary = jsonOf(userMetadata?.summary);
  return typeof summary === 'string' ? summary.replaceAll('|', String.raw`\|`) : '';
}

const jsonOf = (payload: Payload | undefined): unknown =>
  payload?.data === undefined ? undefined : JSON.parse(Buffer.from(payload.data, 'base64').toString());

/** Writes docs/development/cost-of-a-message.md from recorded histories: `npm run tool -- cost-page`. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type HistoryEvent, rowsOf } from './history-rows.js';

const introduction = `# What a message costs

The cost of a message is its events and workflow tasks: the server writes each event, and each workflow task wakes a worker. This page lists all events of one message, "Where is my order?" from a signed-in customer whose order is on its way in one parcel, as recorded from a server. It is generated from those histories by \`npm run tool -- cost-page\`, and a test compares it with them.

How their number is kept low:

- **Answers and flow definitions are local activities**: one event (a marker) instead of three events and a workflow task. Several answers in a row are one workflow task. A local attempt has 2 seconds; if it fails or takes longer, it is replaced by an ordinary activity with the same key. A worker runs at most twenty of them per merchant, so a slow store does not delay another merchant's workflow tasks ([activity-options.ts](../../src/workflows/activity-options.ts), [limit-local-activities.ts](../../src/activities/limit-local-activities.ts)).
- **Announcements to the conversation are not local activities**: a question, a handover, a withdrawn question. After a timeout, both attempts may be running, and a late second announcement would reopen a question that has been answered. A reply may be written twice, because its key only creates one row.
- **Calls of systems, understanding and decisions on approvals are not local activities** either: they may take long, have their own retries and heartbeats, and operators look for them. All activities have a summary in the Temporal UI, including local ones.
- **Search attributes are set at the start, and upserted when they change and the change lasts.** Simultaneous changes are one event. The outcome is set on the run that the conversation started. That run's version of the main flow, which the conversation does not know, is set with its first change; sub-flows have theirs from the start.
- **A run notifies the conversation once when it waits for something other than the customer.** Its next question or its end shows that it has continued.
- **Sub-flows that cannot move money run in their caller's workflow.** Keys, answers, approvals and details for operators are the same as in child workflows; but such a sub-flow has no separate entry in the list of runs, and cannot be reset or terminated separately. \`subflows: child_workflow\` in merchant.yaml gives each a workflow of its own.`;

/** The case that is shown, with the sub-flows that are inlined. */
const whole = 'one-parcel';

const heads = ['Event', 'Number', 'Why it is there'];

/** The text of docs/development/cost-of-a-message.md, from the histories in a folder. */
export function costPage(folder: string): string {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const nest = (name: string): string => nestSection(join(folder, version), name);
  return `${[
    introduction,
    `## With sub-flows in their caller's workflow\n\n${nest(whole)}`,
    `## With a child workflow for each sub-flow\n\n${nest('child-workflows')}`,
  ].join('\n\n')}\n`;
}

/** Number of events and workflow tasks of a recorded case. */
export function costOf(folder: string, name: string): { events: number; tasks: number } {
  const events = nestOf(folder, name).flatMap(([, all]) => all);
  const tasks = events.filter(({ eventType }) => eventType === 'EVENT_TYPE_WORKFLOW_TASK_COMPLETED');
  return { events: events.length, tasks: tasks.length };
}

function nestSection(folder: string, name: string): string {
  const { events, tasks } = costOf(folder, name);
  const tables = nestOf(folder, name).map(([flow, all]) => {
    const rows = rowsOf(all).map(({ what, count, why }) => [what, String(count), why]);
    const lines = [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
    return `### ${flow}: ${all.length} events\n\n${lines.join('\n')}`;
  });
  return [`**${events} events, ${tasks} workflow tasks.**`, ...tables].join('\n\n');
}

/** The histories of a case, the caller before the called; one like another's was kept once (tools/record-histories.ts). */
function nestOf(folder: string, name: string): (readonly [flow: string, events: HistoryEvent[]])[] {
  const recorded = new Set(readdirSync(folder));
  const nest: [flow: string, events: HistoryEvent[]][] = [];
  const flows = ['conversation'];
  for (const flow of flows) {
    const own = `${flow}.${name}.json`;
    const file = recorded.has(own) ? own : `${flow}.${whole}.json`;
    const { events } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { events: HistoryEvent[] };
    nest.push([flow, events]);
    flows.push(
      ...events.flatMap(
        (event) => event.startChildWorkflowExecutionInitiatedEventAttributes?.workflowType?.name ?? [],
      ),
    );
  }
  return nest;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync('docs/development/cost-of-a-message.md', costPage('test/histories'));

/**
 * `npm run tool -- record`: plays the demo's conversations on a real server and keeps the histories of their workflows, which
 * later code must replay. They hold nothing but the demo's data; a release's own are made once, when it is made.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkflowClient, WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Stage } from '../demo/scenes/scene.js';
import { Transcript } from '../demo/scenes/transcript.js';
import { childWorkflowMerchants } from '../demo/stack/child-workflow-merchants.js';
import { startStack } from '../demo/stack/stack.js';
import { childWorkflowCases, recordedCases } from './recorded-cases.js';

const project = fileURLToPath(new URL('../', import.meta.url));
const { version } = JSON.parse(await readFile(join(project, 'package.json'), 'utf8')) as { version: string };
const folder = join(project, 'test/histories', version);
const quietMs = 500;
const kept = new Set<string>();
const workflowTaskEvents = new Set([5, 6, 7]); // scheduled, started, completed (temporal.api.enums.v1.EventType)

const say = (line: string): void => void process.stderr.write(`${line}\n`);
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
await record(recordedCases, {});
const merchants = await mkdtemp(join(tmpdir(), 'orderly-child-workflows-'));
await record(childWorkflowCases, await childWorkflowMerchants(merchants));
await rm(merchants, { recursive: true });

/** Plays cases, one after the other, and keeps their histories. */
async function record(
  cases: typeof recordedCases,
  workerEnv: Readonly<Record<string, string>>,
): Promise<void> {
  await using stack = await startStack({ log: say, workerEnv });
  const stage = new Stage(stack, new Transcript(say));
  for (const [name, play] of Object.entries(cases)) {
    stage.transcript.scene(name, 'recorded');
    const { workflowId } = await play(stage);
    for (const [file, history] of await historiesBelow(stack.temporal.workflow, workflowId, name)) {
      await writeFile(join(folder, file), history);
      say(`${file}: ${Math.round(history.length / 1024)} kB`);
    }
  }
}

/** A workflow and its children, however deep, when all has been done: file name → history. Each way is kept once. */
async function historiesBelow(
  client: WorkflowClient,
  root: string,
  name: string,
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const ids = [root];
  for (const id of ids) {
    const history = await quietHistory(client, id);
    const type =
      history.events?.[0]?.workflowExecutionStartedEventAttributes?.workflowType?.name ?? 'unknown';
    const turn = [...files.keys()].filter((file) => file.startsWith(`${type}.`)).length + 1;
    const way = wayOf(history);
    if (!kept.has(way))
      files.set(
        `${type}.${name}${turn === 1 ? '' : `-${turn}`}.json`,
        withoutMachine(historyToJSON(history)),
      );
    kept.add(way);
    for (const { startChildWorkflowExecutionInitiatedEventAttributes: child } of history.events ?? []) {
      if (child?.workflowId != null) ids.push(child.workflowId);
    }
  }
  return files;
}

/** The history when nothing more happens; a conversation never ends by itself here. */
async function quietHistory(client: WorkflowClient, id: string): ReturnType<WorkflowHandle['fetchHistory']> {
  const handle = client.getHandle(id);
  let before = await handle.fetchHistory();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, quietMs));
    const now = await handle.fetchHistory();
    if (now.events?.length === before.events?.length) return now;
    before = now;
  }
}

/** What a workflow did, in order, without how its tasks fell: two with the same way test the same. */
function wayOf({ events }: Awaited<ReturnType<WorkflowHandle['fetchHistory']>>): string {
  const did = (events ?? []).map((event) => {
    const {
      activityTaskScheduledEventAttributes: activity,
      workflowExecutionStartedEventAttributes: started,
    } = event;
    // An inlined flow is known by its loading.
    const summary = Buffer.from(event.userMetadata?.summary?.data ?? []).toString();
    const loads = summary.startsWith('"Load the flow ') ? summary : undefined;
    return [event.eventType, started?.workflowType?.name, activity?.activityType?.name, loads].join(' ');
  });
  return did.filter((what) => !workflowTaskEvents.has(Number.parseInt(what))).join('\n');
}

/** One line, in which identities do not name the process and the machine that recorded. */
function withoutMachine(json: string): string {
  return JSON.stringify(JSON.parse(json.replaceAll(new RegExp(`\\d+@${hostname()}`, 'g'), 'recorder')));
}

/** Every command, by its file: how it is run to search what it prints, or why what it prints is not searched. */
import type { Observed } from './observed.js';

/** Command lines whose output names nobody; `run` is a run that has ended. */
export const searched: Readonly<Record<string, (run: string) => string[][]>> = {
  'connections/list': () => [['connections', 'list']],
  documents: () => [['documents', 'list', 'demo']],
  effects: () => [['effects', 'list', 'demo', '--json']],
  'connections/egress': () => [['connections', 'egress']],
  events: () => [
    ['events', 'list', 'demo'],
    ['events', 'list', 'demo', '--json'],
  ],
  keys: () => [['keys', 'rotate', '--json']],
  runs: (run) => [
    ['runs', 'list', 'demo'],
    ['runs', 'show', 'demo', run],
    ['runs', 'show', 'demo', run, '--json'],
  ],
};

const whoMayRead = 'shows to who may read it what it is asked for';
const ownWords = 'what is typed into it, or what a file says';
const noCustomer = 'reads files alone, of which none is about a customer';
const log = 'its output is the log, which is a sink of its own';
const group = 'its commands have files of their own';
const pauses = 'prints names of merchant.yaml, and who of the staff has paused them';
const ownKeys = 'makes keys for whoever runs it';

/** Command files whose output is not searched, and why. */
export const unsearchedCommands: Readonly<Record<string, string>> = {
  'api/keygen': ownKeys,
  'api/token': ownKeys,
  api: log,
  'approvals/decide': whoMayRead,
  'approvals/keygen': ownKeys,
  'approvals/list': whoMayRead,
  'approvals/rebuild': 'prints numbers of requests and ids of runs',
  'approvals/show': whoMayRead,
  approvals: group,
  connections: group,
  'connections/copy': noCustomer,
  'connections/show': noCustomer,
  flows: group,
  'flows/diff': noCustomer,
  'connections/try': 'the recordings are a sink, and test/cli/call/canaries.test.ts searches what is printed',
  chat: ownWords,
  'flows/check': noCustomer,
  'api/codec': 'shows payloads to who has a token, and says nothing else',
  'connections/connect': ownKeys,
  conversations: whoMayRead,
  'connections/coverage': whoMayRead,
  'flows/diagram': noCustomer,
  erase: 'test/server/sealed.test.ts: it prints ids of conversations',
  'connections/import': noCustomer,
  init: noCustomer,
  'documents/investigations': whoMayRead,
  'flows/schema': noCustomer,
  server: log,
  pause: pauses,
  resume: pauses,
  'flows/talk': ownWords,
  'flows/test': noCustomer,
  'texts/accept': noCustomer,
  'texts/draft': noCustomer,
  'texts/missing': noCustomer,
  texts: group,
  up: log,
  'connections/verify': whoMayRead,
  worker: log,
};

/** All that are searched, with the newest run of a flow. */
export async function commandLines({ stack }: Observed): Promise<string[][]> {
  const [run] = await stack.client.runs('demo', { limit: 1 });
  return Object.values(searched).flatMap((lines) => lines(run?.workflowId ?? 'demo/none'));
}

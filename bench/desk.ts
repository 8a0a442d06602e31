/**
 * The desk under load: agents who watch, conversations that people have and many more that are past. How long lists and the
 * first page take, and whether the API's memory stays what it is.
 */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type DemoDesk, startDesk } from '../demo/stack/desk.js';
import { Stage } from '../demo/scenes/scene.js';
import { Transcript } from '../demo/scenes/transcript.js';
import { type Stack, startStack } from '../demo/stack/stack.js';
import { newSignInLink } from '../src/api/desk/sessions.js';
import { accessOf } from '../src/store/pool.js';
import { type Figure, single } from './figure.js';
import { median, percentile, rounded } from './statistics.js';

/** How much of it. */
export interface DeskLoad {
  /** Agents whose stream is open. */
  agents: number;
  /** Conversations that people have, and those that are past. */
  open: number;
  past: number;
  /** How often each list is read. */
  rounds: number;
  /** How long the API is watched, ms. */
  watchedMs: number;
}

/** What was measured. */
export interface DeskCosts {
  /** Milliseconds of each reading, by what was read. */
  lists: Readonly<Record<string, number[]>>;
  firstPage: number[];
  /** Resident memory of the API's process after a sixth of the time and at the end, MB. */
  memory: { early: number; late: number };
  /** Changes that each stream has heard. */
  heard: number[];
}

const listsOfDesk = {
  'conversations of people': 'conversations?with=people',
  'conversations of a queue': 'conversations?with=people&queue=service',
  'conversations of flows': 'conversations?with=flows',
  'open approvals': 'approvals',
  'decided approvals': 'approvals?state=decided',
  'unclear writes': 'effects',
  'audit trail': 'audit',
  counts: 'counts',
} as const;

/** What the first page asks for before it shows anything. */
const firstRequests = ['conversations?with=people', 'counts', 'approvals', 'flows'];

/** Measures; the stack's store is `databaseUrl`, or the embedded one. */
export async function measureDesk(
  load: DeskLoad,
  { databaseUrl, folder, log }: { databaseUrl?: string; folder: string; log: (line: string) => void },
): Promise<DeskCosts> {
  await using stack = await startStack({ log, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  await using desk = await startDesk(stack, folder);
  log(`${load.open} open and ${load.past} past conversations`);
  await fill(stack, load);
  const cookies = await Promise.all(Array.from({ length: load.agents }, () => signIn(stack, desk)));
  const streams = cookies.map((cookie) => openStream(desk.url, cookie));
  const begun = Date.now();
  log(`${load.agents} streams; every list ${load.rounds} times`);
  const readers = cookies.map((cookie) => readerOf(desk.url, cookie));
  const lists = await readLists(readers, load.rounds);
  const firstPage = await readFirstPages(desk.url, readers, load.rounds);
  const memory = await watch(stack, desk, { begun, watchedMs: load.watchedMs, log });
  const heard = streams.map((stream) => stream.close());
  return { lists, firstPage, memory, heard };
}

/** The figures with their limits (DESIGN §19): lists p95 ≤ 200 ms, first page ≤ 1 s, memory that does not grow. */
export function deskFigures({ lists, firstPage, memory, heard }: DeskCosts): Figure[] {
  const atMost = (value: number) => ({ of: 'product', bound: '≤', value }) as const;
  return [
    ...Object.entries(lists).flatMap(([name, ms]) => [
      single(`${name}, p50`, 'ms', rounded(median(ms), 1)),
      single(`${name}, p95`, 'ms', rounded(percentile(ms, 0.95), 1), atMost(200)),
    ]),
    single('first page, p95', 'ms', rounded(percentile(firstPage, 0.95), 1), atMost(1_000)),
    single('changes heard by the stream that heard least', '', Math.min(...heard)),
    single('memory of the API, early', 'MB', rounded(memory.early, 1)),
    single('times as much memory at the end', '', rounded(memory.late / memory.early, 2), atMost(1.1)),
  ];
}

/** So many of the newest conversations of each kind are written one by one, with texts that can be read: more than a page shows. */
const readable = 100;

/**
 * Two conversations played by the worker, one of them handed over, and their rows over and over with other ids. The texts of
 * copies are sealed for another conversation, so that nobody can read them: what pages show is written anew.
 */
async function fill(stack: Stack, { open, past }: DeskLoad): Promise<void> {
  const stage = new Stage(stack, new Transcript(() => undefined));
  const [answered, handedOver] = [stage.unauthenticated(), stage.unauthenticated()];
  await answered.says('Where is my order?');
  await stage.hears(answered);
  await handedOver.says('Can I talk to a person, please?');
  await stage.hearsUntil(handedOver, /colleague/);
  const database = new pg.Client(accessOf(stack.addresses.database));
  await database.connect();
  try {
    // Rows as if they had been there for long: nobody is to hear of each.
    await database.query('set session_replication_role = replica');
    await copyRows(database, answered.conversation, 'p', past);
    await copyRows(database, handedOver.conversation, 'o', open);
    await database.query('set session_replication_role = origin');
    await database.query('analyze');
  } finally {
    await database.end();
  }
  for (let n = 0; n < Math.min(readable, past); n += 1) await write(stack, `pr${n}`, false);
  for (let n = 0; n < Math.min(readable, open); n += 1) await write(stack, `or${n}`, true);
}

/** A conversation of today with its message, and a reply or a handover. */
async function write({ store }: Stack, conversation: string, isHandedOver: boolean): Promise<void> {
  await store.conversations.begin('demo', conversation, 'chat');
  await store.messages.add({
    ...{ merchant: 'demo', conversation, messageId: 'm1', seq: 1, sentAt: new Date().toISOString() },
    text: 'My parcel arrived open, and the lamp in it is broken. Can I talk to a person, please?',
  });
  const handover = {
    customer: { name: 'Marta Klein', email: 'marta@example.com', verified: 'facts' as const },
    record: { kind: 'order' as const, number: '10105', status: 'delivered' },
    ...{ intent: 'talk_to_a_person', said: [], tried: [], links: { conversation } },
  };
  const body = isHandedOver
    ? {
        text: 'The customer is asking for a person.',
        queue: 'service',
        details: '- Order: `10105`',
        handover,
      }
    : { text: 'Your order is on its way.' };
  const kind = isHandedOver ? 'handover' : 'reply';
  await store.outbox.add({ merchant: 'demo', conversation, key: `${conversation}:1`, kind, body });
  if (isHandedOver) await store.conversations.giveToPeople('demo', conversation, 'service');
}

/** Copies a conversation with its messages and replies; each copy was active a quarter of an hour before the last. */
async function copyRows(database: pg.Client, from: string, prefix: string, count: number): Promise<void> {
  const tables = {
    conversations: ['last_at', 'begun_at'],
    messages: ['received_at'],
    outbox: ['created_at'],
  };
  for (const [table, moments] of Object.entries(tables)) {
    const columns = await columnsOf(database, table);
    const values = columns.map((column) => {
      if (column === 'conversation') return `'${prefix}' || n`;
      if (column === 'key') return `'${prefix}' || n || ':' || key`;
      return moments.includes(column) ? `${column} - n::bigint * 900000` : column;
    });
    await database.query(
      `insert into ${table} (${columns.join(', ')})
       select ${values.join(', ')} from ${table}, generate_series(1, ${count}) as series (n) where conversation = $1`,
      [from],
    );
  }
}

async function columnsOf(database: pg.Client, table: string): Promise<string[]> {
  const { rows } = await database.query<{ column_name: string }>(
    `select column_name from information_schema.columns
     where table_name = $1 and is_identity = 'NO' and table_schema = 'public' order by ordinal_position`,
    [table],
  );
  return rows.map(({ column_name: name }) => name);
}

/** The cookie of a session of its own. */
async function signIn({ store }: Stack, { url }: DemoDesk): Promise<string> {
  const link = await newSignInLink(store, url, { merchant: 'demo', agent: 'anna' });
  const answer = await fetch(`${url}/v1/desk/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-orderly-desk': '1', origin: url },
    body: JSON.stringify({ token: new URL(link).hash.slice(1) }),
  });
  const [cookie] = answer.headers.getSetCookie();
  if (cookie === undefined) throw new Error(`Nobody is signed in: ${answer.status} ${await answer.text()}`);
  return cookie.split(';')[0] ?? '';
}

const headersOf = (cookie: string) => ({ cookie, 'x-orderly-desk': '1' });

interface Stream {
  /** Ends it; returns how many changes it has heard. */
  close(): number;
}

function openStream(url: string, cookie: string): Stream {
  const ended = new AbortController();
  let heard = 0;
  const read = async (): Promise<void> => {
    const answer = await fetch(`${url}/v1/merchants/demo/changes`, {
      headers: headersOf(cookie),
      signal: ended.signal,
    });
    const decoder = new TextDecoder();
    for await (const part of answer.body ?? [])
      heard += decoder.decode(part as Uint8Array).match(/^event: change$/gm)?.length ?? 0;
  };
  read().catch((error: unknown) => {
    if (!ended.signal.aborted) throw error;
  });
  return {
    close() {
      ended.abort();
      return heard;
    },
  };
}

type Reader = (path: string) => Promise<number>;

/** Reads a path and returns the milliseconds that it took; what is refused by the limit of requests is asked again when it may be. */
function readerOf(url: string, cookie: string): Reader {
  const read: Reader = async (path) => {
    const begun = performance.now();
    const answer = await fetch(`${url}/v1/merchants/demo/${path}`, { headers: headersOf(cookie) });
    await answer.arrayBuffer();
    if (answer.status === 429) {
      await sleep(Number(answer.headers.get('retry-after') ?? 1) * 1_000);
      return await read(path);
    }
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return performance.now() - begun;
  };
  return read;
}

async function readLists(readers: readonly Reader[], rounds: number): Promise<Record<string, number[]>> {
  const lists: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round += 1)
    for (const [name, path] of Object.entries(listsOfDesk))
      (lists[name] ??= []).push((await readers[round % readers.length]?.(path)) ?? Number.NaN);
  return lists;
}

/** The page, then its script and style, then one after the other what it shows first. */
async function readFirstPages(url: string, readers: readonly Reader[], rounds: number): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    const page = await (await fetch(`${url}/desk/`)).text();
    const assets = [...page.matchAll(/(?:src|href)="(\/desk\/[^"]+\.(?:js|css))"/g)];
    await Promise.all(assets.map(async ([, path]) => (await fetch(`${url}${path ?? ''}`)).arrayBuffer()));
    for (const path of firstRequests) await readers[round % readers.length]?.(path);
    times.push(performance.now() - begun);
  }
  return times;
}

/** A customer writes every five seconds, so that the streams have something to tell. */
async function watch(
  stack: Stack,
  desk: DemoDesk,
  { begun, watchedMs, log }: { begun: number; watchedMs: number; log: (line: string) => void },
): Promise<DeskCosts['memory']> {
  const stage = new Stage(stack, new Transcript(() => undefined));
  let early: number | undefined;
  while (Date.now() - begun < watchedMs) {
    const customer = stage.unauthenticated();
    await customer.says('Where is my order?');
    await stage.hears(customer);
    await sleep(5_000);
    if (early !== undefined || Date.now() - begun < watchedMs / 6) continue;
    early = await memoryOf(desk.pid);
    log(`memory of the API after a sixth of the time: ${rounded(early, 1)} MB`);
  }
  const late = await memoryOf(desk.pid);
  return { early: early ?? late, late };
}

/** Resident memory of a process, MB, as Linux tells it. */
async function memoryOf(pid: number): Promise<number> {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

/** Who gets into the embedded store: its owner's programs, and no other user of the machine. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import pg from 'pg';
import { prepareStore } from '../../../demo/prepared.js';
import { type EmbeddedStore, openEmbeddedStore } from '../../../src/platform/embedded/start-embedded.js';
import { openStore } from '../../../src/store/open-store.js';
import { accessOf } from '../../../src/store/pool.js';
import { temporaryFolder } from './support/folder.js';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let store: EmbeddedStore;
let password: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  await prepareStore(join(folder.path, 'store'));
  store = await openEmbeddedStore(join(folder.path, 'store'));
  password = await passwordOf(store);
});
afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

async function passwordOf({ databaseUrl }: EmbeddedStore): Promise<string> {
  const passfile = new URL(databaseUrl).searchParams.get('passfile') ?? '';
  return (await readFile(passfile, 'utf8')).trim().split(':').at(-1) ?? '';
}

/** The connection string without its `passfile`, so that the password in it counts. */
const changed = (changes: Partial<Pick<URL, 'username' | 'password'>>): string =>
  Object.assign(new URL(store.databaseUrl), { search: '', ...changes }).href;

async function ask(databaseUrl: string): Promise<unknown> {
  const client = new pg.Client(accessOf(databaseUrl));
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<{ n: number }>('select 1 as n')).rows[0]?.n;
  } catch (error) {
    return (error as pg.DatabaseError).code ?? String(error);
  } finally {
    await client.end();
  }
}

/** What the store answers to bytes, until it ends the connection. */
async function answerTo(bytes: Buffer): Promise<string> {
  const { hostname, port } = new URL(store.databaseUrl);
  const socket = connect({ host: hostname, port: Number(port) });
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
  socket.on('error', () => undefined);
  socket.write(bytes);
  await once(socket, 'close');
  return answer;
}

const packet = (code: number, rest = ''): Buffer => {
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + rest.length, 0);
  head.writeInt32BE(code, 4);
  return Buffer.concat([head, Buffer.from(rest)]);
};
const start = packet(196_608, 'user\0postgres\0\0');
const query = Buffer.from('Q\0\0\0\rselect 1\0');

describe('the password', () => {
  test('lets in', async () => {
    expect(await ask(store.databaseUrl)).toBe(1);
  });

  test('is a new one at each start', async () => {
    await using other = await temporaryFolder();
    await prepareStore(other.path);
    await using second = await openEmbeddedStore(other.path);
    expect(await passwordOf(second)).not.toBe(password);
    expect(password).toMatch(/^[\w-]{43}$/);
  });

  test('is in no connection string; PostgreSQL’s own clients read it from the file that stands there', async () => {
    expect(store.databaseUrl).not.toContain(password);
    const { hostname, port } = new URL(store.databaseUrl);
    const passfile = new URL(store.databaseUrl).searchParams.get('passfile') ?? '';
    expect(await readFile(passfile, 'utf8')).toBe(`${hostname}:${port}:postgres:postgres:${password}\n`);
  });

  test.each([
    ['none', { password: '' }],
    ['a wrong one', { password: 'postgres' }],
    ['none, as another user', { username: 'root', password: '' }],
  ])('%s does not', async (_, changes) => {
    expect(await ask(changed(changes))).not.toBe(1);
    await expect(openStore({ databaseUrl: changed(changes) })).rejects.toMatchObject({
      code: 'store_unavailable',
    });
  });

  test('a wrong one is told as PostgreSQL tells it', async () => {
    expect(await ask(changed({ password: 'wrong' }))).toBe('28P01');
  });
});

describe('a stranger', () => {
  test.each([
    ['a query at once', query],
    ['a query instead of the password', Buffer.concat([start, query])],
    [
      'a query behind the start and an empty password',
      Buffer.concat([start, Buffer.from('p\0\0\0\x05\0'), query]),
    ],
    ['a query behind the wish for encryption', Buffer.concat([packet(80_877_103), query])],
    ['a wish to cancel', packet(80_877_102, '12345678')],
    ['another protocol', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['a huge packet', Buffer.from('\x7f\xff\xff\xff', 'latin1')],
    ['a negative length', Buffer.from('\xff\xff\xff\xff\0\x03\0\0', 'latin1')],
  ])('that sends %s is gone without an answer', async (_, bytes) => {
    const answer = await answerTo(bytes);
    // No row (D), no sign that it is ready (Z).
    expect(answer.replace('password authentication failed', '')).not.toMatch(/[DZ]\0\0/);
    expect(await ask(store.databaseUrl)).toBe(1);
  });

  test('that says nothing holds nobody up, not even the end', async () => {
    await using other = await temporaryFolder();
    await prepareStore(other.path);
    const embedded = await openEmbeddedStore(other.path);
    const { hostname, port } = new URL(embedded.databaseUrl);
    const silent = connect({ host: hostname, port: Number(port) });
    silent.on('error', () => undefined);
    const closed = once(silent, 'close');
    await once(silent, 'connect');
    expect(await ask(embedded.databaseUrl)).toBe(1);
    await embedded[Symbol.asyncDispose]();
    await closed;
  });
});

test('a client whose bytes come one by one gets in too', async () => {
  const { hostname, port } = new URL(store.databaseUrl);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.setNoDelay(true);
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
  const said = Buffer.from(`p\0\0\0${String.fromCharCode(password.length + 5)}${password}\0`);
  for (const byte of Buffer.concat([packet(80_877_103), start, said])) {
    socket.write(Buffer.from([byte]));
    await delay(1);
  }
  socket.write(query);
  while (!answer.includes('SELECT 1')) await once(socket, 'data');
  socket.destroy();
});

test('all files of the store are its owner’s alone', async () => {
  const client = new pg.Client(accessOf(store.databaseUrl));
  await client.connect();
  await client.query('create table notes (text text)');
  await client.query("insert into notes values ('Where is my order?')");
  await client.query('checkpoint');
  await client.end();
  const root = join(folder.path, 'store');
  const names = ['', ...(await readdir(root, { recursive: true }))];
  expect(names.length).toBeGreaterThan(500);
  const open: string[] = [];
  for (const name of names) {
    const { mode } = await stat(join(root, name));
    if ((mode & 0o077) !== 0) open.push(`${name} ${(mode & 0o777).toString(8)}`);
  }
  expect(open).toEqual([]);
});

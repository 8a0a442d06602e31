/** Every column of the store's schema is declared: sealed, or plain with a reason; and what is declared sealed is. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import pg from 'pg';
import { type EmbeddedStore, openEmbeddedStore } from '../../src/platform/embedded/start-embedded.js';
import { accessOf } from '../../src/store/pool.js';
import {
  plainColumns,
  plainNames,
  type SealedColumn,
  sealedColumns,
} from '../../src/store/column-privacy.js';
import type { OrderlyError } from '../../src/contracts/errors/orderly-error.js';
import type { OpenedRequest } from '../../src/store/approvals.js';
import { forgottenTables } from '../../src/store/erase-conversations.js';
import { openStore } from '../../src/store/open-store.js';
import { cellOf, plainCell } from '../../src/store/sealed-cells.js';
import type { EffectRecord, Store } from '../../src/store/store.js';
import { opened } from './support/requests.js';
import { fresh, openClients } from './support/subject.js';

let folder: string;
let embedded: EmbeddedStore;
let clients: Store[] & AsyncDisposable;
let database: pg.Client;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-columns-'));
  embedded = await openEmbeddedStore(folder);
  clients = await openClients({ url: () => embedded.databaseUrl }, 2);
  database = new pg.Client(accessOf(embedded.databaseUrl));
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await clients[Symbol.asyncDispose]();
  await embedded[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** Types that can hold no words. */
const wordless = ['bigint', 'boolean', 'integer'];

async function columns(): Promise<{ name: string; type: string }[]> {
  const { rows } = await database.query<{ table_name: string; column_name: string; data_type: string }>(
    "select table_name, column_name, data_type from information_schema.columns where table_schema = 'public'",
  );
  return rows
    .filter(({ table_name: table }) => table !== 'test_clock')
    .map(({ table_name, column_name, data_type }) => ({
      name: `${table_name}.${column_name}`,
      type: data_type,
    }));
}

test('each column that can hold words says why it is plain, or is sealed; none does both, none is gone', async () => {
  const found = (await columns()).filter(({ type }) => !wordless.includes(type));
  const sealed = found.filter(({ type }) => type === 'bytea').map(({ name }) => name);
  expect(sealed.sort()).toEqual([...sealedColumns]);
  const inClear = found.filter(({ type }) => type !== 'bytea').map(({ name }) => name);
  const isNamed = (name: string): boolean => plainNames[name.split('.')[1]!] !== undefined;
  expect(inClear.filter((name) => plainColumns[name] === undefined && !isNamed(name))).toEqual([]);
  expect(Object.keys(plainColumns).filter((name) => !inClear.includes(name) || isNamed(name))).toEqual([]);
  expect(
    Object.keys(plainNames).filter((name) => !inClear.some((full) => full.endsWith(`.${name}`))),
  ).toEqual([]);
});

/** Tables that keep a row of an erased conversation, and why. */
const keptTables = {
  conversations: 'that it was there, and takes nothing any more',
  keys: 'that its key was destroyed, and when',
};

test('each table with something of a conversation forgets it', async () => {
  const ofConversations = (await columns())
    .filter(({ name }) => name.endsWith('.conversation'))
    .map(({ name }) => name.split('.')[0]!);
  expect(ofConversations.sort()).toEqual([...forgottenTables, ...Object.keys(keptTables)].sort());
});

const canary = 'Marta Klein, Lindenweg 4';
const merchant = 'm';

interface Case {
  write: (store: Store, conversation: string) => Promise<unknown>;
  read: (store: Store, conversation: string) => Promise<unknown>;
}

const runOf = (conversation: string): string => `${merchant}/${conversation}/refund-order`;

const requestOf = (conversation: string, what: string): OpenedRequest => {
  const base = opened({ merchant, conversation, workflowId: runOf(conversation) });
  return { ...base, request: { ...base.request, summary: { what } } };
};

const effectOf = (conversation: string): EffectRecord => ({
  ...{ merchant, workflowId: runOf(conversation), step: 'refund', visit: 1, key: `key of ${conversation}` },
  ...{ operation: 'payments.refund', connection: 'psp', effect: 'money', digest: 'd', state: 'sending' },
  ...{ sender: 'a1', sendBy: 2, firstSentAt: 1, out: [], asked: 0, doubled: false },
});

const effectCase = (column: 'request' | 'answer'): Case => ({
  write: ({ effects }, conversation) => {
    const row = { ...effectOf(conversation), [column]: canary };
    return effects.change({ id: row, holder: 'h' }, () => ({ row, value: undefined }));
  },
  read: async ({ effects }, conversation) => (await effects.find(effectOf(conversation)))?.[column],
});

const messageCase = (column: 'text' | 'customer' | 'mail'): Case => ({
  write: ({ messages }, conversation) =>
    messages.add({
      ...{ merchant, conversation, messageId: 'm1', seq: 1, sentAt: '2026-11-29T00:00:00Z' },
      text: column === 'text' ? canary : '',
      ...(column === 'customer' ? { customer: { email: canary } } : {}),
      ...(column === 'mail' ? { subject: canary } : {}),
    }),
  read: async ({ messages }, conversation) => {
    const [found] = await messages.get(merchant, conversation, ['m1']);
    return { text: found?.text, customer: found?.customer?.email, mail: found?.subject }[column];
  },
});

/** At a merchant of its own: the key of a merchant's events is one. */
const eventCase = (column: 'body' | 'fields'): Case => {
  const eventOf = async ({ events }: Store, id: string) => (await events.list(id, { limit: 1 }))[0];
  return {
    async write(store, id) {
      const body = column === 'body' ? { text: canary } : {};
      await store.events.keep([{ merchant: id, connection: 'psp', id, body }]);
      const fields = column === 'fields' ? { text: canary } : {};
      await store.events.read((await eventOf(store, id))!, { kind: 'k', ref: 'r', fields });
    },
    read: async (store, id) => {
      const event = await eventOf(store, id);
      return (column === 'body' ? event?.body : event?.reading?.fields)?.['text'];
    },
  };
};

const documentCase = (column: 'content' | 'name'): Case => ({
  write: ({ documents }, conversation) =>
    documents.keep(
      { merchant, conversation },
      {
        ...{ kind: 'label', mediaType: 'application/pdf', name: column === 'name' ? canary : 'label.pdf' },
        content: Buffer.from(column === 'content' ? canary : '%PDF-'),
      },
    ),
  read: async ({ documents }, conversation) => {
    const [listed] = await documents.list(merchant, { limit: 1, conversation });
    return (await documents.read(merchant, listed!.ref))?.[column].toString();
  },
});

/** Writes the canary into a column and reads it, for each sealed one. */
const cases: Record<SealedColumn, Case> = {
  'approval_requests.request': {
    write: ({ approvals }, conversation) => approvals.open(requestOf(conversation, canary), []),
    read: async ({ approvals }, conversation) =>
      (await approvals.get(merchant, requestOf(conversation, '').request.id))?.request.summary.what,
  },
  'approval_requests.comment': {
    write: async ({ approvals }, conversation) => {
      const request = requestOf(conversation, '');
      await approvals.open(request, []);
      await approvals.end(merchant, request.request.id, { state: 'rejected', at: 1, comment: canary });
    },
    read: async ({ approvals }, conversation) =>
      (await approvals.get(merchant, requestOf(conversation, '').request.id))?.comment,
  },
  'documents.content': documentCase('content'),
  'documents.name': documentCase('name'),
  'effects.answer': effectCase('answer'),
  'effects.request': effectCase('request'),
  'messages.customer': messageCase('customer'),
  'messages.mail': messageCase('mail'),
  'messages.text': messageCase('text'),
  'outbox.body': {
    write: ({ outbox }, conversation) =>
      outbox.add({ merchant, conversation, kind: 'reply', key: conversation, body: { text: canary } }),
    read: async ({ outbox }, conversation) => (await outbox.read(merchant, conversation, 0, 1))[0]?.body.text,
  },
  'received_events.body': eventCase('body'),
  'received_events.fields': eventCase('fields'),
};

/** What names the conversation in each table. */
function ownRow(table: string): string {
  if (table === 'received_events') return 'event_id = $1';
  return table === 'effects' ? `workflow_id = 'm/' || $1 || '/refund-order'` : 'conversation = $1';
}

async function cellIn(column: SealedColumn, conversation: string): Promise<Buffer> {
  const [table = '', name = ''] = column.split('.');
  const { rows } = await database.query<{ cell: Buffer }>(
    `select ${name} as cell from ${table} where ${ownRow(table)}`,
    [conversation],
  );
  return rows[0]!.cell;
}

describe.each(sealedColumns)('%s', (column) => {
  const { write, read } = cases[column];
  const [table = '', name = ''] = column.split('.');

  test('is sealed, and another process reads it', async () => {
    const conversation = fresh('c');
    await write(clients[0]!, conversation);
    const cell = await cellIn(column, conversation);
    expect(typeof cellOf(cell)).toBe('object');
    expect(cell.toString('latin1')).not.toContain('Marta');
    expect(await read(clients[1]!, conversation)).toBe(canary);
  });

  test('moved to another row it does not open', async () => {
    const [own, other] = [fresh('c'), fresh('c')];
    await write(clients[0]!, own);
    await write(clients[0]!, other);
    await database.query(`update ${table} set ${name} = $2 where ${ownRow(table)}`, [
      other,
      await cellIn(column, own),
    ]);
    const found = await read(clients[0]!, other).catch((error: unknown) => (error as OrderlyError).code);
    expect(found).toBe('payload_misplaced');
  });

  test('changed in a bit it does not open', async () => {
    const conversation = fresh('c');
    await write(clients[0]!, conversation);
    const cell = await cellIn(column, conversation);
    cell[cell.length - 1]! ^= 1;
    await database.query(`update ${table} set ${name} = $2 where ${ownRow(table)}`, [conversation, cell]);
    await expect(read(clients[1]!, conversation)).rejects.toMatchObject({ code: 'payload_damaged' });
  });

  test('what stands in clear is refused', async () => {
    const conversation = fresh('c');
    await write(clients[0]!, conversation);
    await database.query(`update ${table} set ${name} = $2 where ${ownRow(table)}`, [
      conversation,
      plainCell('"nobody sealed this"'),
    ]);
    await expect(read(clients[1]!, conversation)).rejects.toMatchObject({ code: 'payload_plaintext' });
  });

  test('once its key has been destroyed it has been forgotten, and nothing fails', async () => {
    const conversation = fresh('c');
    await write(clients[0]!, conversation);
    // Whose event it is, is not known when it is kept.
    const isEvent = table === 'received_events';
    await clients[0]!.keys.destroy(
      isEvent ? { kind: 'intake', merchant: conversation } : { kind: 'conversation', merchant, conversation },
    );
    expect(await read(clients[1]!, conversation)).toBeUndefined();
  });
});

test('a store without the master key says what it lacks', async () => {
  const conversation = fresh('c');
  await cases['messages.text'].write(clients[0]!, conversation);
  await using store = await openStore({ databaseUrl: embedded.databaseUrl });
  await expect(cases['messages.text'].read(store, conversation)).rejects.toMatchObject({
    code: 'payload_sealed',
  });
});

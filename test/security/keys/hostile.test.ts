/**
 * Wrong, missing, old, swapped and tampered keys, payloads and cells: each is refused with a clear code and nothing of another's
 * comes out; and once what was wrong is right again, all opens.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { KeyRing } from '../../../src/security/keys/key-ring.js';
import { SealingCodec } from '../../../src/security/keys/payload-codec.js';
import { sealedCells } from '../../../src/security/keys/open-sealed-store.js';
import { scopeOfConversation } from '../../../src/store/key-scope.js';
import type { CellPlace } from '../../../src/store/sealed-cells.js';
import type { KeyRow, Keys, LiveKeyRow } from '../../../src/store/store.js';
import { type TestStore, testStore } from '../../support/store.js';
import { masterOf, newMasterKey, otherProcess } from './support/ring.js';

const [text, newest] = [newMasterKey(), newMasterKey()];
const own = 'Marta Klein';
const theirs = 'Svea Jürgens';
const scope = scopeOfConversation('acme', 'c1');
const otherScope = scopeOfConversation('acme', 'c2');
const context = { type: 'workflow', namespace: 'default', workflowId: 'acme/c1' } as const;
const place: CellPlace = { column: 'messages.text', row: ['m1'], scope };

let store: TestStore;
let payload: Payload;
let cell: Buffer;
/** The same of another conversation of the merchant. */
let otherPayload: Payload;
let otherCell: Buffer;
/** Wrapped keys: of both conversations, and of two merchants. */
let rows: Record<'own' | 'other' | 'merchant' | 'stranger', LiveKeyRow>;

beforeAll(async () => {
  store = await testStore();
  const keys = otherProcess(store.keys, masterOf(text));
  const codec = new SealingCodec(keys, 'refused');
  const cells = sealedCells(keys, 'refused');
  const sealed = async (value: string, workflowId: string): Promise<Payload> =>
    (await codec.encode([defaultPayloadConverter.toPayload(value)], { ...context, workflowId }))[0]!;
  payload = await sealed(own, 'acme/c1');
  otherPayload = await sealed(theirs, 'acme/c2');
  cell = await cells.seal(own, place);
  otherCell = await cells.seal(theirs, { ...place, scope: otherScope });
  await keys.current(scopeOfConversation('bolt', 'c1'));
  rows = {
    own: (await store.keys.current(scope))!,
    other: (await store.keys.current(otherScope))!,
    merchant: (await store.keys.current({ kind: 'merchant', merchant: 'acme' }))!,
    stranger: (await store.keys.current({ kind: 'merchant', merchant: 'bolt' }))!,
  };
});
afterAll(() => store[Symbol.asyncDispose]());

/** What a process with these keys reads: the text, or the code of the failure; a forgotten cell is `undefined`. */
const payloadBy = async (keys: KeyRing, given: Payload): Promise<unknown> => {
  try {
    const [opened] = await new SealingCodec(keys, 'refused').decode([given], context);
    return defaultPayloadConverter.fromPayload(opened!);
  } catch (error) {
    return (error as { code?: string }).code ?? error;
  }
};
const cellBy = async (keys: KeyRing, given: Buffer, at = place): Promise<unknown> => {
  try {
    return await sealedCells(keys, 'refused').open(given, at);
  } catch (error) {
    return (error as { code?: string }).code ?? error;
  }
};

const right = (): KeyRing => otherProcess(store.keys, masterOf(text));

/** Keys as somebody has changed them in the store; undefined: the row is gone. */
function changed(id: () => string, change: (row: KeyRow) => KeyRow | undefined): Keys {
  return {
    ...store.keys,
    async get(asked) {
      const row = await store.keys.get(asked);
      return row !== undefined && asked === id() ? change(row) : row;
    },
  };
}
const ownRow = (change: (row: KeyRow) => KeyRow | undefined) => changed(() => rows.own.id, change);
const merchantRow = (change: (row: KeyRow) => KeyRow | undefined) => changed(() => rows.merchant.id, change);
const without = ({ wrapped: _, ...row }: KeyRow): KeyRow => row;
const flipped = (base64: string, at: number): string => {
  const bytes = Buffer.from(base64, 'base64');
  bytes[at < 0 ? bytes.length + at : at]! ^= 1;
  return bytes.toString('base64');
};

describe('keys', () => {
  const cases: [string, () => Keys, string[], unknown][] = [
    ['another master key', () => store.keys, [newest], 'key_unreadable'],
    ['two others', () => store.keys, [newest, newMasterKey()], 'key_unreadable'],
    ['a row that is gone', () => ownRow(() => undefined), [text], 'key_missing'],
    ['a merchant’s row that is gone', () => merchantRow(() => undefined), [text], 'key_missing'],
    ['a destroyed merchant’s key', () => merchantRow(without), [text], 'key_destroyed'],
    ['an empty wrapping', () => ownRow((row) => ({ ...row, wrapped: '' })), [text], 'key_unreadable'],
    [
      'a wrapping that is no base64',
      () => ownRow((row) => ({ ...row, wrapped: '!' })),
      [text],
      'key_unreadable',
    ],
    [
      'its nonce changed',
      () => ownRow((row) => ({ ...row, wrapped: flipped(row.wrapped!, 0) })),
      [text],
      'key_unreadable',
    ],
    [
      'its tag changed',
      () => ownRow((row) => ({ ...row, wrapped: flipped(row.wrapped!, 12) })),
      [text],
      'key_unreadable',
    ],
    [
      'its last byte changed',
      () => ownRow((row) => ({ ...row, wrapped: flipped(row.wrapped!, -1) })),
      [text],
      'key_unreadable',
    ],
    [
      'cut short',
      () => ownRow((row) => ({ ...row, wrapped: row.wrapped!.slice(0, 40) })),
      [text],
      'key_unreadable',
    ],
    [
      'the wrapping of another conversation',
      () => ownRow((row) => ({ ...row, wrapped: rows.other.wrapped })),
      [text],
      'key_unreadable',
    ],
    [
      'the wrapping of a merchant',
      () => ownRow((row) => ({ ...row, wrapped: rows.merchant.wrapped })),
      [text],
      'key_unreadable',
    ],
    [
      'another merchant’s as its wrapper',
      () => ownRow((row) => ({ ...row, wrapper: rows.stranger.id })),
      [text],
      'key_unreadable',
    ],
    [
      'itself as its wrapper’s neighbour',
      () => ownRow((row) => ({ ...row, wrapper: rows.other.id })),
      [text],
      'key_unreadable',
    ],
    [
      'a wrapper that is not there',
      () => ownRow((row) => ({ ...row, wrapper: 'nobody' })),
      [text],
      'key_missing',
    ],
    [
      'no wrapper, as if the master key’s',
      () => ownRow(({ wrapper: _, ...row }) => row),
      [text],
      'key_unreadable',
    ],
    [
      'a merchant’s key of another merchant',
      () => merchantRow((row) => ({ ...row, wrapped: rows.stranger.wrapped })),
      [text],
      'key_unreadable',
    ],
    [
      'a merchant’s key changed',
      () => merchantRow((row) => ({ ...row, wrapped: `${row.wrapped!.slice(0, -4)}AAAA` })),
      [text],
      'key_unreadable',
    ],
    [
      'a merchant’s key under an unknown master key’s name',
      () => merchantRow((row) => ({ ...row, wrapped: `0000:${row.wrapped!.split(':')[1]!}` })),
      [text],
      'key_unreadable',
    ],
    [
      'moved to another conversation’s row',
      () => ownRow((row) => ({ ...row, scope: otherScope })),
      [text],
      'key_unreadable',
    ],
    [
      'moved to another merchant’s row',
      () => ownRow((row) => ({ ...row, scope: scopeOfConversation('bolt', 'c1') })),
      [text],
      'key_unreadable',
    ],
    [
      'said to be an intake’s',
      () => ownRow((row) => ({ ...row, scope: { kind: 'intake', merchant: 'acme' } })),
      [text],
      'key_unreadable',
    ],
    ['the right one among several', () => store.keys, [newest, text], own],
  ];

  test.each(cases)('%s: payloads', async (_, keys, masters, result) => {
    expect(await payloadBy(otherProcess(keys(), masterOf(...masters)), payload)).toBe(result);
    expect(await payloadBy(right(), payload)).toBe(own);
  });

  test.each(cases)('%s: cells', async (_, keys, masters, result) => {
    // What a destroyed key has sealed is forgotten: lists go on without it.
    const expected = result === 'key_destroyed' ? undefined : result;
    expect(await cellBy(otherProcess(keys(), masterOf(...masters)), cell)).toBe(expected);
    expect(await cellBy(right(), cell)).toBe(own);
  });
});

describe('payloads', () => {
  const withName = (name: string, value: string): Payload => ({
    ...payload,
    metadata: { ...payload.metadata, [name]: Buffer.from(value) },
  });
  test.each<[string, () => Payload, string]>([
    ['another conversation’s', () => otherPayload, 'payload_misplaced'],
    ['another’s data', () => ({ ...payload, data: otherPayload.data! }), 'payload_damaged'],
    [
      'another’s under our scope',
      () => ({
        ...otherPayload,
        metadata: { ...otherPayload.metadata, 'orderly-scope': payload.metadata!['orderly-scope']! },
      }),
      'payload_damaged',
    ],
    ['ours under another’s key', () => withName('orderly-key', rows.other.id), 'payload_damaged'],
    ['ours under the merchant’s key', () => withName('orderly-key', rows.merchant.id), 'payload_damaged'],
    ['a key that is not there', () => withName('orderly-key', 'nobody'), 'key_missing'],
    ['without a key', () => withName('orderly-key', ''), 'key_missing'],
    ['without a scope', () => withName('orderly-scope', ''), 'payload_misplaced'],
    ['said to be plain', () => withName('encoding', 'json/plain'), 'payload_plaintext'],
    ['without metadata', () => ({ data: payload.data! }), 'payload_plaintext'],
    ['without data', () => ({ metadata: payload.metadata! }), 'payload_damaged'],
    ['cut short', () => ({ ...payload, data: payload.data!.subarray(0, 20) }), 'payload_damaged'],
    [
      'with a byte more',
      () => ({ ...payload, data: Buffer.concat([payload.data!, Buffer.of(0)]) }),
      'payload_damaged',
    ],
  ])('%s', async (_, given, code) => {
    expect(await payloadBy(right(), given())).toBe(code);
  });
});

describe('cells', () => {
  const at = (index: number): Buffer => {
    const bytes = Buffer.from(cell);
    bytes[index < 0 ? bytes.length + index : index]! ^= 1;
    return bytes;
  };
  test.each<[string, () => Buffer, CellPlace, string]>([
    ['another conversation’s', () => otherCell, place, 'payload_misplaced'],
    ['ours in another conversation', () => cell, { ...place, scope: otherScope }, 'payload_misplaced'],
    ['ours in another row', () => cell, { ...place, row: ['m2'] }, 'payload_damaged'],
    ['ours in another column', () => cell, { ...place, column: 'messages.customer' }, 'payload_damaged'],
    ['ours in another table', () => cell, { ...place, column: 'outbox.body' }, 'payload_damaged'],
    ['its kind changed to plain', () => at(0), place, 'payload_plaintext'],
    ['the length of the key’s id changed', () => at(1), place, 'key_missing'],
    ['the key’s id changed', () => at(2), place, 'key_missing'],
    ['its nonce changed', () => at(38), place, 'payload_damaged'],
    ['its tag changed', () => at(50), place, 'payload_damaged'],
    ['its last byte changed', () => at(-1), place, 'payload_damaged'],
    ['cut behind the key’s id', () => cell.subarray(0, 38), place, 'payload_damaged'],
    ['cut within the key’s id', () => cell.subarray(0, 10), place, 'key_missing'],
    ['of no bytes', () => Buffer.alloc(0), place, 'key_missing'],
    ['plain', () => Buffer.concat([Buffer.of(0), Buffer.from(theirs)]), place, 'payload_plaintext'],
  ])('%s', async (_, given, where, code) => {
    expect(await cellBy(right(), given(), where)).toBe(code);
  });
});

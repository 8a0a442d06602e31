/** Payloads: sealed by the key of their conversation, opened nowhere else. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultPayloadConverter, type Payload, type SerializationContext } from '@temporalio/common';
import { dataConverterOf } from '../../../src/security/keys/data-converter.js';
import { plainCodec, SealingCodec } from '../../../src/security/keys/payload-codec.js';
import { waitingKeys } from '../../../src/security/keys/waiting-keys.js';
import { type TestStore, testStore } from '../../support/store.js';
import { masterOf, newConversation, newMasterKey, otherProcess } from './support/ring.js';

let store: TestStore;
let codec: SealingCodec;
const master = masterOf(newMasterKey());
beforeAll(async () => {
  store = await testStore();
  codec = sealing();
});
afterAll(() => store[Symbol.asyncDispose]());

const sealing = (plaintext: 'refused' | 'accepted' = 'refused'): SealingCodec =>
  new SealingCodec(otherProcess(store.keys, master), plaintext);

const { merchant, conversation } = newConversation();
const workflowId = `${merchant}/${conversation}`;
const contextOf = (id: string): SerializationContext => ({
  type: 'workflow',
  namespace: 'default',
  workflowId: id,
});
const context = contextOf(workflowId);
const json = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const value = { name: 'Marta Klein', street: 'Lindenweg 4' };

async function sealedOne(of: unknown = value, at = context): Promise<Payload> {
  const [sealed] = await codec.encode([json(of)], at);
  return sealed!;
}

test.each([
  ['an object', value],
  ['nothing', undefined],
  ['null', null],
  ['bytes', Uint8Array.from([0, 255, 1])],
  ['an empty text', ''],
  ['a large text', 'ä'.repeat(500_000)],
])('%s comes back as it was', async (_, given) => {
  const sealed = await codec.encode([json(given)], context);
  const [opened] = await sealing().decode(sealed, context);
  expect(defaultPayloadConverter.fromPayload(opened!)).toEqual(given);
});

test('what a workflow returns without a value is sealed as its thread writes it: its data is a list', async () => {
  const nothing = { ...json(undefined), data: [] as unknown as Uint8Array };
  const [opened] = await sealing().decode(await codec.encode([nothing], context), context);
  expect(defaultPayloadConverter.fromPayload(opened!)).toBeUndefined();
});

test('several come back in their order; none stays none', async () => {
  const sealed = await codec.encode([1, 2, 3].map(json), context);
  const opened = await codec.decode(sealed, context);
  expect(opened.map((payload) => defaultPayloadConverter.fromPayload(payload))).toEqual([1, 2, 3]);
  expect(await codec.encode([], context)).toEqual([]);
  expect(await codec.decode([], context)).toEqual([]);
});

test('a sealed payload tells its key and its conversation, and nothing of what it holds', async () => {
  const { metadata, data } = await sealedOne();
  const words = Object.fromEntries(
    Object.entries(metadata!).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]),
  );
  expect(words).toEqual({
    encoding: 'binary/encrypted',
    'orderly-key': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'orderly-scope': `conversation:${workflowId}`,
  });
  for (const word of ['Marta', 'Lindenweg', 'json', 'encoding'])
    expect(Buffer.from(data!).includes(word)).toBe(false);
});

test('runs, sub-flows and activities of a conversation read each other’s payloads', async () => {
  const sealed = await sealedOne(value, contextOf(`${workflowId}/1f-refund`));
  const inActivity = { type: 'activity', namespace: 'default', workflowId, isLocal: true } as const;
  for (const at of [context, contextOf(`${workflowId}/1f-refund/find/1`), inActivity])
    expect(await codec.decode([sealed], at)).toHaveLength(1);
});

describe('never another’s plaintext', () => {
  test('a payload of another conversation does not open in this one, whoever its merchant is', async () => {
    for (const other of [newConversation(merchant), newConversation()]) {
      const theirs = await sealedOne(value, contextOf(`${other.merchant}/${other.conversation}`));
      await expect(codec.decode([theirs], context)).rejects.toMatchObject({ code: 'payload_misplaced' });
    }
    const ofNobody = await sealedOne(value, contextOf('orderly-maintenance'));
    await expect(codec.decode([ofNobody], context)).rejects.toMatchObject({ code: 'payload_misplaced' });
    await expect(codec.decode([await sealedOne()], contextOf('orderly-maintenance'))).rejects.toMatchObject({
      code: 'payload_misplaced',
    });
  });

  test('nor when its metadata says that it is of this one', async () => {
    const other = newConversation(merchant);
    const theirs = await sealedOne(value, contextOf(`${other.merchant}/${other.conversation}`));
    const mine = await sealedOne();
    for (const name of ['orderly-scope', 'orderly-key']) {
      const forged = { data: theirs.data, metadata: { ...theirs.metadata, [name]: mine.metadata![name]! } };
      const refused = codec.decode([forged as Payload], name === 'orderly-scope' ? context : undefined);
      await expect(refused).rejects.toMatchObject({ code: 'payload_damaged' });
    }
    const both = { data: theirs.data, metadata: mine.metadata };
    await expect(codec.decode([both as Payload], context)).rejects.toMatchObject({ code: 'payload_damaged' });
  });

  test('each byte of a sealed payload counts', async () => {
    const sealed = await sealedOne('short');
    for (const at of sealed.data!.keys()) {
      const data = Uint8Array.from(sealed.data!);
      data[at] = data[at]! ^ 1;
      await expect(codec.decode([{ ...sealed, data }], context)).rejects.toMatchObject({
        code: 'payload_damaged',
      });
    }
    await expect(codec.decode([{ metadata: sealed.metadata! }], context)).rejects.toMatchObject({
      code: 'payload_damaged',
    });
  });

  test('each byte of its metadata counts', async () => {
    const sealed = await sealedOne('short');
    for (const [name, bytes] of Object.entries(sealed.metadata!)) {
      for (const at of bytes.keys()) {
        const changed = Uint8Array.from(bytes);
        changed[at] = changed[at]! ^ 1;
        const metadata = { ...sealed.metadata, [name]: changed };
        await expect(codec.decode([{ ...sealed, metadata }], context)).rejects.toMatchObject({
          code: expect.stringMatching(/^payload_(damaged|misplaced|plaintext)$|^key_missing$/),
        });
      }
    }
  });
});

test('without a context, as in the codec server, the metadata alone says which key opens it', async () => {
  const [opened] = await sealing().decode([await sealedOne()]);
  expect(defaultPayloadConverter.fromPayload(opened!)).toEqual(value);
});

test('what nobody sealed is refused, unless it is accepted while old runs end', async () => {
  await expect(codec.decode([json(value)], context)).rejects.toMatchObject({ code: 'payload_plaintext' });
  await expect(codec.decode([await sealedOne(), json(value)], context)).rejects.toMatchObject({
    code: 'payload_plaintext',
  });
  expect(await sealing('accepted').decode([json(value)], context)).toEqual([json(value)]);
});

test('when the key of a conversation is destroyed, its payloads say so, and those of others open', async () => {
  const gone = newConversation(merchant);
  const theirs = contextOf(`${gone.merchant}/${gone.conversation}`);
  const [sealed, mine] = [await sealedOne(value, theirs), await sealedOne()];
  await store.keys.destroy(gone);
  await expect(sealing().decode([sealed], theirs)).rejects.toMatchObject({ code: 'key_destroyed' });
  expect(await sealing().decode([mine], context)).toHaveLength(1);
});

test('a worker waits for no key of a conversation that has been erased', async () => {
  const scope = newConversation();
  await store.erasure.close(scope.merchant, scope.conversation);
  const silent = { warn: () => undefined, error: () => undefined };
  const waiting = waitingKeys(otherProcess(store.keys, master), new AbortController().signal, silent);
  await expect(waiting.current(scope)).rejects.toMatchObject({ code: 'conversation_erased' });
});

test('a process without a master key writes in clear, and says why it cannot read', async () => {
  expect(await plainCodec.decode(await plainCodec.encode([json(value)]))).toEqual([json(value)]);
  await expect(plainCodec.decode([await sealedOne()])).rejects.toMatchObject({ code: 'payload_sealed' });
  expect(dataConverterOf(undefined).payloadCodecs).toEqual([plainCodec]);
});

test('a worker that cannot have a key waits with what it would write, until it can or is stopped', async () => {
  const warned: object[] = [];
  const log = { warn: (fields: object) => void warned.push(fields), error: () => undefined };
  const stop = new AbortController();
  let failures = 2;
  const keys = otherProcess(store.keys, master);
  const broken = {
    byId: keys.byId.bind(keys),
    current: (scope: Parameters<typeof keys.current>[0]) =>
      failures-- > 0 ? Promise.reject(new Error('the store is away')) : keys.current(scope),
  };
  const waiting = new SealingCodec(waitingKeys(broken, stop.signal, log), 'refused');
  const [sealed] = await waiting.encode([json(value)], context);
  expect(warned).toHaveLength(1);
  expect(await codec.decode([sealed!], context)).toHaveLength(1);
  failures = Infinity;
  const stopped = waiting.encode([json(value)], context);
  stop.abort();
  await expect(stopped).rejects.toThrow('away');
});

describe('a key that waiting does not bring', () => {
  const failure = (): Payload => json({ message: 'what went wrong', stack_trace: 'at refund.ts:1' });
  const stranger = (log: object[], counted: string[] = []): SealingCodec => {
    const keys = otherProcess(store.keys, masterOf(newMasterKey()));
    const error = (fields: object): void => void log.push(fields);
    return new SealingCodec(
      waitingKeys(keys, new AbortController().signal, { warn: () => undefined, error }, (code) =>
        counted.push(code),
      ),
      'refused',
    );
  };

  test('is not waited for, is said once, and what it would seal is not written', async () => {
    const log: object[] = [];
    const counted: string[] = [];
    const codec = stranger(log, counted);
    await sealedOne();
    const writing = (): Promise<unknown> => codec.encode([json(value)], context);
    await expect(writing()).rejects.toMatchObject({ code: 'key_unreadable' });
    await expect(writing()).rejects.toMatchObject({ code: 'key_unreadable' });
    await expect(codec.decode([await sealedOne()], context)).rejects.toMatchObject({
      code: 'key_unreadable',
    });
    expect(log).toEqual([
      { code: 'key_unreadable', err: expect.objectContaining({ code: 'key_unreadable' }) },
    ]);
    expect(counted).toEqual(Array(3).fill('key_unreadable'));
  });

  test('a failure stands there as its code alone, which every process reads', async () => {
    const written = await stranger([]).encode([failure()], context);
    expect(written).toHaveLength(1);
    const [read] = await sealing().decode(written, context);
    expect(defaultPayloadConverter.fromPayload(read!)).toEqual({
      message: 'key_unreadable',
      stack_trace: '',
    });
  });

  test('any other failure in clear is refused', async () => {
    await expect(sealing().decode([failure()], context)).rejects.toMatchObject({ code: 'payload_plaintext' });
    const longer = json({ message: 'key_unreadable', stack_trace: 'Marta Klein' });
    await expect(sealing().decode([longer], context)).rejects.toMatchObject({ code: 'payload_plaintext' });
  });

  test('with the right key the failure is sealed', async () => {
    const [sealed] = await codec.encode([failure()], context);
    expect(Buffer.from(sealed!.metadata!['encoding']!).toString()).toBe('binary/encrypted');
  });
});

/**
 * The contract of a connection, over real sockets: whatever its system does, each operation ends in the outcome that
 * the one table names, no socket stays, and no secret comes out.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Attempt, OperationCall } from '../../src/connectors/connector.js';
import { type Happened, outcomeTable } from '../../src/connectors/outcome-table.js';
import { howMany } from '../support/how-much.js';
import {
  AFTER_OTHERS,
  type Connected,
  type ContractConnection,
  connect,
  whereOf,
  withOnly,
} from './connect.js';
import { type FakeSystem, type FakeSystemOptions, openFakeSystem, type Say } from './fake-system.js';
import { type Fault, faults, type Scene } from './faults.js';
import { testGate } from './gate.js';
import { folderWith, ground, type Ground } from './ground.js';
import { BODY_CANARY, mediaType, type Protocol, understood } from './protocols.js';
import { answer } from './says.js';

/** One operation, called as a flow would. */
export interface ContractOperation {
  call: OperationCall;
  /** An answer that it understands, as the body of a 200; nothing is a 204, which has none; that of `accepted` where its system never says more. */
  good: string;
  /** For a chain: a text in each request that goes before, and the body of a 200 with which it is answered honestly. */
  before?: readonly { has: string; good: string }[];
  /** The system's own refusal, as a whole answer, and its code in the catalogue. */
  refusal?: { status: number; body: string; code: string };
  /** Likewise one that proves that nothing has happened. */
  proof?: { status: number; body: string; code: string };
  /** An answer that only accepts, as the body of a 200, and the reference that is in it. */
  accepted?: { body: string; reference: string };
  /** Its answer is a number alone, from which no other number can be told. */
  answersNumber?: true;
  /** Of its answer no value is read: that one is there is all it says. */
  readsNoValue?: true;
  /** Its answer has a document, without which it is none. */
  givesDocument?: true;
}

/** What has happened to a request that its good answer answers. */
export const whatGoodIs = ({ good, accepted }: ContractOperation): 'answered' | 'accepted' =>
  good === accepted?.body ? 'accepted' : 'answered';

/** A connection and what the suite needs to drive it. */
export interface Contract extends ContractConnection {
  operations: readonly ContractOperation[];
}

/** What all operations of a connection share. */
export interface Place extends Ground {
  /** Nobody may ask it. */
  elsewhere: FakeSystem;
  /** Where the connection's files lie beside the authority that it may state. */
  trusting: string;
}

/** Tests of every operation of a connection against every fault. */
export function runContract(contract: Contract): void {
  describe(contract.name, () => {
    const place = {} as Place;
    let folder: ReturnType<typeof folderWith>;
    let socketsBefore = 0;
    beforeAll(async () => {
      socketsBefore = sockets();
      const made = await ground();
      folder = folderWith(made.ca, contract.file);
      const elsewhere = await openFakeSystem({ say: answer(200, '{}') });
      Object.assign(place, made, { elsewhere, trusting: folder.path });
    });
    afterAll(async () => {
      expect(place.elsewhere.ever()).toBe(0);
      await place.elsewhere[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
      for (let turn = 0; turn < 1000 && sockets() > socketsBefore; turn += 1) await sleep(10);
      expect(sockets()).toBeLessThanOrEqual(socketsBefore);
    });
    test('no operation is left out', () => {
      const { connection } = connect(contract, { port: 9 });
      const driven = contract.operations.map(({ call }) => call.operation);
      expect([...connection.bindings.keys()].filter((name) => !driven.includes(name))).toEqual([]);
    });
    const alike = howMany(0, 1) === 1 ? contract.operations : oneOfEachForm(contract);
    describe.each(contract.operations.map((operation) => [operation.call.operation, operation] as const))(
      '%s',
      (_name, operation) => {
        const narrowed = withOnly(contract, operation.call.operation);
        testOwnWords(narrowed, operation);
        if (!alike.includes(operation)) return;
        testFaults(narrowed, operation, place);
        testGate(narrowed, operation, place);
      },
    );
  });
}

/** Forms that an operation of a connection of a test file has, so that no other one there need meet the faults in the sample. */
const formsMet = new Map<string, Set<string>>();

/** The first operation, and the first of those that are asked and understood alike; the others meet the faults with all suites. */
function oneOfEachForm(contract: Contract): ContractOperation[] {
  const { bindings } = connect(contract, { port: 9 }).connection;
  const testFile = expect.getState().testPath ?? '';
  const forms = formsMet.get(testFile) ?? new Set<string>();
  formsMet.set(testFile, forms);
  return contract.operations.filter((operation, index) => {
    const { call, good, before, accepted, answersNumber, readsNoValue, givesDocument } = operation;
    const { effect, idempotency } = bindings.get(call.operation)!;
    const [, , ...asked] = call.operation.split('.');
    const parts = [before, accepted, answersNumber, readsNoValue, givesDocument, good].map(Boolean);
    const form = JSON.stringify([contract.protocol, effect, idempotency.kind, asked, parts]);
    const isNew = !forms.has(form);
    forms.add(form);
    return isNew || index === 0;
  });
}

function testFaults(contract: Contract, operation: ContractOperation, place: Place): void {
  const { call, good } = operation;
  const { protocol } = contract;
  const before = honestBefore(operation, protocol);
  const met = faults.filter(
    ({ isNumber, ofValues, ofBody }) =>
      !(operation.answersNumber === true && isNumber === true) &&
      !(operation.readsNoValue === true && ofValues === true) &&
      !(good === '' && ofBody === true),
  );
  const meetFault = (fault: Fault): Promise<Met> => {
    const { bombs, elsewhere } = place;
    const scene: Scene = { protocol, good, bombs, elsewhere: `http://127.0.0.1:${elsewhere.port}` };
    return meet(contract, fault.say(scene), [call], { fault, place, before });
  };
  const meetSlow = together(
    met.filter(({ slow }) => slow === true),
    meetFault,
  );
  test.each(met.map((fault) => [fault.name, fault] as const))('%s', async (_name, fault) => {
    const met = await (fault.slow === true ? meetSlow(fault) : meetFault(fault));
    const named = typeof fault.happened === 'string' ? fault.happened : fault.happened[protocol];
    const happened = named === 'answered' ? whatGoodIs(operation) : named;
    expectCell(met, happened, call, met.attempts[0]);
    expectCode(met.attempts[0]!, fault, operation.givesDocument === true);
  });
}

/** What its system says in the system's own words. */
function testOwnWords(contract: Contract, operation: ContractOperation): void {
  const { call, good, refusal, proof, accepted } = operation;
  const before = honestBefore(operation, contract.protocol);
  const type = { 'content-type': mediaType[contract.protocol] };
  test('its good answer is understood, and a bare 404 after it is no success', async () => {
    const says = [
      understood(good, contract.protocol),
      answer(404, `<p>${BODY_CANARY}</p>`, { 'content-type': 'text/html' }),
    ];
    const met = await meet(
      contract,
      (socket) => says.shift()?.(socket),
      [call, { ...call, repeated: true }],
      {
        before,
      },
    );
    expectCell(met, whatGoodIs(operation), call, met.attempts[0]);
    expectCell(met, 'other_status', call, met.attempts[1]);
  });

  if (refusal)
    test('its own refusal is one, with its code, and proves nothing', async () => {
      const met = await meet(contract, answer(refusal.status, refusal.body, type), [call], { before });
      expect(met.attempts[0]).toMatchObject({ is: 'refused', code: refusal.code });
      expect(met.attempts[0]).not.toHaveProperty('proves');
    });
  if (proof)
    test('a refusal that proves that nothing has happened says so, however often it is asked', async () => {
      const says = answer(proof.status, proof.body, type);
      const met = await meet(contract, says, [call, { ...call, repeated: true }], { before });
      const proven = { is: 'refused', code: proof.code, proves: 'nothing_happened' };
      expect(met.attempts).toMatchObject([proven, proven]);
    });
  if (accepted)
    test('what it only accepts is no success: it has the reference by which it will be named', async () => {
      const met = await meet(contract, answer(200, accepted.body, type), [call], { before });
      expect(met.attempts).toEqual([{ is: 'accepted', reference: accepted.reference }]);
    });
}

/** Meets all of them at the first of them: what ends at a deadline alone is waited for once. */
function together(
  slow: readonly Fault[],
  meetFault: (fault: Fault) => Promise<Met>,
): (fault: Fault) => Promise<Met> {
  const begun = new Map<Fault, Promise<Met>>();
  return (fault) => {
    if (begun.size === 0) for (const one of slow) begun.set(one, meetFault(one));
    // Each is looked at by its own test, and may have failed before that begins.
    for (const one of begun.values()) one.catch(() => undefined);
    return begun.get(fault)!;
  };
}

/** What is said to the requests that go before an operation's own. */
export const honestBefore = (
  { before = [] }: ContractOperation,
  protocol: Protocol,
): NonNullable<FakeSystemOptions['before']> =>
  before.map(({ has, good }) => ({ has, say: answer(200, good, { 'content-type': mediaType[protocol] }) }));

type Met = Connected & { attempts: Attempt[] };

/** Calls one after another against a system that says this; nothing is thrown, left open, or told that is secret. */
async function meet(
  contract: Contract,
  say: Say,
  calls: readonly OperationCall[],
  { fault, place, before }: { fault?: Fault; place?: Place; before?: FakeSystemOptions['before'] } = {},
): Promise<Met> {
  const certificate = fault?.tls && place?.certificates[fault.tls];
  await using system = await openFakeSystem({
    say,
    signIn: contract.signIn,
    before,
    ...(certificate && { tls: { cert: certificate.cert, key: certificate.key } }),
  });
  if (fault?.missing === 'refuses') await system[Symbol.asyncDispose]();
  // What comes before the last request takes its part of the time.
  const others = fault?.slow === true && (before ?? []).length > 0 ? { timeout: AFTER_OTHERS } : {};
  const where = { port: system.port, ...whereOf(fault, place?.trusting), ...others };
  const connected = connect(contract, where);
  const attempts: Attempt[] = [];
  for (const call of calls) attempts.push(await connected.connection.attempt(call));
  expect(await system.idle()).toBe(true);
  const told = JSON.stringify([attempts, connected.events]);
  for (const canary of [BODY_CANARY, ...connected.canaries]) expect(told).not.toContain(canary);
  const writes = connected.connection.bindings.get(calls[0]!.operation)?.effect !== 'read';
  if (writes && fault !== undefined && fault.happened !== 'unauthorized')
    expect(system.requests()).toBe(fault.happened === 'unsent' ? 0 : 1);
  return { ...connected, attempts };
}

/** The cell of the table for what happened to this operation. */
function expectCell(met: Met, happened: Happened, call: OperationCall, attempt: Attempt | undefined): void {
  const { effect, idempotency } = met.connection.bindings.get(call.operation)!;
  const is = outcomeTable[happened][effect === 'read' ? 'read' : idempotency.kind];
  expect(attempt).toMatchObject({ is });
}

/** Its code, and how long it is to be waited for. */
function expectCode(attempt: Attempt, { code, retryAfterMs }: Fault, givesDocument: boolean): void {
  if (attempt.is === 'done' || attempt.is === 'accepted') return;
  const { code: came } = attempt;
  // An answer without its document is told as that.
  if (givesDocument && code === 'answer_shape' && came === 'document_unusable') return;
  // What has to sign in first meets a missing system there.
  if (code !== '' && !(attempt.is === 'unsent' && came === 'token_unavailable')) expect(came).toBe(code);
  if (retryAfterMs === undefined || attempt.is === 'refused') return;
  expect(attempt.retryAfterMs).toBeGreaterThan(0);
  expect(attempt.retryAfterMs).toBeLessThanOrEqual(retryAfterMs);
}

const sockets = (): number =>
  process.getActiveResourcesInfo().filter((kind) => /^(TCP|TLS|TCPSocketWrap|TLSWrap)$/.test(kind)).length;

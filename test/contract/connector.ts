/**
 * The contract of a connection, over real sockets: whatever its system does, each operation ends in the outcome that
 * the one table names, no socket stays, and no secret comes out.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Attempt, OperationCall } from '../../src/connectors/connector.js';
import { type Happened, outcomeTable } from '../../src/connectors/outcome-table.js';
import { makeAuthority } from '../support/certificates.js';
import { type Connected, type ContractConnection, connect } from './connect.js';
import { type Face, openFace, type Say } from './face.js';
import { type Fault, faults, type Missing, type Scene } from './faults.js';
import { BODY_CANARY, mediaType } from './protocols.js';
import { answer, type Bombs, makeBombs } from './says.js';

/** One operation, called as a flow would. */
export interface ContractOperation {
  call: OperationCall;
  /** An answer that it understands, as the body of a 200. */
  good: string;
  /** The system's own refusal, as a whole answer, and its code in the catalogue. */
  refusal?: { status: number; body: string; code: string };
}

/** A connection and what the suite needs to drive it. */
export interface Contract extends ContractConnection {
  operations: readonly ContractOperation[];
}

/** What was there before and what all operations share. */
interface Ground {
  bombs: Bombs;
  /** Nobody may ask it. */
  elsewhere: Face;
  certificate: { cert: string; key: string };
}

/** Tests of every operation of a connection against every fault. */
export function runContract(contract: Contract): void {
  describe(contract.name, () => {
    const ground = {} as Ground;
    let socketsBefore = 0;
    beforeAll(async () => {
      socketsBefore = sockets();
      using authority = makeAuthority();
      const { cert, key } = authority.issue({ name: 'stranger' });
      ground.certificate = { cert, key };
      ground.bombs = await makeBombs();
      ground.elsewhere = await openFace({ say: answer(200, '{}') });
    });
    afterAll(async () => {
      expect(ground.elsewhere.ever()).toBe(0);
      await ground.elsewhere[Symbol.asyncDispose]();
      for (let turn = 0; turn < 100 && sockets() > socketsBefore; turn += 1) await sleep(10);
      expect(sockets()).toBeLessThanOrEqual(socketsBefore);
    });
    test('no operation is left out', () => {
      const { connection } = connect(contract, { port: 9 });
      const driven = contract.operations.map(({ call }) => call.operation);
      expect([...connection.bindings.keys()].filter((name) => !driven.includes(name))).toEqual([]);
    });
    describe.each(contract.operations.map((operation) => [operation.call.operation, operation] as const))(
      '%s',
      (_name, operation) => {
        testOperation(contract, operation, ground);
      },
    );
  });
}

function testOperation(contract: Contract, operation: ContractOperation, ground: Ground): void {
  const { protocol } = contract;
  const { call, good, refusal } = operation;
  const type = { 'content-type': mediaType[protocol] };
  test.each(faults.map((fault) => [fault.name, fault] as const))('%s', async (_name, fault) => {
    const { bombs, elsewhere, certificate } = ground;
    const scene: Scene = { protocol, good, bombs, elsewhere: `http://127.0.0.1:${elsewhere.port}` };
    const met = await meet(contract, fault.say(scene), [call], { fault, certificate });
    const happened = typeof fault.happened === 'string' ? fault.happened : fault.happened[protocol];
    expectCell(met, happened, call, met.attempts[0]);
    expectCode(met.attempts[0]!, fault);
  });

  test('its good answer is understood, and a bare 404 after it is no success', async () => {
    const says = [
      answer(200, good, type),
      answer(404, `<p>${BODY_CANARY}</p>`, { 'content-type': 'text/html' }),
    ];
    const met = await meet(contract, (socket) => says.shift()?.(socket), [call, { ...call, repeated: true }]);
    expectCell(met, 'answered', call, met.attempts[0]);
    expectCell(met, 'other_status', call, met.attempts[1]);
  });

  if (!refusal) return;
  test('its own refusal is one, with its code', async () => {
    const met = await meet(contract, answer(refusal.status, refusal.body, type), [call]);
    expect(met.attempts[0]).toMatchObject({ is: 'refused', code: refusal.code });
  });
}

type Met = Connected & { attempts: Attempt[] };

/** Calls one after another against a system that says this; nothing is thrown, left open, or told that is secret. */
async function meet(
  contract: Contract,
  say: Say,
  calls: readonly OperationCall[],
  { fault, certificate }: { fault?: Fault; certificate?: Ground['certificate'] } = {},
): Promise<Met> {
  const { missing } = fault ?? {};
  const tls = missing === 'unknown authority' && certificate ? { tls: certificate } : {};
  await using face = await openFace({ say, signIn: contract.signIn, ...tls });
  if (missing === 'refuses') await face[Symbol.asyncDispose]();
  const connected = connect(contract, { port: face.port, ...whereOf(missing), slow: fault?.slow === true });
  const attempts: Attempt[] = [];
  for (const call of calls) attempts.push(await connected.connection.attempt(call));
  expect(await face.idle()).toBe(true);
  const told = JSON.stringify([attempts, connected.events]);
  for (const canary of [BODY_CANARY, ...connected.canaries]) expect(told).not.toContain(canary);
  const writes = connected.connection.bindings.get(calls[0]!.operation)?.effect !== 'read';
  if (writes && fault !== undefined && fault.happened !== 'unauthorized')
    expect(face.requests()).toBe(missing === undefined ? 1 : 0);
  return { ...connected, attempts };
}

const whereOf = (missing: Missing | undefined): { scheme?: string; host?: string } =>
  missing === 'unknown authority'
    ? { scheme: 'https' }
    : missing === 'unknown host'
      ? { host: 'nowhere.invalid' }
      : {};

/** The cell of the table for what happened to this operation. */
function expectCell(met: Met, happened: Happened, call: OperationCall, attempt: Attempt | undefined): void {
  const { effect, idempotency } = met.connection.bindings.get(call.operation)!;
  const is = outcomeTable[happened][effect === 'read' ? 'read' : idempotency.kind];
  expect(attempt).toMatchObject({ is });
}

/** Its code, and how long it is to be waited for. */
function expectCode(attempt: Attempt, { code, retryAfterMs }: Fault): void {
  if (attempt.is === 'done') return;
  const { code: came } = attempt;
  // What has to sign in first meets a missing system there.
  if (code !== '' && !(attempt.is === 'unsent' && came === 'token_unavailable')) expect(came).toBe(code);
  if (retryAfterMs === undefined || attempt.is === 'refused') return;
  expect(attempt.retryAfterMs).toBeGreaterThan(0);
  expect(attempt.retryAfterMs).toBeLessThanOrEqual(retryAfterMs);
}

const sockets = (): number =>
  process.getActiveResourcesInfo().filter((kind) => /^(TCP|TLS|TCPSocketWrap|TLSWrap)$/.test(kind)).length;

/** What every connection promises of the gate of a write: not a byte before it, and nothing where it is closed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { OperationCall } from '../../src/connectors/connector.js';
import { connect } from './connect.js';
import { honestBefore, whatGoodIs } from './connector.js';
import type { Contract, ContractOperation, Place } from './connector.js';
import { type FakeSystem, openFakeSystem } from './fake-system.js';
import { understood } from './protocols.js';

const schemes = ['http', 'https'] as const;

/** Tests of one operation; a read has no gate. */
export function testGate(contract: Contract, operation: ContractOperation, place: Place): void {
  const { call, good } = operation;
  const { protocol, signIn } = contract;
  /** A system that tells in which order it was asked for what. */
  const open = (scheme: (typeof schemes)[number], told: string[]): Promise<FakeSystem> =>
    openFakeSystem({
      say(socket) {
        told.push('request');
        understood(good, protocol)(socket);
      },
      before: honestBefore(operation, protocol),
      signIn: signIn && {
        path: signIn.path,
        say(socket) {
          told.push('token');
          signIn.say(socket);
        },
      },
      ...(scheme === 'https' && { tls: keyPair(place) }),
    });
  const reach = (system: FakeSystem, scheme: (typeof schemes)[number]) =>
    connect(contract, {
      ...{ port: system.port, scheme },
      ...(scheme === 'https' && { trusting: place.trusting }),
    }).connection;

  test.each(schemes)(
    'over %s, its gate is asked once, last of all, and nothing has come before',
    async (scheme) => {
      const told: string[] = [];
      await using system = await open(scheme, told);
      const connection = reach(system, scheme);
      const writes = connection.bindings.get(call.operation)?.effect !== 'read';
      const gate: OperationCall['gate'] = async () => {
        await sleep(50);
        told.push(`gate, after ${system.received().length} bytes`);
        return true;
      };
      expect(await connection.attempt({ ...call, gate })).toMatchObject({
        is: whatGoodIs(operation) === 'answered' ? 'done' : 'accepted',
      });
      const token = told.filter((what) => what === 'token');
      expect(told).toEqual([...token, ...(writes ? ['gate, after 0 bytes'] : []), 'request']);
    },
  );

  test.each(schemes)('over %s, a closed gate lets no byte of it out', async (scheme) => {
    const told: string[] = [];
    await using system = await open(scheme, told);
    const connection = reach(system, scheme);
    if (connection.bindings.get(call.operation)?.effect === 'read') return;
    const gate: OperationCall['gate'] = () => Promise.resolve(told.push('gate') < 0);
    const attempt = await connection.attempt({ ...call, gate });
    expect(attempt).toEqual({ is: 'unsent', code: 'gate_closed' });
    expect(await system.idle()).toBe(true);
    expect(system.received()).toBe('');
    expect(told.filter((what) => what !== 'token')).toEqual(['gate']);
  });
}

function keyPair({ certificates }: Place): { cert: string; key: string } {
  const { cert, key } = certificates.right;
  return { cert, key };
}

/** Every case of SOAP on two stacks of others: PHP's SoapServer and node-soap, by one WSDL. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Attempt } from '../../../src/connectors/connector.js';
import type { Json, JsonObject } from '../../../src/contracts/json.js';
import {
  type Desk,
  type DeskAnswer,
  type Stack,
  startOrderDesk,
  whyNoOrderDesk,
} from '../../peers/order-desk/start.js';
import { at } from '../../demo/shop/at.js';
import type { ReadCase, WriteCase } from './case.js';
import { callDesk, type Version } from './desk-connection.js';
import { readCases } from './reads.js';
import { understood } from './understood.js';
import { writeCases } from './writes.js';

const stacks: readonly Stack[] = ['php', 'node-soap'];
const versions: readonly Version[] = ['1.1', '1.2'];

const numberOf = (one: ReadCase): string => one.number ?? one.name;
const refOf = ({ order, name }: WriteCase): string =>
  typeof order?.['ref'] === 'string' ? order['ref'] : name;

const plain = { '@id': 'A1', state: { '@key': '30', '#': 'sent' } };
const answers: Record<string, DeskAnswer> = Object.fromEntries([
  ...readCases
    .filter(({ number }) => number === undefined)
    .map((one) => [one.name, one.answer ?? { order: { ...plain, number: one.name, ...one.order } }] as const),
  ...writeCases.flatMap((one) => (one.answer === undefined ? [] : [[refOf(one), one.answer] as const])),
]);

/** Those that a stack can do, and those that it cannot, by name and reason. */
function casesOf<C extends ReadCase | WriteCase>(all: readonly C[], stack: Stack) {
  const can = all.filter(({ cannot }) => cannot?.[stack] === undefined);
  const cannot = all.flatMap((one) =>
    one.cannot?.[stack] === undefined ? [] : [`${one.name}: ${one.cannot[stack]}`],
  );
  return { can: can.map((one) => [one.name, one] as const), cannot };
}

test.each(stacks)('there are forty cases and more on %s', (stack) => {
  const { can: reads } = casesOf(readCases, stack);
  const { can: writes } = casesOf(writeCases, stack);
  const names = [...reads, ...writes].map(([name]) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(40);
});

describe.each(stacks)('%s', (stack) => {
  const why = whyNoOrderDesk(stack);
  const tried = why === undefined ? test : test.skip;
  const because = why === undefined ? '' : ` (${why})`;
  const desks = new Map<Version, Desk>();
  beforeAll(async () => {
    if (why !== undefined) return;
    for (const version of versions) desks.set(version, await startOrderDesk(stack, version, answers));
  });
  afterAll(async () => {
    for (const desk of desks.values()) await desk[Symbol.asyncDispose]();
  });
  const deskOf = ({ version = '1.1' }: { version?: Version }): Desk => {
    const desk = desks.get(version);
    if (desk === undefined) throw new Error(`no desk of SOAP ${version}`);
    return desk;
  };

  const reads = casesOf(readCases, stack);
  tried.each(reads.can)(`reads %s${because}`, async (_name, one) => {
    const { version = '1.1', reads: fields = {}, comes } = one;
    const call = { operation: 'orders.get', inputs: { number: numberOf(one) } };
    const attempt = await callDesk(deskOf(one).url, version, call, one);
    if (comes !== undefined) {
      expect(attempt).toMatchObject(comes);
      return;
    }
    const order = orderOf(attempt);
    const expected: Readonly<Record<string, unknown>> = { number: numberOf(one), ...fields };
    for (const [name, value] of Object.entries(expected))
      if (value === undefined) expect(order).not.toHaveProperty(name);
      else expect(order).toMatchObject({ [name]: value });
  });

  const writes = casesOf(writeCases, stack);
  tried.each(writes.can)(`sends: %s${because}`, async (_name, one) => {
    const { version = '1.1', amount = { minor: 100, currency: 'EUR' } } = one;
    const order = { number: '1', status: 'open', lines: [], ...one.order, ref: refOf(one) };
    const call = { operation: 'payments.refund', inputs: { order, amount, reason: 'damaged' } };
    const desk = deskOf(one);
    const attempt = await callDesk(desk.url, version, call, one);
    expect(attempt).toMatchObject(one.comes ?? { is: 'done', outputs: { refundRef: 'R-1' } });
    if (one.arrives === undefined) return;
    const entry = (await desk.ledger()).at(-1);
    const request = understood(entry?.request);
    for (const [path, value] of Object.entries({ number: refOf(one), ...one.arrives }))
      expect([path, at(request, path)]).toEqual([path, value]);
    expect([entry?.tenant, entry?.user]).toEqual([one.tenant ?? null, one.user ?? null]);
  });

  if ([...reads.cannot, ...writes.cannot].length > 0)
    test.skip.each([...reads.cannot, ...writes.cannot])('cannot do %s', () => undefined);
});

function orderOf(attempt: Attempt): JsonObject {
  const order: Json | undefined = attempt.is === 'done' ? attempt.outputs['order'] : undefined;
  if (order === undefined) throw new Error(JSON.stringify(attempt));
  return order as JsonObject; // an operation that finds an order
}

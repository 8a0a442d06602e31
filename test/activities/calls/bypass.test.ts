/**
 * No write without verification, confirmation and approval, nor outside of what was offered: every operation that
 * changes something, every way that was thought of, at the demo's shop. Not one request with a key leaves.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogue } from '../../../src/commerce/index.js';
import { type Ground, hashes, sceneOf, sent, startGround } from './bypass/ground.js';
import { howMany } from '../../support/how-much.js';
import * as ways from './bypass/ways.js';
import { type Write, writes } from './bypass/writes.js';

let ground: Ground;
beforeAll(async () => {
  ground = await startGround();
});
afterAll(async () => {
  await ground[Symbol.asyncDispose]();
});

const sendsAmount = ({ operation }: Write): boolean =>
  Object.hasOwn(catalogue.get(operation)?.inputs ?? {}, 'amount');

/** Which ways are tried with a write: a note needs no yes, and only money an approval. */
const triedWith = (write: Write) => ({
  ...ways.strangers,
  ...ways.foreignRecords,
  ...ways.otherFlows,
  ...(catalogue.get(write.operation)?.confirm === 'no' ? {} : ways.unconfirmed),
  ...(write.effect === 'money' ? ways.unapproved : {}),
  ...(sendsAmount(write) ? ways.amounts : {}),
});

test('no operation that the demo binds and that changes something is left out, and there are at least 120 attempts', () => {
  const bound = [...catalogue.values()].flatMap(({ name, effect }) =>
    effect !== 'read' && ground.connectionFor(name).bindings.has(name) ? [name] : [],
  );
  expect(writes.map(({ operation }) => operation).sort()).toEqual(bound.sort());
  expect(writes.flatMap((write) => Object.keys(triedWith(write))).length).toBeGreaterThanOrEqual(120);
});

/** What moves money, and of the others the first of each effect on each kind of record; all with `npm run test:all`. */
const played = writes.filter(
  ({ operation, effect, kind }, index) =>
    howMany(0, 1) === 1 ||
    effect === 'money' ||
    catalogue.get(operation)?.confirm === 'no' ||
    writes.findIndex((each) => each.effect === effect && each.kind === kind) === index,
);

describe.each(played.map((write) => [write.operation, write] as const))('%s', (_, write) => {
  let before: number;
  beforeAll(async () => {
    before = await sent(ground);
  });

  test.each(Object.entries(triedWith(write)))('is not done when %s', async (_way, tries) => {
    await using scene = await sceneOf(ground, write);
    expect(await tries(scene)).toMatch(
      /^(needs_facts|unverified|needs_approval|superseded|refused: (not_confirmed|amount_too_high|currency_mismatch)|failed: )/,
    );
  });

  test('has left for the shop in none of these ways', async () => {
    expect(await sent(ground)).toBe(before);
  });

  test('is done once when all is right, however often its answer is asked for again', async () => {
    await using scene = await sceneOf(ground, write);
    const right = await scene.right();
    for (let time = 0; time < 3; time += 1) expect(await scene.call(right)).toBe('done');
    expect(await sent(ground)).toBe(before + 1);
    expect(right.hash).toBe(hashes.writes);
  });
});

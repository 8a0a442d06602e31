/** Every kind of step is supported all the way. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServerPlayer, startServerPlayer } from '../../src/simulator/server-player.js';
import { stepKinds } from '../../src/flows/steps/registry.js';
import { testServer } from '../time/support/test-server.js';
import {
  codesOfBroken,
  filesForAllKinds,
  kindsTested,
  pages,
  playedTests,
  type PlayedTests,
  writtenSteps,
} from './evidence.js';
import { kindsReduced } from './reduced.js';

const seed = 20_261_124;
const onServer = testServer === undefined ? test.skip : test;

describe.each([...stepKinds.values()].map((kind) => [kind.kind, kind] as const))('%s', (kind, { form }) => {
  test('parsed', () => {
    const steps = written.get(kind) ?? [];
    expect(steps.length).toBeGreaterThan(0);
    expect(steps.filter((step) => !form.safeParse(step).success)).toEqual([]);
    expect(form.safeParse({ ...steps[0], nonsense: 'x' }).success).toBe(false);
  });

  test('checked', () => {
    expect([...(broken.get(kind) ?? [])].length).toBeGreaterThan(0);
  });

  test('reduced', () => {
    expect(reduced).toContain(kind);
  });

  onServer('run on a server', () => {
    expect(served).toContain(kind);
  });

  test('covered by a flow test', () => {
    expect(kindsTested(inMemory, true)).toContain(kind);
  });

  test('documented', () => {
    expect(pages()).toMatch(new RegExp(`^### (?:\\w+, )*${kind}(?:, \\w+)*$`, 'm'));
    expect(pages()).toMatch(new RegExp(`^## ${kind}$`, 'm'));
  });
});

let inMemory: PlayedTests;
let served: ReadonlySet<string> = new Set();
const written = writtenSteps();
const broken = codesOfBroken();
const reduced = kindsReduced(seed);
let player: ServerPlayer | undefined;

beforeAll(async () => {
  inMemory = await playedTests();
  if (testServer === undefined) return;
  const started = await startServerPlayer(testServer);
  player = started;
  const tests = await playedTests(filesForAllKinds(inMemory), (flowTest) => started.play(flowTest));
  served = kindsTested(tests, false);
}, 600_000);

afterAll(async () => {
  await player?.[Symbol.asyncDispose]();
});

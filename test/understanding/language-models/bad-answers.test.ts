/** Whatever a language model does instead of answering, the embedded answer is there in time. */
import { beforeAll, expect, test } from 'vitest';
import type { Understanding } from '../../../src/contracts/understanding.js';
import { cascade } from '../../../src/understanding/cascade.js';
import { serve } from '../../support/hostile-server.js';
import { type BadAnswer, badAnswers } from './support/bad-answers.js';
import {
  type Counted,
  counting,
  demoModel,
  embeddedSays,
  opinion,
  settingsFor,
} from './support/mock-model.js';

/**
 * What ends by itself has time to end on a slow machine; for the rest the deadline is what is tried: without it they
 * would never come to an end, and neither would this test.
 */
const deadlineOf = ({ endless }: BadAnswer): number => (endless ? 1_500 : 15_000);
/** Those that write without end keep the processor busy: few at a time, and after the others. */
const atATime = { ending: 10, endless: 2 };
const secretText = 'I fear the lamp of order 48213 and I do not get on';

interface Outcome {
  understanding: Understanding;
  counted: Counted;
  requests: number;
}

const outcomes = new Map<BadAnswer, Outcome>();

async function play(bad: BadAnswer): Promise<Outcome> {
  const { provider, answer } = bad;
  await using server = await serve((_hit, response) => {
    answer(response);
  });
  const counted = counting();
  const settings = settingsFor(server.url, { provider, timeoutMs: deadlineOf(bad) });
  const understander = cascade(embeddedSays(), opinion(demoModel(settings, { counted })), counted.metrics);
  const understanding = await understander.understand({ text: secretText });
  return { understanding, counted, requests: server.hits.length };
}

async function playAll(ways: readonly BadAnswer[], count: number): Promise<void> {
  const waiting = [...ways];
  const next = async (): Promise<void> => {
    for (let bad = waiting.shift(); bad !== undefined; bad = waiting.shift())
      outcomes.set(bad, await play(bad));
  };
  await Promise.all(Array.from({ length: count }, next));
}

beforeAll(async () => {
  await playAll(
    badAnswers.filter(({ endless }) => !endless),
    atATime.ending,
  );
  await playAll(
    badAnswers.filter(({ endless }) => endless),
    atATime.endless,
  );
});

test('there are a hundred ways and more', () => {
  expect(badAnswers.length).toBeGreaterThanOrEqual(100);
});

test.each(badAnswers.map((bad) => [bad.provider, bad.name, bad] as const))(
  '%s: %s',
  (_provider, _name, bad) => {
    const { understanding, counted, requests } = outcomes.get(bad)!;
    expect(understanding.provider.id).toBe('embedded');
    expect(understanding).toMatchObject({ intent: 'refund', sure: false });
    expect(counted.fallbacks).toHaveLength(1);
    expect(requests).toBe(bad.requests);
    expect(counted.log.join('\n')).not.toMatch(/lamp|48213|customer wants/);
  },
);

/** What a conversation knows of what the customer has said to a run: answers that fill something, and only as long as the run. */
import { expect, test } from 'vitest';
import type { OpenAsk, Said } from '../../../src/contracts/conversation.js';
import { bounds } from '../../../src/workflows/conversation/bounds.js';
import { type Meaning, Talk } from './model/talk.js';

const wish: Meaning = { wanted: ['return'], understanding: { intent: 'return', sure: true } };
const asking = (run: string, key: string, more: Partial<OpenAsk> = {}): OpenAsk => ({
  ...{ run, key, kind: 'choice', labels: ['a', 'b'], question: 'Which?', intent: 'return', about: '1001' },
  ...more,
});

/** A run of a talk, to which questions were asked and answered, each by a message of its own. */
function answered(fills: readonly (string | undefined)[], inRun = ''): { talk: Talk; run: string } {
  const talk = new Talk();
  talk.hears(wish);
  const run = talk.runs[0]?.run ?? '';
  for (const [at, slot] of fills.entries()) {
    const key = `q${at}#1`;
    talk.asks(asking(`${run}${inRun}`, key, slot === undefined ? {} : { fills: slot }));
    talk.hears({ fits: [{ run: `${run}${inRun}`, key, value: 0 }] });
  }
  return { talk, run };
}

const saidTo = (talk: Talk, run: string): readonly Said[] | undefined =>
  talk.state.runs.find(({ id }) => id === run)?.said;
const startsWith = (talk: Talk): readonly Said[] | undefined => talk.runs.at(-1)?.start.conversation.said;

/** A no that says what it should be instead; what the run that it starts knows of what was said. */
function corrected(talk: Talk, run: string): readonly Said[] | undefined {
  talk.asks(asking(run, 'sure#1', { kind: 'yes_or_no', confirms: true }));
  talk.hears({ fits: [{ run, key: 'sure#1', value: 'no', rest: 0, corrects: true }] });
  talk.take({ is: 'run_closed', run });
  return startsWith(talk);
}

test('a run starts with the message that began it, and with no other one', () => {
  const { talk, run } = answered([]);
  expect(startsWith(talk)).toEqual([{ messageId: 'm1' }]);
  expect(saidTo(talk, run)).toEqual([{ messageId: 'm1' }]);
  talk.hears({ wanted: ['wismo'], understanding: { intent: 'wismo', sure: true } });
  expect(startsWith(talk)).toEqual([{ messageId: 'm2' }]);
});

test('answers to questions that fill something are remembered by what they fill, newest first, and no others', () => {
  const { talk, run } = answered(['lines', undefined, 'problem']);
  expect(saidTo(talk, run)).toEqual([
    { messageId: 'm4', slot: 'problem' },
    { messageId: 'm2', slot: 'lines' },
    { messageId: 'm1' },
  ]);
});

test("answers to a run inside another are the outer one's too", () => {
  const { talk, run } = answered(['lines'], '/choose/1');
  expect(saidTo(talk, run)).toEqual([{ messageId: 'm2', slot: 'lines' }, { messageId: 'm1' }]);
});

test('a correction passes them on to the run that it starts, and is marked as one', () => {
  const { talk, run } = answered(['lines', 'problem']);
  expect(corrected(talk, run)).toEqual([
    { messageId: 'm4', corrects: true },
    { messageId: 'm3', slot: 'problem' },
    { messageId: 'm2', slot: 'lines' },
    { messageId: 'm1' },
  ]);
});

test('they are bounded, and the oldest go first', () => {
  const { talk, run } = answered(Array.from({ length: bounds.said + 4 }, () => 'lines'));
  const said = saidTo(talk, run) ?? [];
  expect(said).toHaveLength(bounds.said);
  expect(said[0]).toEqual({ messageId: `m${bounds.said + 5}`, slot: 'lines' });
});

test('they are gone with the run: the next one knows nothing of them', () => {
  const { talk, run } = answered(['lines']);
  talk.take({ is: 'run_closed', run });
  expect(JSON.stringify(talk.state)).not.toContain('"slot"');
  talk.hears(wish);
  expect(startsWith(talk)).toEqual([{ messageId: 'm3' }]);
});

test('corrections of corrections stay bounded too', () => {
  const { talk } = answered(['lines']);
  for (let times = 0; times < 3 * bounds.said; times += 1) corrected(talk, talk.runs.at(-1)?.run ?? '');
  expect(startsWith(talk)?.length).toBe(bounds.said);
});

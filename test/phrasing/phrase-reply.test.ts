/** A reply is phrased only by what came, in time, and says the same. */
import { expect, test } from '@jest/globals';
import { phraseReply } from '../../src/phrasing/phrase-reply.js';
import { type AskModel, modelPhraser, type Phraser } from '../../src/phrasing/phraser.js';

const text = 'Your order 1001 is on its way to you.';
const reply = { text, facts: [{ text: '1001', verbatim: true }], language: 'en' };
const answering = (...proposals: string[]): Phraser => ({ phrase: () => Promise.resolve(proposals) });

test('a faithful phrasing is sent', async () => {
  const phrased = 'Good news: order 1001 is on its way to you!';
  expect(await phraseReply(answering(phrased), reply)).toEqual({ text: phrased, outcome: 'phrased' });
});

test('of several phrasings the first faithful one is sent', async () => {
  const phraser = answering(
    'Your order 1002 is on its way to you!',
    'Good news: order 1001 is on its way to you!',
    'Order 1001 is on its way to you.',
  );
  expect(await phraseReply(phraser, reply)).toEqual({
    text: 'Good news: order 1001 is on its way to you!',
    outcome: 'phrased',
  });
});

test.each([
  ['unfaithful', answering('Your order 1002 is on its way to you.', 'Order 1001 is not on its way.')],
  ['no_answer', answering()],
  ['no_answer', { phrase: () => Promise.reject(new Error('down')) }],
  ['too_late', { phrase: () => new Promise<string[]>(() => undefined) }],
] as [string, Phraser][])('otherwise the flow’s sentence is: %s', async (outcome, phraser) => {
  expect(await phraseReply(phraser, reply, 50)).toEqual({ text, outcome });
});

test('a list, and a language that nobody can judge, are left as they are, and no model sees them', async () => {
  const asked: string[] = [];
  const phraser: Phraser = {
    phrase: (original) => {
      asked.push(original);
      return Promise.resolve([original]);
    },
  };
  expect(await phraseReply(phraser, { ...reply, text: 'Parcels:\n1' })).toMatchObject({
    outcome: 'not_asked',
  });
  expect(await phraseReply(phraser, { ...reply, language: 'fr' })).toMatchObject({ outcome: 'not_asked' });
  expect(asked).toEqual([]);
});

const settings = { by: 'languageModel', tone: 'warm and brief' } as const;

test('a model is told the tone, the reply and its values, as data apart from what it must do', async () => {
  const prompts: Parameters<AskModel>[0][] = [];
  const phraser = modelPhraser((prompt) => {
    prompts.push(prompt);
    return Promise.resolve({ free: ' Good news: order 1001 is on its way! ', close: '', closest: text });
  }, settings);
  expect(await phraser.phrase(text, reply.facts, 'en')).toEqual([
    'Good news: order 1001 is on its way!',
    text,
  ]);
  expect(JSON.parse(prompts[0]!.user)).toEqual({
    tone: 'warm and brief',
    language: 'en',
    reply: text,
    values: ['1001'],
  });
  expect(prompts[0]!.system).not.toContain('1001');
});

const three = { free: 'a', close: 'b', closest: 'c' };

test.each([undefined, null, 'text', {}, { ...three, free: 7 }, { free: 'a' }, { ...three, more: 1 }])(
  'an answer off the form is none: %j',
  async (answer) => {
    const phraser = modelPhraser(() => Promise.resolve(answer), settings);
    expect(await phraser.phrase(text, [], 'en')).toEqual([]);
  },
);

/** Entries of a merchant's knowledge: what is right is compiled, and what is wrong is told with its place. */
import { expect, test } from 'vitest';
import { readKnowledge } from '../../src/merchants/knowledge/read-knowledge.js';
import { knowledgeValues } from '../../src/merchants/knowledge/values.js';
import { demoMerchant } from '../understanding/knowledge/play-questions.js';

const { config, knowledge = [] } = await demoMerchant();
const now = Date.UTC(2026, 11, 1);

const entry = (topic: string, lines = ''): { file: string; text: string } => ({
  file: `knowledge/${topic}.yaml`,
  text: `topic: ${topic}
asks:
  en: [Is ${topic} possible?]
  de: [Geht ${topic}?]
answer:
  en: Yes.
  de: Ja.
${lines}`,
});
const read = (...files: { file: string; text: string }[]) => readKnowledge(files, config, now);
const codes = (found: ReturnType<typeof read>) =>
  [...found.issues, ...found.warnings].map(({ code, path, line }) => ({ code, path, line }));

test('the demo has 40 entries in two languages, each with four to eight phrases', () => {
  expect(knowledge).toHaveLength(40);
  for (const { topic, asks } of knowledge) {
    expect([...asks.keys()], topic).toEqual(['en', 'de']);
    for (const phrases of asks.values()) expect(phrases.length, topic).toBeGreaterThanOrEqual(4);
    for (const phrases of asks.values()) expect(phrases.length, topic).toBeLessThanOrEqual(8);
  }
});

test('an entry that is right has no issue, and its version changes with its file', () => {
  const [one, other] = [entry('engraving'), entry('engraving', 'source: help page')].map((file) =>
    read(file),
  );
  expect(codes(one!)).toEqual([]);
  expect(one!.entries[0]?.version).not.toBe(other!.entries[0]?.version);
});

test('a key that there is not, and a name unlike the file’s, are told', () => {
  expect(codes(read(entry('engraving', 'colour: red')))).toMatchObject([{ code: 'key_unknown' }]);
  const misnamed = { ...entry('engraving'), file: 'knowledge/other.yaml' };
  expect(codes(read(misnamed))).toEqual([{ code: 'knowledge_shape', path: 'topic', line: 1 }]);
});

test('a value that the policy does not have is told where it stands', () => {
  const file = entry('engraving');
  const text = file.text.replace('en: Yes.', 'en: Within ${policy.return.withinn}.');
  expect(read({ ...file, text }).issues).toMatchObject([{ path: 'answer.en', line: 6 }]);
});

test('neither an answer nor a condition can read an order', () => {
  const file = entry('engraving');
  const told = file.text.replace('en: Yes.', 'en: It came on ${order.deliveredAt}.');
  expect(read({ ...file, text: told }).issues).not.toEqual([]);
  const cases = 'cases:\n  - when: has(order.deliveredAt)\n    answer: { en: Too late., de: Zu spät. }';
  expect(codes(read(entry('engraving', cases)))).toMatchObject([{ code: 'name_unknown' }]);
  const number = 'cases:\n  - when: policy.return.within\n    answer: { en: Too late., de: Zu spät. }';
  expect(codes(read(entry('engraving', number)))).toMatchObject([{ code: 'type_mismatch' }]);
});

test('a language that other entries have is missing', () => {
  const file = entry('engraving');
  const text = file.text.replace('  de: Ja.\n', '');
  expect(codes(read({ ...file, text }, entry('lettering')))).toEqual([
    { code: 'knowledge_language_missing', path: 'answer', line: 5 },
  ]);
});

test('two entries with one phrase would be a guess', () => {
  const [one, other] = [entry('engraving'), entry('lettering')];
  const text = other.text.replace('Is lettering possible?', 'is engraving possible');
  expect(codes(read(one, { ...other, text }))).toMatchObject([
    { code: 'knowledge_phrase_twice', path: 'asks.en[0]' },
  ]);
});

test('what is over, and a phrase that wants something done, are warnings', () => {
  expect(read(entry('engraving', 'until: 2026-11-30')).warnings).toMatchObject([
    { code: 'knowledge_over', path: 'until' },
  ]);
  expect(read(entry('engraving', 'until: 2026-12-01')).warnings).toEqual([]);
  const file = entry('engraving');
  const text = file.text.replace('Is engraving possible?', 'I want to return my order');
  expect(read({ ...file, text }).warnings).toMatchObject([{ code: 'knowledge_phrase_request' }]);
});

test('values are the policy’s, with their types, and hours are those of the merchant', () => {
  const values = knowledgeValues(config, { language: 'de', now });
  expect(values.get('policy')).toMatchObject({
    return: { within: 14 * 24 * 60 * 60 * 1000, fee: { minor: 295, currency: 'EUR' } },
  });
  expect(values.get('merchant')).toEqual({ name: 'Demo Shop', hours: 'Montag – Freitag, 09:00 – 17:00' });
  expect(values.has('order')).toBe(false);
});

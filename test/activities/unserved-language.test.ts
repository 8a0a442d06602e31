/**
 * Messages in languages that the merchant does not serve, through the whole of understanding: told one sentence in the language, and
 * left to people. The messages are in unserved-messages.jsonl; `ORDERLY_LANGUAGES_SET` names another file of the same form, which is played instead, and then
 * what was taken for something else is printed.
 */
import { expect, test } from 'vitest';
import { understandMessage } from '../../src/activities/understand-message.js';
import type { UnderstoodMessage } from '../../src/contracts/activities.js';
import type { OpenAsk } from '../../src/contracts/conversation.js';
import type { Merchant } from '../../src/merchants/merchant.js';
import { unservedSentences } from '../../src/texts/languages/unserved.js';
import { understanders } from '../../src/understanding/registry.js';
import { route } from '../../src/workflows/conversation/route.js';
import { newConversation } from '../../src/workflows/conversation/state.js';
import { demo } from '../flows/support/demo.js';
import { servedDemo } from './support/served-demo.js';
import { readMessages, unservedFile, written, type WrittenIn } from './support/unserved-messages.js';

const set = process.env['ORDERLY_LANGUAGES_SET'];
const understander = await understanders.embedded();

/** What is understood of a text; the channel and the conversation may have a language, and a question may be open. */
function understood(
  text: string,
  {
    merchant = servedDemo(),
    ...more
  }: { merchant?: Merchant; language?: string; asks?: OpenAsk[]; startedBy?: string } = {},
): Promise<UnderstoodMessage> {
  const { startedBy, ...asked } = more;
  const understand = understandMessage({
    understander,
    merchants: new Map([['demo', merchant]]),
    store: {
      messages: {
        get: () =>
          Promise.resolve([
            { messageId: 'm1', seq: 1, text, sentAt: '', ...(startedBy === undefined ? {} : { startedBy }) },
          ]),
      },
      outbox: {
        sentTexts: () => Promise.resolve([]),
        readable: ({ keys }: { keys: readonly string[] }) =>
          Promise.resolve({ positions: new Map(keys.map((key) => [key, 1])) }),
      },
    },
  });
  return understand({ merchant: 'demo', conversation: 'c1', messageId: 'm1', asks: [], ...asked });
}

const conversation = newConversation({ merchant: 'demo', conversation: 'c', workflowId: 'demo/c' }, 0);

/** The code of the language in whose sentence a first message is answered, before it goes to people. */
async function answeredIn({ text }: WrittenIn): Promise<string> {
  const to = route(conversation, await understood(text));
  if (to.to !== 'unserved') return to.to;
  return [...unservedSentences].find(([, sentence]) => sentence === to.sentence)?.[0] ?? to.name ?? 'unknown';
}

test('a message in each of the languages is named, and answered in it', async () => {
  const wrong: string[] = [];
  const entries = readMessages(set ?? unservedFile);
  for (const entry of entries) {
    const language = await answeredIn(entry);
    if (language !== entry.lang) wrong.push(`${entry.lang} taken for ${language}: ${entry.text}`);
  }
  if (set !== undefined)
    process.stdout.write(
      [`${entries.length - wrong.length} of ${entries.length} right`, ...wrong].join('\n') + '\n',
    );
  expect(wrong.length / entries.length, wrong.join('\n')).toBeLessThanOrEqual(set === undefined ? 0 : 1 / 30);
});

test('people read the name of the language in the merchant’s own', async () => {
  const inGerman = servedDemo({ ...demo, language: 'de' });
  expect((await understood(written('pl'), { merchant: inGerman })).unserved).toEqual({
    name: 'Polnisch',
    sentence: unservedSentences.get('pl'),
  });
});

test('the conversation keeps its language', async () => {
  expect((await understood(written('fr'))).language).toBe('');
  expect((await understood(written('fr'), { language: 'de' })).language).toBe('de');
});

test('a language in which the merchant has texts is served', async () => {
  const served = servedDemo();
  const french = { ...served, translations: { ...served.translations, fr: {} } };
  expect((await understood(written('fr'), { merchant: french })).unserved).toBeUndefined();
  const norwegian = { ...served, translations: { ...served.translations, no: {} } };
  expect((await understood(written('nb'), { merchant: norwegian })).unserved).toBeUndefined();
});

test('what an agent writes for a customer is read as before', async () => {
  expect((await understood(written('pl'), { startedBy: 'agent' })).unserved).toBeUndefined();
});

test('a long message that only begins with a word like yes confirms nothing; one with what was asked for answers', async () => {
  const ask: OpenAsk = { run: 'r1', key: 'sure#1', kind: 'yes_or_no', labels: ['Yes', 'No'], confirms: true };
  const polish = await understood(`Ja. ${written('pl')}`, { asks: [ask] });
  const asking = { ...conversation, asks: [{ ...ask, reasked: 0 }] };
  expect(route(asking, polish)).toMatchObject({ to: 'unserved', name: 'Polish' });
  const facts: OpenAsk = { run: 'r1', key: 'facts#1', kind: 'facts', labels: [], facts: ['number'] };
  const number = await understood(`${written('pl')} Numer zamówienia to 1001.`, { asks: [facts] });
  expect(route({ ...conversation, asks: [{ ...facts, reasked: 0 }] }, number)).toMatchObject({ to: 'ask' });
});

test('what a person must see goes there first', async () => {
  const legal = await understood(`${written('pl')} My lawyer will contact you.`);
  expect(route(conversation, legal)).toEqual({ to: 'people', because: 'legal_threat' });
});

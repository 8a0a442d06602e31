/** Small talk as the product understands them: by their words, and by the embedded model where no list has them. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { understandMessage } from '../../../src/activities/understand-message.js';
import type { OpenAsk } from '../../../src/contracts/activities.js';
import { smallTalkKinds } from '../../../src/understanding/intents/small-talk.js';
import { intents } from '../../../src/understanding/intents/index.js';
import { languages } from '../../../src/texts/languages/index.js';
import { understanders } from '../../../src/understanding/registry.js';
import { servedDemo } from '../../activities/support/served-demo.js';

interface Row {
  text: string;
  /** The sentence that answers it; null for a message that wants something. */
  smallTalk: string | null;
}
const lines = readFileSync(new URL('./small-talk.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const rows = lines.map((line) => JSON.parse(line) as Row);

const understand = understandMessage({
  understander: await understanders.embedded(),
  merchants: new Map([['demo', servedDemo()]]),
  store: {
    messages: {
      get: (_merchant: string, _conversation: string, [text = '']: readonly string[]) =>
        Promise.resolve([{ messageId: text, seq: 1, text, sentAt: '' }]),
    },
    outbox: {
      sentTexts: () => Promise.resolve([]),
      readable: ({ keys }: { keys: readonly string[] }) =>
        Promise.resolve({ positions: new Map(keys.map((key) => [key, 1])) }),
    },
  },
});
const read = (text: string, ...asks: OpenAsk[]) =>
  understand({ merchant: 'demo', conversation: 'c1', messageId: text, asks });

test('each is answered by its sentence, and wants nothing else', async () => {
  const wrong: string[] = [];
  for (const { text, smallTalk } of rows) {
    const { followUp, wanted } = await read(text);
    const found = followUp?.is === 'small_talk' ? followUp.sentence : null;
    if (found !== smallTalk || (found !== null && wanted.length > 0))
      wrong.push(`${text}: ${String(found)} for ${String(smallTalk)} (${wanted.join()})`);
  }
  expect(wrong).toEqual([]);
});

describe('where something is asked', () => {
  const ask = (kind: OpenAsk['kind'], rest: Partial<OpenAsk> = {}): OpenAsk => ({
    ...{ run: 'r', key: kind, kind, labels: [] },
    ...rest,
  });
  const asks = [
    ask('text'),
    ask('facts', { facts: ['number'] }),
    ask('date'),
    ask('yes_or_no'),
    ask('choice', { labels: ['Order 1001', 'Order 1002'] }),
  ];
  const answered = async (text: string) => (await read(text, ...asks)).fits.map(({ key }) => key);

  test.each(['thanks', 'Good morning', 'Guten Morgen', 'I have a question', 'hello?', 'Danke, tschüss'])(
    '%s answers nothing',
    async (text) => {
      expect(await answered(text)).toEqual([]);
    },
  );

  test('a polite yes or no is one, and free text stays free', async () => {
    expect(await answered('no thanks')).toContain('yes_or_no');
    expect(await answered('ok, danke')).toContain('yes_or_no');
    expect(await answered('Happy birthday, grandma')).toContain('text');
  });
});

test('each kind of small talk has a fine intent, a sentence and phrases in every language', () => {
  const named = new Set(intents.flatMap(({ fine }) => fine.flatMap(({ smallTalk }) => smallTalk ?? [])));
  expect([...named].sort()).toEqual([...smallTalkKinds].sort());
  for (const { phrases } of languages.values())
    for (const smallTalk of smallTalkKinds) expect(phrases[smallTalk]).not.toBe('');
});

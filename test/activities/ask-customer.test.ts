/** What a closed question brings for a channel's buttons, and that pressing one is read as its answer. */
import { expect, test } from 'vitest';
import { askCustomer } from '../../src/activities/ask-customer.js';
import type { AskCommand } from '../../src/contracts/interpreter-command.js';
import type { OpenAsk } from '../../src/contracts/conversation.js';
import { sentenceTranslations } from '../../src/texts/languages/default-sentences.js';
import { languages } from '../../src/texts/languages/index.js';
import type { Merchant } from '../../src/merchants/merchant.js';
import type { OutboxRow, Store } from '../../src/store/store.js';
import { answerIn } from '../../src/understanding/answers/read-answer.js';
import { blocks, page, section } from '../docs/support.js';

/** A question of a run in a language, as channels get it and as the conversation remembers it. */
async function asked(
  ask: Partial<AskCommand>,
  { language = 'en', sentences = {}, texts = {} }: Asking = {},
): Promise<{ body: OutboxRow['body']; open: OpenAsk }> {
  const rows: OutboxRow['body'][] = [];
  const opened: OpenAsk[] = [];
  const merchant = {
    config: { merchant: 'demo', language: 'en', languages, zone: 'Europe/Berlin', sentences },
    translations: { ...sentenceTranslations('en'), ...texts },
  } as unknown as Merchant;
  const outbox = {
    add({ body }: { body: OutboxRow['body'] }) {
      rows.push(body);
      return Promise.resolve();
    },
  };
  await askCustomer({
    ...{ merchants: new Map([['demo', merchant]]), store: { outbox } as unknown as Store },
    understander: {},
    ...{ replyDelayMs: 0, publicUrl: '', secret: '', now: Date.now },
    signal({ signal }) {
      if (signal.type === 'ask_opened') opened.push(signal.ask);
      return Promise.resolve();
    },
  })({
    ...{ merchant: 'demo', workflowId: 'w', conversation: { id: 'c', workflowId: 'w', language } },
    ask: {
      ...{ do: 'ask', id: 'sure#1', answer: 'yes_or_no', expires: { ms: 86_400_000 } },
      question: { key: 'Shall I pay it back?', args: [] },
      ...ask,
    },
  });
  return { body: rows[0]!, open: opened[0]! };
}

interface Asking {
  language?: string;
  sentences?: Record<string, string>;
  texts?: Record<string, Record<string, string>>;
}

const read = (open: OpenAsk, text: string) =>
  answerIn(open, {
    text,
    understanding: { intent: 'other', sure: false, entities: [] },
    today: '2026-12-01',
  });

test.each<[Asking, string[]]>([
  [{ language: 'en' }, ['Yes', 'No']],
  [{ language: '' }, ['Yes', 'No']],
  [{ language: 'de-AT' }, ['Ja', 'Nein']],
  [
    { sentences: { answer_yes: 'Go ahead', answer_no: 'Leave it as it is' } },
    ['Go ahead', 'Leave it as it is'],
  ],
  [
    {
      ...{ language: 'de', sentences: { answer_yes: 'Go ahead', answer_no: 'Stop' } },
      texts: { de: { 'Go ahead': 'Nur zu', Stop: 'Halt' } },
    },
    ['Nur zu', 'Halt'],
  ],
])('a yes-or-no question, %j, has the labels %j, which are read', async (asking, labels) => {
  const { body, open } = await asked({}, asking);
  expect(body).toEqual({ text: 'Shall I pay it back?', labels });
  expect(open).toMatchObject({ question: body.text, labels });
  expect(labels.map((label) => read(open, label))).toEqual([{ value: 'yes' }, { value: 'no' }]);
  expect(read(open, ` ${labels[1]!.toUpperCase()} `)).toEqual({ value: 'no' });
  expect(read(open, `${labels[0]!}, but only half of it`)).not.toMatchObject({ value: 'yes' });
});

test('a choice has its options as labels, in the text too, and a free question has none', async () => {
  const label = (key: string) => ({ key, args: [] });
  const choice = await asked({ answer: 'choice', labels: ['A shirt', 'Shoes'].map(label) });
  expect(choice.body).toEqual({
    text: 'Shall I pay it back?\n1. A shirt\n2. Shoes',
    labels: ['A shirt', 'Shoes'],
  });
  expect((await asked({ answer: 'date' })).body.labels).toEqual([]);
});

test("the page's example is such a question", async () => {
  const integrators = page('docs/integrating/integrators.md');
  const example = blocks(integrators, 'json').find((block) => block.includes('reply.question'));
  const { data } = JSON.parse(example ?? '') as { data: Pick<OutboxRow, 'kind' | 'body'> };
  const text = data.body.text;
  expect(data.kind).toBe('question');
  expect(data.body).toEqual((await asked({ question: { key: text, args: [] } })).body);
  const words = section(integrators, '## Replies');
  const german = (await asked({}, { language: 'de' })).body.labels ?? [];
  expect(words).toContain(`German: ${german.map((label) => `\`${label}\``).join(' and ')}`);
});

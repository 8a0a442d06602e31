/** A question that fills something is not asked where the customer has said it already: who said it, where, and for sure. */
import { describe, expect, test } from 'vitest';
import { askCustomer } from '../../src/activities/ask-customer.js';
import type { AskedCustomer } from '../../src/contracts/activities.js';
import type { AskCommand } from '../../src/contracts/interpreter-command.js';
import type { Said } from '../../src/contracts/conversation.js';
import { sentenceTranslations } from '../../src/texts/languages/default-sentences.js';
import { languages } from '../../src/texts/languages/index.js';
import type { Merchant } from '../../src/merchants/merchant.js';
import type { Store, StoredMessage } from '../../src/store/store.js';

const label = (key: string) => ({ key, args: [] });
const record = (name: string) =>
  ({
    key: '${option.name}',
    args: [{ source: 'option.name', type: { t: 'text' }, value: name }],
  }) as const;
const things = {
  answer: 'choices',
  labels: ['1 × Desk lamp', '2 × Wool blanket', '1 × Teapot'].map(record),
} as const;
const sizes = { answer: 'choice', labels: ['Size S', 'Size M'].map(record) } as const;
const menu = { answer: 'choice', labels: ['My money back', 'A new one'].map(label) } as const;

type Told = Partial<StoredMessage> & { text: string };

/** Asks after the customer has said this, oldest first; what came of it, and whether anything was announced or delivered. */
async function asked(
  ask: Partial<AskCommand>,
  told: Readonly<Record<string, Told>>,
  said: readonly Said[] = Object.keys(told).map((messageId) => ({ messageId })),
  near?: (text: string) => number[],
): Promise<AskedCustomer & { announced: number; delivered: number }> {
  const counts = { announced: 0, delivered: 0 };
  const merchant = {
    config: {
      merchant: 'demo',
      language: 'en',
      languages,
      zone: 'Europe/Berlin',
      currency: 'EUR',
      sentences: {},
    },
    translations: sentenceTranslations('en'),
    says: near === undefined ? undefined : new Map(menu.labels.map(({ key }) => [key, [`${key} please`]])),
  } as unknown as Merchant;
  const messages = {
    get: (_merchant: string, _conversation: string, ids: readonly string[]) =>
      Promise.resolve(
        ids.flatMap((messageId) => (told[messageId] ? [{ messageId, ...told[messageId] }] : [])),
      ),
  };
  const outbox = {
    add: () => {
      counts.delivered += 1;
      return Promise.resolve();
    },
  };
  const result = await askCustomer({
    ...{ merchants: new Map([['demo', merchant]]), store: { outbox, messages } as unknown as Store },
    understander: near === undefined ? {} : { likeness: ({ text }) => Promise.resolve(near(text)) },
    ...{ replyDelayMs: 0, publicUrl: '', secret: '', now: () => Date.parse('2026-12-01T10:00:00Z') },
    signal({ signal }) {
      if (signal.type === 'ask_opened') counts.announced += 1;
      return Promise.resolve();
    },
  })({
    ...{
      merchant: 'demo',
      workflowId: 'w',
      conversation: { id: 'c', workflowId: 'w', language: 'en' },
      said,
    },
    ask: {
      ...{ do: 'ask', id: 'q#1', answer: 'number', expires: { ms: 86_400_000 } },
      ...{ question: label('Which?'), fills: 'slot' },
      ...ask,
    },
  });
  return { ...result, ...counts };
}

const silent = { announced: 0, delivered: 0 };
const spoken = { announced: 1, delivered: 1 };

describe('a question whose answer was said', () => {
  test.each<[string, Partial<AskCommand>, string, unknown]>([
    ['an item', things, 'the teapot came broken', [2]],
    ['a size', sizes, 'I need it in M instead of S', 1],
    ['a count', { answer: 'number' }, 'please make it five', 5],
    ['an amount', { answer: 'amount' }, 'take 20 EUR off', { minor: 2000, currency: 'EUR' }],
  ])('%s is neither announced nor delivered', async (_, ask, text, said) => {
    expect(await asked(ask, { m1: { text } })).toMatchObject({ ...silent, said });
  });

  test('an option that a part of the message means by a wording is chosen, as far as it is well ahead', async () => {
    const told = { m1: { text: 'It broke. Just so' } };
    const likeness = (lead: number) => (text: string) =>
      text === 'Just so' ? [1 - lead, 1 - lead, 1, 1] : [0, 0, 0, 0];
    expect(await asked(menu, told, undefined, likeness(0.9))).toMatchObject({ ...silent, said: 1 });
    expect(await asked(menu, told, undefined, likeness(0.2))).toMatchObject(spoken);
  });

  test('the newest message counts that says it', async () => {
    const told = { m3: { text: 'thanks' }, m2: { text: 'make it three' }, m1: { text: 'make it two' } };
    expect(await asked({}, told)).toMatchObject({ ...silent, said: 3 });
  });
});

describe('a question is asked', () => {
  test.each<[string, Partial<AskCommand>, Told]>([
    ['that fills nothing', { fills: undefined } as never, { text: 'make it five' }],
    ['of which nothing was said', {}, { text: 'hello' }],
    ['of which two things were said', things, { text: 'the lamp and the teapot broke' }],
    ['of which a quotation says it', {}, { text: 'As I wrote.\n\nOn 1 Dec 2026 Mia wrote:\n> make it five' }],
    ['of which an agent says it for the customer', {}, { text: 'make it five', startedBy: 'anna' }],
    ['with a number in it that is an amount', {}, { text: 'I paid 20 EUR for order 10231 on 3 March' }],
    ['for an amount, of two', { answer: 'amount' }, { text: 'it cost 40 EUR, give me 20 EUR back' }],
    ['of a menu without `says`', menu, { text: 'my money is gone' }],
    ['for a yes', { answer: 'yes_or_no' }, { text: 'yes' }],
    ['for words', { answer: 'text' }, { text: 'it broke' }],
    ['for a day', { answer: 'date' }, { text: 'on 3 March' }],
  ])('%s', async (_, ask, told) => {
    const result = await asked(ask, { m1: told });
    expect(result).toMatchObject(spoken);
    expect(result).not.toHaveProperty('said');
  });

  test('whose message is gone', async () => {
    expect(await asked({}, {}, [{ messageId: 'm9' }])).toMatchObject(spoken);
  });
});

test('a question that is only looked for is never asked: none is its answer', async () => {
  const looked = { ...things, ifSaid: true } as const;
  expect(await asked(looked, { m1: { text: 'cancel it please' } })).toMatchObject({ ...silent, said: [] });
  expect(await asked(looked, {})).toMatchObject({ ...silent, said: [] });
  expect(await asked({ ...looked, fills: undefined } as never, {})).toMatchObject({ ...silent, said: [] });
  expect(await asked(looked, { m1: { text: 'cancel the teapot' } })).toMatchObject({ ...silent, said: [2] });
});

describe('what was said to the run that is corrected', () => {
  const before: Said = { messageId: 'm1', slot: 'slot' };

  test('is read as the answer to the same question, and to no other one', async () => {
    expect(await asked({}, { m1: { text: 'two' } }, [before])).toMatchObject({ ...silent, said: 2 });
    expect(await asked(things, { m1: { text: 'both the lamp and the teapot' } }, [before])).toMatchObject({
      said: [0, 2],
    });
    expect(await asked({}, { m1: { text: 'two' } }, [{ messageId: 'm1', slot: 'other' }])).toMatchObject(
      spoken,
    );
    expect(await asked({}, { m1: { text: 'two' } }, [{ messageId: 'm1' }])).toMatchObject(spoken);
  });

  const correcting = (text: string, ask: Partial<AskCommand>, answered: string) =>
    asked(ask, { m2: { text }, m1: { text: answered } }, [{ messageId: 'm2', corrects: true }, before]);

  test('gives way to the correction, which says what is left', async () => {
    expect(await correcting('no, five', {}, 'two')).toMatchObject({ ...silent, said: 5 });
    expect(await correcting('no, leave the lamp out', things, 'lamp and teapot')).toMatchObject({
      said: [1, 2],
    });
    expect(await correcting('no, only the blanket', things, 'lamp and teapot')).toMatchObject({ said: [1] });
  });

  test('holds where the correction is of something else', async () => {
    expect(await correcting('no, it is damaged', {}, 'two')).toMatchObject({ ...silent, said: 2 });
  });

  test('is asked again where it is not clear what the correction leaves', async () => {
    expect(await correcting('not the lamp, or wait, the lamp', things, 'lamp')).toMatchObject(spoken);
    expect(await correcting('no, 3 or 4', {}, 'two')).toMatchObject(spoken);
  });
});

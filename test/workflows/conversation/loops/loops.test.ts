/** Loops with programs that reply by themselves end soon and lose nothing, and conversations as people have them are not braked. */
import { beforeAll, expect, test } from 'vitest';
import type { Merchant } from '../../../../src/merchants/merchant.js';
import { understanders } from '../../../../src/understanding/registry.js';
import type { MessageUnderstander } from '../../../../src/understanding/understander.js';
import { howMany } from '../../../support/how-much.js';
import { Talk } from '../model/talk.js';
import { demoMerchant, loop, readTurn, type Writer } from './looping.js';
import { ordinary, type Ordinary } from './ordinary.js';

let merchant: Merchant;
let understander: MessageUnderstander;
beforeAll(async () => {
  [merchant, understander] = await Promise.all([demoMerchant(), understanders.embedded()]);
});

/** What programs say: a customer's own words, an absence, a receipt, thanks, and what nobody understands. */
const texts = [
  'Where is my order 11246?',
  'I want my money back for order 1001.',
  'Please cancel order 1001',
  'I am out of the office until Monday. In urgent cases please write to my colleague.',
  'Thank you for your message. We will reply within two days.',
  'Vielen Dank für Ihre Nachricht. Ich bin bis 10.3. nicht im Büro.',
  'Thanks!',
  'yes',
  '1001',
  'asdf qwer',
];
const kinds = [
  ['verified', 'mail'],
  ['unauthenticated', 'mail'],
  ['verified', 'chat'],
  ['unauthenticated', 'chat'],
] as const;

const most = 80;

/** Writes the same, or never the same, as soon as it has heard something. */
const program = (text: (turn: number) => string, channel: 'mail' | 'chat'): Writer => ({
  next: (_replies, turn) => ({
    ...{ text: text(turn), afterMs: 2_000 },
    ...(channel === 'mail' ? { parts: { ticket: '5158', subject: 'A question' } } : {}),
  }),
});

test.each(kinds)('a loop of one text, %s by %s: two turns are answered', async (customer, channel) => {
  for (const text of texts) {
    const came = await loop(
      merchant,
      understander,
      program(() => text, channel),
      { customer, most: 12 },
    );
    expect([text, came.answered, came.handedOver, came.writes]).toEqual([text, 2, true, []]);
    // People are told of the third, at the latest; all that come after it are passed on.
    expect(came.answered + 1 + came.passed).toBeGreaterThanOrEqual(came.sent);
  }
});

test.each(kinds)(
  'a loop of changing texts, %s by %s: no more turns than people write',
  async (customer, channel) => {
    const limit = channel === 'mail' ? 10 : 60;
    for (const text of texts) {
      const changing = (turn: number): string => `${text} (Reference ${(turn + 17) * 7919})`;
      const came = await loop(merchant, understander, program(changing, channel), { customer, most });
      expect([text, came.answered <= limit, came.handedOver, came.writes]).toEqual([text, true, true, []]);
    }
  },
);

test.each(['author', 'automatic', 'no_text'] as const)(
  'what is put aside (%s) does no write of a customer who was asked',
  async (aside) => {
    const asked = 'Please cancel order 1001';
    const lines: { text: string; aside?: typeof aside }[] = [{ text: asked }, { text: 'Yes, please', aside }];
    const writer: Writer = {
      next(_replies, turn) {
        const line = lines[turn];
        return (
          line && { text: line.text, afterMs: 60_000, parts: { ticket: '1', ...(line.aside && { aside }) } }
        );
      },
    };
    const came = await loop(merchant, understander, writer, { customer: 'verified', most: 5 });
    expect([came.writes, came.handedOver]).toEqual([[], true]);
    // The same words of the customer are a yes.
    delete lines[1]?.aside;
    const own = await loop(merchant, understander, writer, { customer: 'verified', most: 5 });
    expect(own.writes).toEqual(['orders.cancel']);
  },
);

async function brakeOn({ turns, isMail }: Ordinary): Promise<string | undefined> {
  const talk = new Talk();
  const open = { run: 'demo/c/1-x', key: 'ask#1', kind: 'text', labels: [] } as const;
  for (const { text, afterMs, answers } of turns) {
    talk.now += afterMs;
    if (answers) talk.asks(open);
    const { digest, followUp } = await readTurn(merchant, text, isMail);
    talk.hears({
      ...{ wanted: ['wismo'], ...(digest && { digest }), ...(followUp && { followUp }) },
      ...(isMail ? { isMail } : {}),
      ...(answers ? { fits: [{ ...open, value: text }] } : {}),
    });
    talk.ends();
    const [braked] = talk.handedOver.filter((summary) => /repeated|hurried/.test(summary));
    if (braked !== undefined) return `${braked} at: ${text}`;
    // Anything else that brings people in is not what is looked at here.
    if (talk.state.withPeople) talk.take({ is: 'signal', signal: { type: 'given_back', by: 'anna' } });
  }
  return undefined;
}

test('ordinary conversations are not braked', async () => {
  const all = await ordinary(howMany(600, 5_000));
  const braked: string[] = [];
  for (const each of all) {
    const because = await brakeOn(each);
    if (because !== undefined) braked.push(`${each.name}: ${because}`);
  }
  const turns = all.reduce((count, each) => count + each.turns.length, 0);
  process.stdout.write(`${all.length} ordinary conversations, ${turns} turns: ${braked.length} braked\n`);
  expect(all.length).toBeGreaterThanOrEqual(500);
  expect(braked).toEqual([]);
});

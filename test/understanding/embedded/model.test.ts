import { describe, expect, test } from 'vitest';
import { understanders } from '../../../src/understanding/registry.js';
import { sentences } from '../../../src/understanding/embedded/sentences.js';
import { giftWrapping } from './support/gift-wrapping.js';

describe('understanding', () => {
  test('gives probabilities, the best three candidates and a version, and reads the same message the same way', async () => {
    const embedded = await understanders.embedded();
    const [once, again] = await Promise.all(
      [1, 2].map(() => embedded.understand({ text: 'Where is order 10023?' })),
    );
    expect(once).toMatchObject({ intent: 'wismo', sure: true, calibrated: true, language: 'en', flags: [] });
    expect(once?.label).toMatch(/^wismo\./);
    expect(once?.candidates).toHaveLength(3);
    expect(once?.provider.version).toMatch(/^[0-9a-f]{12}$/);
    expect({ ...again, provider: null }).toEqual({ ...once, provider: null });
  });

  test('tells finer intents apart than flows need', async () => {
    const embedded = await understanders.embedded();
    const told = async (text: string): Promise<string | undefined> =>
      (await embedded.understand({ text })).label;
    expect(await told('The tracking says delivered but there is no parcel anywhere')).toBe(
      'wismo.marked_delivered',
    );
    expect(await told('The vase arrived in a hundred pieces')).toBe('replacement.damaged');
    expect(await told('Please leave out the March box')).toBe('sub_pause.skip');
    expect(await told('Du hast mir die falsche Farbe geschickt')).toBe('replacement.wrong_item');
  });

  test('flags an intent for a person', async () => {
    const embedded = await understanders.embedded();
    const said = await embedded.understand({ text: 'Can I speak to a human being please?' });
    expect(said).toMatchObject({ intent: 'talk_to_a_person', sure: true, flags: ['wants_human'] });
  });

  test('tells fine intents apart where it is asked to, and rolls all others up', async () => {
    const embedded = await understanders.embedded();
    const apart = ['refund.status'];
    const intentOf = async (text: string): Promise<string> =>
      (await embedded.understand({ text, apart })).intent;
    expect(await intentOf('Where is my refund?')).toBe('refund.status');
    expect(await intentOf('I want my money back for order 10234')).toBe('refund');
    expect(await intentOf('Where is my parcel?')).toBe('wismo');
    expect((await embedded.understand({ text: 'Where is my refund?' })).intent).toBe('refund');
  });

  test('of one intent reads one fine intent, whatever its sentences say', async () => {
    const embedded = await understanders.embedded();
    const text = 'Where is my refund? I want my money back now.';
    const { intent, secondary, candidates, confidence } = await embedded.understand({
      ...{ text, apart: ['refund.status'] },
    });
    expect(['refund', 'refund.status']).toContain(intent);
    expect(secondary).toEqual([]);
    expect(confidence).toBeCloseTo(candidates[0]!.score, 3);
  });

  test('names a second request in a sentence of its own', async () => {
    const embedded = await understanders.embedded();
    const said = await embedded.understand({
      text: 'I want a refund for order 10234. And where is my parcel?',
    });
    expect(new Set([said.intent, ...said.secondary])).toEqual(new Set(['refund', 'wismo']));
  });

  test('does not read what is only quoted, but for the order that it names', async () => {
    const embedded = await understanders.embedded();
    const said = await embedded.understand({ text: 'thanks!\n> Please cancel my order 12345' });
    const number = { type: 'order_number', value: '12345', from: 'history' };
    expect(said).toMatchObject({ intent: 'other', entities: [number] });
  });

  test.each([
    '',
    ' \n ',
    '???',
    '>',
    '🙂'.repeat(50),
    'x'.repeat(65_536),
    'a@'.repeat(30_000),
    '1'.repeat(60_000),
    'No. '.repeat(16_000),
  ])('answers odd message %#', async (text) => {
    const said = await (await understanders.embedded()).understand({ text, language: 'de' });
    expect(said.confidence).toBeGreaterThan(0);
  });

  test('takes the channel’s language where the text does not tell, or the model does not know it', async () => {
    const embedded = await understanders.embedded();
    expect((await embedded.understand({ text: '12345', language: 'de' })).language).toBe('de');
    expect((await embedded.understand({ text: '12345' })).language).toBe('en');
    expect((await embedded.understand({ text: 'Wo ist mein Paket?', language: 'en' })).language).toBe('de');
    expect((await embedded.understand({ text: 'où est mon colis', language: 'fr' })).language).toBe('fr');
  });
});

describe('an intent of a merchant’s own', () => {
  test('is known from ten examples, for its merchant alone, and takes no other intent’s messages', async () => {
    const embedded = await understanders.embedded();
    await embedded.learn('gifts', [{ id: 'gift_wrapping', examples: giftWrapping }]);
    const intentOf = async (text: string, merchant = 'gifts'): Promise<string> =>
      (await embedded.understand({ text, from: { merchant, conversation: 'c' } })).intent;
    const meant = [
      'Please have the teapot gift wrapped before it goes out',
      'I want it wrapped up like a present please',
      'Kann das Buch in Geschenkpapier kommen?',
      'the watch is a surprise, can it be wrapped in nice paper with a ribbon',
    ];
    for (const text of meant) expect([text, await intentOf(text)]).toEqual([text, 'gift_wrapping']);
    const foreign = [
      'where is my parcel',
      'cancel my order 10023',
      'the present I ordered arrived broken',
      'I want my money back for the gift card order',
      'pause my subscription until May',
      'what is the weather tomorrow',
    ];
    for (const text of foreign) expect([text, await intentOf(text)]).not.toEqual([text, 'gift_wrapping']);
    expect(await intentOf(meant[0] ?? '', 'another')).not.toBe('gift_wrapping');
  });
});

describe('sentences', () => {
  test('end at marks and lines, not inside numbers and after abbreviations', () => {
    expect(sentences('Hi. Order no. 12345 is late!\nIt cost 20.50 EUR on 3. Mai')).toEqual([
      'Hi.',
      'Order no. 12345 is late!',
      'It cost 20.50 EUR on 3. Mai',
    ]);
  });
});

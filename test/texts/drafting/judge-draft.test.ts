/** What a machine finds wrong with a draft: a value lost, changed, doubled or invented, and words that nobody asked for. */
import { expect, test } from 'vitest';
import { faultOf } from '../../../src/texts/drafting/draft-texts.js';

const sentence = 'Would you like me to refund ${steps.quote.amount} for order ${steps.find.order.number}?';

test.each([
  ['Soll ich für die Bestellung ${steps.find.order.number} ${steps.quote.amount} erstatten?', sentence],
  ['Puis-je vous rembourser ${steps.quote.amount} (commande ${steps.find.order.number}) ?', sentence],
  ['Es wurde nichts geändert.', 'No problem, I haven’t changed anything.'],
  ['Colis ${a} :\n${b}', 'Parcel ${a}:\n${b}'],
  ['Bis ${f.filter(x, x == "}")[0]} sind 24 Stunden.', '24 hours until ${f.filter(x, x == "}")[0]}.'],
])('%j may be shown to a person', (draft, original) => {
  expect(faultOf(draft, original)).toBeUndefined();
});

test.each([
  [
    'a value that is lost',
    'Soll ich ${steps.quote.amount} erstatten?',
    '`${steps.find.order.number}` is missing',
  ],
  [
    'a value that is changed',
    'Soll ich ${steps.quote.betrag} für ${steps.find.order.number} erstatten?',
    '`${steps.quote.amount}` is missing',
  ],
  ['a value twice', `${sentence} \${steps.quote.amount}`, '`${steps.quote.amount}` was added'],
  ['a value that is invented', `${sentence} \${inputs.iban}`, '`${inputs.iban}` was added'],
  ['a value without an end', `${sentence} \${inputs`, 'a `${` is not closed'],
  ['a value of another form', `${sentence} {name}`, '`{` is not in the sentence'],
  ['a link', `${sentence} https://evil.example`, '`https:` is not in the sentence'],
  ['an address', `${sentence} Write to me@evil.example.`, '`e@e` is not in the sentence'],
  ['a number', `${sentence} You get 500 more.`, 'the number 500 is not in both'],
  ['a further line', `${sentence}\nAnd more.`, 'its lines differ from the sentence'],
  ['a speech', sentence + ' And that is not all.'.repeat(30), 'it is much longer than the sentence'],
  ['a hidden sign', `${sentence}\u202e`, 'it contains invisible characters'],
  ['nothing', ' ', 'it is empty'],
])('%s is found', (_, draft, fault) => {
  expect(faultOf(draft, sentence)).toBe(fault);
});

test('a number that is lost is found too', () => {
  expect(faultOf('Bald ist es da.', 'It is here within 24 hours.')).toBe('the number 24 is not in both');
});

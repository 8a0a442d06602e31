/** Questions beside a matter, in sentences that no rule was written after, and what has been said that answers them. */
import { describe, expect, test } from 'vitest';
import { answerAmong, isSideQuestion } from '../../../src/understanding/follow-ups/side-question.js';

const asks: Readonly<Record<string, readonly string[]>> = {
  en: [
    'And who pays the postage?',
    'How long does that usually take?',
    'Thanks a lot. When will the money be back on my card?',
    'do i have to be home for that',
    'Will it be the same driver?',
    'Hm, is there a fee?',
    'The box is gone already. Is that a problem?',
    'what happens if nobody is in',
    'And if it never turns up?',
  ],
  de: [
    'Und wer zahlt das Porto?',
    'Wie lange dauert das ungefähr?',
    'Danke schön. Wann ist das Geld wieder auf dem Konto?',
    'muss ich dafür daheim sein',
    'Krieg ich da alles wieder, also samt Versand?',
    'Der Karton ist schon weg. Macht das was?',
    'was passiert wenn keiner da ist',
    'Und falls es nie auftaucht?',
  ],
};

const orders: Readonly<Record<string, readonly string[]>> = {
  en: [
    'Can you also cancel the other one?',
    'Could you please send the lamp back?',
    'My kettle has a crack all along the side and water runs out of it. What now?',
    'I want my money back',
    'Could I return the blue one too?',
    'the label please',
  ],
  de: [
    'Können Sie auch die andere stornieren?',
    'Kann ich noch eine Hose zurückschicken?',
    'Mein Wasserkocher hat an der Seite einen langen Riss und das Wasser läuft heraus. Was jetzt?',
    'Ich will mein Geld zurück',
    'Würden Sie mir die Lampe bitte ersetzen?',
  ],
};

describe.each(Object.keys(asks))('in %s', (language) => {
  test.each(asks[language] ?? [])('%j only asks', (text) => {
    expect(isSideQuestion(text, language)).toBe(true);
  });
  test.each(orders[language] ?? [])('%j wants something', (text) => {
    expect(isSideQuestion(text, language)).toBe(false);
  });
});

const sent = [
  'Order 1001 was delivered on 3 Nov 2026, 11:01.',
  'You can return it until 12 Dec 2026, 14:14.\nA return costs €2.95, which we’ll take off your refund.',
  'Would you like me to register this return for order 1001?',
  'Your return is registered. Its number is R-1.',
  'Please print this label and stick it on the parcel: shipping label\nAny Blitz parcel shop takes it.',
  'Once it’s back with us, we’ll check it and send you your refund.',
];
const gesagt = [
  'Ihr Abo ABO-7 läuft wieder.\nIhre nächste Lieferung ist für den 31.12.2026, 06:00 geplant.',
  'Eine Rücksendung kostet 2,95 €. Das ziehen wir von Ihrer Erstattung ab.',
  '25.11.2026, 09:14 – Hamburg: Das Paket kostet Zeit',
];

describe('what answers a question', () => {
  test.each([
    ['Is there a fee for that?', 'A return costs €2.95, which we’ll take off your refund.'],
    ['Where do I find the label?', 'Please print this label and stick it on the parcel: shipping label'],
    ['Where should I take it?', 'Any Blitz parcel shop takes it.'],
    ['When do I see my money?', 'Once it’s back with us, we’ll check it and send you your refund.'],
    ['By when at the latest?', 'You can return it until 12 Dec 2026, 14:14.'],
    ['Is the driver nice?', undefined],
  ])('%j: %j', (text, answer) => {
    expect(answerAmong(sent, text)).toBe(answer);
  });

  test.each([
    ['Wann kommt die erste Lieferung?', 'Ihre nächste Lieferung ist für den 31.12.2026, 06:00 geplant.'],
    ['Und was kostet der Spaß?', 'Eine Rücksendung kostet 2,95 €.'],
    ['Ist der Fahrer nett?', undefined],
  ])('%j: %j', (text, answer) => {
    expect(answerAmong(gesagt, text)).toBe(answer);
  });

  test('an amount in the open question answers what it costs by itself', () => {
    const asked = ['Would you like me to switch subscription ABO-7 to Plus, at €19.90 each time?'];
    expect(answerAmong(asked, 'How much is that each time?')).toBe('');
  });

  test('nothing that was said long ago does', () => {
    const since = Array.from({ length: 12 }, (_, at) => `Something else, number ${at}.`);
    expect(answerAmong([...sent, ...since], 'Is there a fee for that?')).toBeUndefined();
  });
});

/** What is settled, and what is not wanted, is not the intent. */
import { expect, test } from 'vitest';
import { unsettled } from '../../src/understanding/embedded/interpret-model-output.js';

test.each([
  ['My refund came yesterday, thanks! But where is the second parcel?', 'But where is the second parcel?'],
  ['The exchange is sorted. Please cancel order 8812 now', 'Please cancel order 8812 now'],
  ['I don’t want a refund, I want a lamp that works', 'I want a lamp that works'],
  ['Forget about the return, just send me the missing screws', 'just send me the missing screws'],
  ['All good with the lamp. Different topic: how do I pause my box?', 'how do I pause my box?'],
  [
    'Das Geld ist angekommen, danke. Jetzt fehlt aber noch das Paket mit den Schuhen',
    'Jetzt fehlt aber noch das Paket mit den Schuhen',
  ],
  ['Ich will kein Geld zurück, sondern einen neuen Mixer', 'sondern einen neuen Mixer'],
  ['Ist erledigt. Andere Frage: Wie kündige ich das Abo?', 'Wie kündige ich das Abo?'],
])('of %j is left %j', (text, left) => {
  expect(unsettled(text.replaceAll('’', "'"))).toBe(left);
});

test.each([
  'My parcel arrived and the cup is broken',
  'You said the money is in my account, but it is not',
  'I do not want a refund.',
  'Danke, das Paket ist da',
  'There is still no refund on my card',
  'Ich möchte nicht mehr warten, bitte stornieren',
])('nothing is taken from %j', (text) => {
  expect(unsettled(text)).toBe(text);
});

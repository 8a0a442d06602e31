/** A message about a part of an order is a change of it; one about all of it, or about something else, is none. */
import { expect, test } from 'vitest';
import { isAboutPart } from '../../src/understanding/embedded/interpret-model-output.js';

test.each([
  'Take the mug off, please.',
  'Please strike the brush from my order',
  'Cancel only the lamp',
  'I do not need the scarf. The rest can come.',
  'Könnt ihr die Decke aus meiner Bestellung rausnehmen?',
  'Bitte die Vase wieder raus, der Rest bleibt',
  'Nur die Kerzen stornieren bitte',
])('part: %s', (text) => {
  expect(isAboutPart(text)).toBe(true);
});

test.each([
  'Please cancel my order 10105',
  'Take all of it off, cancel the whole order',
  'Bitte die ganze Bestellung stornieren',
  'Where is my parcel?',
  'My mug arrived broken',
])('no part: %s', (text) => {
  expect(isAboutPart(text)).toBe(false);
});

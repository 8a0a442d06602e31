/** Corrections of an address in one go: what they say is changed in it, and the rest stays. */
import { expect, test } from 'vitest';
import { addressCorrected } from '../../../src/understanding/answers/corrected-address.js';

const german = 'Rosa Lind, Ahornweg 41, 10625 Berlin';
const english = 'Rosa Lind, 12 Mill Lane, York YO1 7EX';

test.each([
  [german, 'no sorry, 14 not 41', 'Rosa Lind, Ahornweg 14, 10625 Berlin'],
  [german, 'Halt, 10627, nicht 10625!', 'Rosa Lind, Ahornweg 41, 10627 Berlin'],
  [german, 'Nein, nicht 41, sondern 43', 'Rosa Lind, Ahornweg 43, 10625 Berlin'],
  [german, 'Nein, die Postleitzahl ist 10629', 'Rosa Lind, Ahornweg 41, 10629 Berlin'],
  [german, 'nee, Birkenallee 3', 'Rosa Lind, Birkenallee 3, 10625 Berlin'],
  [english, 'no, it should be 21 Mill Lane', 'Rosa Lind, 21 Mill Lane, York YO1 7EX'],
])('%j, %j', (address, correction, corrected) => {
  expect(addressCorrected(address, correction)).toBe(corrected);
});

test.each([
  [german, 'no, that is wrong'],
  [german, 'Nein, das stimmt nicht'],
  [german, 'not 41, 14 or 15'],
  ['Rosa Lind, Ahornweg 41, 41065 Neuss, Hinterhaus 41', 'no, 14 not 41'],
])('%j, %j leaves open what it should be', (address, correction) => {
  expect(addressCorrected(address, correction)).toBeUndefined();
});

/** Stand-ins: the same shape, the same one for the same word, and never a word that was to be replaced. */
import { expect, test } from 'vitest';
import { StandIns } from '../../../src/cli/call/stand-ins.js';

const numbers = Array.from({ length: 3000 }, (_each, index) => `${10_000 + index}`);

test('one of three thousand numbers never stands for another, nor holds one', () => {
  const standIns = new StandIns(numbers);
  const others = numbers.map((number) => standIns.of(number));
  expect(new Set(others).size).toBe(numbers.length);
  expect(others.filter((other) => numbers.includes(other))).toEqual([]);
  expect(others.every((other) => /^\d{5}$/.test(other))).toBe(true);
});

test('a word has the same one inside of a longer text, behind letters and in another case', () => {
  const standIns = new StandIns(['Muster RE10105']);
  const [name, number] = [standIns.of('muster'), standIns.of('10105')];
  expect(standIns.of('Order RE10105 of Muster <MUSTER@shop>')).toMatch(
    new RegExp(
      `^\\w+ [A-Z]{2}${number} [a-z]{2} ${name[0]?.toUpperCase()}${name.slice(1)} <${name.toUpperCase()}@\\w{4}>$`,
    ),
  );
});

test('zeros and counts stay: amounts keep their form, 0 is nothing still', () => {
  const standIns = new StandIns([]);
  expect(standIns.of('41.9000')).toMatch(/^[1-9]{2}\.[1-9]000$/);
  expect(standIns.of('0042 x 3 = 0.00')).toMatch(/^00[1-9]{2} [a-z] 3 = 0\.00$/);
});

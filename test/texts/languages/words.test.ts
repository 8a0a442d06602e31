/** No customer reads a code: each value of each enum of the catalogue has words in every language. */
import { expect, test } from 'vitest';
import { environmentOf } from '../../../src/flows/type-environment.js';
import { languages } from '../../../src/texts/languages/index.js';
import { demo } from '../../flows/support/demo.js';

const enums = [...environmentOf(demo, new Map()).types].flatMap(([name, type]) =>
  type.t === 'enum' ? [{ name, values: type.values }] : [],
);

test.each([...languages.keys()])('%s has words for every value, and none of them is `other`', (language) => {
  const words = languages.get(language)?.words ?? {};
  const missing = enums.flatMap(({ name, values }) =>
    values.filter((value) => (words[name]?.[value] ?? '_').includes('_')).map((value) => `${name}.${value}`),
  );
  expect(enums.length).toBeGreaterThan(10);
  expect(missing).toEqual([]);
  expect(Object.values(words).flatMap((of) => Object.values(of))).not.toContain('other');
});

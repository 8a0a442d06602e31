import { expect, test } from 'vitest';
import { errorsPage } from '../../tools/docs/write-errors-page.js';
import { errorCatalogue } from '../../src/contracts/errors/catalogue.js';
import { page } from './support.js';

const errors = page('docs/reference/errors.md');

test('the page is what tools/docs/write-errors-page.ts writes', () => {
  expect(errors.text).toBe(errorsPage());
});

test('every code has one heading', () => {
  const headings = [...errors.text.matchAll(/^### `(\w+)`$/gm)].map(([, code]) => code);
  expect(headings.sort()).toEqual(Object.keys(errorCatalogue).sort());
});

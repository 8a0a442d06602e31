import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { page, rowNames } from './support.js';

test('every runtime dependency has its line, and no other', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    dependencies: Record<string, string>;
  };
  expect(rowNames(page('docs/development/dependencies.md').text)).toEqual(Object.keys(dependencies).sort());
});

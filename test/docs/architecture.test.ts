import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { page, rowNames, section } from './support.js';

const architecture = page('docs/development/architecture.md');

/** Lines that are neither blank nor a comment alone. */
const codeLines = (text: string): number =>
  text
    .replaceAll(/\/\*[^]*?\*\//g, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('//')).length;

test('the way from worker.ts to HTTP is seven files of at most 900 lines of code together', () => {
  const way = section(architecture, '## Seven files from worker.ts to HTTP');
  const files = [...way.matchAll(/^\d\. \[([^\]]+)\]\(\.\.\/([^)]+)\)/gm)].map(([, name, target]) => {
    expect(target).toBe(name);
    return name ?? '';
  });
  expect(files).toHaveLength(7);
  expect(files[0]).toBe('worker.ts');
  expect(files.at(-1)).toBe('src/http/client.ts');
  const sum = files.reduce((lines, file) => lines + codeLines(readFileSync(file, 'utf8')), 0);
  expect(sum).toBeLessThanOrEqual(900);
});

test('every layer has its row', () => {
  const named = [...section(architecture, '## Layers').matchAll(/`src\/([a-z-]+)`/g)].map(([, name]) => name);
  const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const without = folders.map(({ name }) => name).filter((name) => !named.includes(name));
  expect(without.filter((name) => name !== 'errors' && name !== 'observability')).toEqual([]);
});

test('the files that are named as places to add to exist', () => {
  const registries = [
    ...section(architecture, '## How to add').matchAll(/`((?:src|scripts)\/[\w./-]+\.ts)`/g),
  ];
  for (const [, file = ''] of registries) expect(readFileSync(file, 'utf8')).not.toBe('');
  expect(rowNames(section(architecture, '## Layers'))).toContain('src/interpreter');
});

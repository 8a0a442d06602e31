import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { layers } from '../../tools/check/layers.js';
import { page, section } from './support.js';

const architecture = page('docs/development/architecture.md');

/** Lines that are neither blank nor a comment alone. */
const codeLines = (text: string): number =>
  text
    .replaceAll(/\/\*[^]*?\*\//g, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('//')).length;

test('the way from worker.ts to HTTP is seven files of at most 1,600 lines of code together', () => {
  const way = section(architecture, '## Seven files from worker.ts to HTTP');
  const files = [...way.matchAll(/^\d\. \[([^\]]+)\]\(\.\.\/\.\.\/([^)]+)\)/gm)].map(([, name, target]) => {
    expect(target).toBe(name);
    return name ?? '';
  });
  expect(files).toHaveLength(7);
  expect(files[0]).toBe('worker.ts');
  expect(files.at(-1)).toBe('src/connectors/http/client.ts');
  const sum = files.reduce((lines, file) => lines + codeLines(readFileSync(file, 'utf8')), 0);
  expect(sum).toBeLessThanOrEqual(1_600);
});

test('the table of layers says what the check holds the imports to', () => {
  const rows = section(architecture, '## Layers').matchAll(/^\| `src\/([a-z/-]+)` \| [^|]+ \| ([^|]*) \|$/gm);
  const written = [...rows].map(([, room = '', below = '']) => [
    room,
    below === 'nothing' ? [] : below.split(', '),
  ]);
  expect(written.filter(([room]) => room !== 'cli')).toEqual(Object.entries(layers));
});

test('the files that are named as places to add to exist', () => {
  const registries = [...section(architecture, '## How to add').matchAll(/`((?:src|tools)\/[\w./-]+\.ts)`/g)];
  for (const [, file = ''] of registries) expect(readFileSync(file, 'utf8')).not.toBe('');
});

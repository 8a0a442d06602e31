/** `npm run tool`, and the few scripts beside it. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listOf, tools, unknownTool } from '../../tools/tool.js';

test('the scripts are the ten that people need often', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object };
  const often = [
    'demo',
    'test',
    'test:landing',
    'test:all',
    'check',
    'bench',
    'build',
    'start',
    'new',
    'tool',
    'crash',
  ];
  expect(Object.keys(scripts).sort()).toEqual(often.sort());
});

test.each(Object.entries(tools))('%s is a file, and listed with a line on what it does', (name, tool) => {
  expect(existsSync(tool.file)).toBe(true);
  expect(listOf()).toContain(`  ${name} `);
  expect(listOf()).toContain(`  ${tool.does}`);
  if (tool.after !== undefined) expect(Object.keys(tools)).toContain(tool.after);
});

test('an unknown name says which is nearest, or where all of them stand', () => {
  expect(unknownTool('schema')).toBe('There is no tool `schema`.\nDid you mean `schemas`?');
  expect(unknownTool('nonsense')).toContain('`npm run tool` lists them all.');
});

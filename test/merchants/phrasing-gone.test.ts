/** `phrasing:` of a former version is told what has come in its place. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readMerchantFile } from '../../src/merchants/merchant-file.js';
import { projectFolder } from '../flows/support/demo.js';

const demo = readFileSync(join(projectFolder, 'merchants/demo/merchant.yaml'), 'utf8');

test('a file that still has it is told at its place what to do, beside its other issues', () => {
  const old = `${demo}phrasing:\n  by: languageModel\n  tone: warm and brief\nphrazing: 1\n`;
  const { issues } = readMerchantFile('merchant.yaml', old, { now: 0 });
  expect(issues).toMatchObject([
    {
      code: 'phrasing_gone',
      line: demo.split('\n').length,
      message: 'Replies are the sentences of the flows now.',
      hint: expect.stringContaining('`orderly texts draft`'),
    },
    { code: 'key_unknown', path: 'phrazing' },
  ]);
});

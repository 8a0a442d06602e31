/** `phrasing:` of merchant.yaml. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readMerchantFile } from '../../src/merchants/merchant-file.js';
import { readPhrasing } from '../../src/merchants/read-phrasing.js';
import { Reader } from '../../src/merchants/reader.js';
import { readDocument } from '../../src/yaml/document.js';
import { projectFolder } from '../flows/support/demo.js';

const phrasing = 'phrasing:\n  by: languageModel\n  tone: warm and brief\n';
const demo = readFileSync(join(projectFolder, 'merchants/demo/merchant.yaml'), 'utf8');

test('without a language model it is an issue at its place', () => {
  const { issues } = readMerchantFile('merchant.yaml', demo + phrasing, { now: 0 });
  expect(issues).toMatchObject([
    {
      code: 'phrasing_without_model',
      line: demo.split('\n').length,
      hint: expect.stringContaining('languageModel:'),
    },
  ]);
});

test('somebody else to phrase by does not exist', () => {
  const other = phrasing.replace('by: languageModel', 'by: magic');
  const { issues } = readMerchantFile('merchant.yaml', demo + other, { now: 0 });
  expect(issues).toMatchObject([{ code: 'merchant_shape', path: 'phrasing.by' }]);
});

test('with a model it says how replies sound', () => {
  const { document } = readDocument('merchant.yaml', phrasing);
  const reader = new Reader(document!);
  const settings = { by: 'languageModel', tone: 'warm and brief' } as const;
  expect(readPhrasing(reader, settings, true)).toEqual(settings);
  expect(reader.issues).toEqual([]);
});

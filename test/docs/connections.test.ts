import { expect, test } from 'vitest';
import { authSchemes } from '../../src/connectors/auth/index.js';
import { ConnectionFile } from '../../src/connectors/declarative/schema.js';
import { outcomeTable } from '../../src/connectors/outcome-table.js';
import { merchantSchema } from '../../src/merchants/merchant-schema.js';
import { en } from '../../src/texts/languages/en/index.js';
import { nameSentence, summarySentence } from '../../src/texts/languages/intent-sentences.js';
import { page, rowNames, section } from './support.js';

const connections = page('docs/integrating/connections.md');
const merchants = page('docs/integrating/merchants.md');

test('the outcomes table is the one in the code, cell by cell', () => {
  const rows = [...section(connections, '## Outcomes').matchAll(/^\| `(\w+)`[^|]*\|(.+)\|$/gm)].map(
    ([, what = '', cells = '']) => [what, cells.split('|').map((cell) => cell.trim())] as const,
  );
  const expected = Object.entries(outcomeTable).map(([what, { read, key, natural, lookup, none }]) => [
    what,
    [read, key, natural, lookup, none],
  ]);
  expect(rows).toEqual(expected);
});

test('every key of a connection file and of its operations is described', () => {
  const { operations, limits, ...shape } = ConnectionFile.shape;
  expect(
    rowNames(section(connections, '## File')).slice(0, Object.keys(ConnectionFile.shape).length),
  ).toEqual(Object.keys(ConnectionFile.shape));
  expect(Object.keys(shape)).toContain('egress');
  expect(rowNames(section(connections, '### Limits'))).toEqual(Object.keys(limits.unwrap().shape));
  const own = section(connections, '## Operations').split('### ', 1)[0] ?? '';
  expect(rowNames(own).sort()).toEqual(Object.keys(operations.valueType.shape).sort());
});

test('every authentication scheme is described', () => {
  const described = rowNames(section(page('docs/integrating/authentication/README.md'), '## Schemes'));
  expect(described).toEqual(expect.arrayContaining([...authSchemes.keys()]));
});

test('every key of merchant.yaml and every sentence is described', () => {
  expect(rowNames(section(merchants, '## Keys'))).toEqual(Object.keys(merchantSchema.shape));
  const ofIntents = [nameSentence('<intent>'), summarySentence('<intent>')];
  const sentences = [...Object.keys(en.sentences), ...ofIntents];
  expect(rowNames(section(merchants, '## Sentences')).sort()).toEqual(sentences.sort());
});

/** A file of texts grows at its end: its comments, its order and its words stay. */
import { expect, test } from 'vitest';
import { entriesIn, withEntries } from '../../../src/texts/drafting/texts-file.js';
import { readTranslations } from '../../../src/flows/translations.js';

const file = "# read by Anna\n'Hello': Hallo\n\n# refunds\n'Which order?': Welche?";

test('further entries stand at its end, and what was there stays as it was', () => {
  const grown = withEntries(file, [
    ['Hello', 'Servus'],
    ['Bye', 'Tschüss'],
  ]);
  expect(grown).toBe(`${file}\n'Bye': "Tschüss"\n`);
  expect(withEntries(grown, [['Bye', 'Ade']])).toBe(grown);
});

test.each([
  ["It's: #1 ${a.b}", 'Nr. 1: "${a.b}" # ja'],
  ['Parcel ${a}:\n${b}', 'Paket ${a}:\n${b}'],
  ['? - @home %off `x`', '\\n is no line'],
  ['no', 'null'],
  ['__proto__', 'x'],
])('%j is read back as it was', (sentence, text) => {
  const written = withEntries('', [[sentence, text]]);
  expect(entriesIn(written)).toEqual([[sentence, text]]);
  if (!sentence.includes('__')) expect(readTranslations('de.yaml', written).issues).toEqual([]);
});

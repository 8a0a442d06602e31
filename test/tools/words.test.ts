/** Retired words are found in names, comments and texts, and nowhere else. */
import { describe, expect, test } from 'vitest';
import { retiredInCode, retiredInText, retiredPlaces, retiredWords } from '../../tools/check/words.js';

const glossary = `# Glossary

| Word | Means | Where |
|---|---|---|
| gate | the last question | here |

## Retired terms

| Word | Use instead |
|---|---|
| wish, wishes | intent |

| Name | Use instead |
|---|---|
| tell | print |
`;
const retired = retiredWords(glossary);

test('the glossary’s two tables are read', () => {
  expect(retired).toEqual({ words: new Set(['wish', 'wishes']), names: new Set(['tell']) });
});

describe('in code', () => {
  test.each([
    ['const furtherWishes = 1;', ['1: furtherWishes']],
    ['\n/** The wish of a customer. */\nexport {};', ['2: wish']],
    ['class A { #tellEnd() {} }', ['1: #tellEnd']],
    ['// They tell us.\nexport {};', []],
    ["const said = 'I wish you well';", []],
    ['const intelligence = 1;', []],
  ])('%s', (text, places) => {
    expect(retiredInCode('a.ts', text, retired)).toEqual(places);
  });
});

test('in a page', () => {
  expect(retiredInText('One intent.\nTwo wishes tell more.', retired)).toEqual(['2: wishes']);
});

test('there is none in the repository', () => {
  expect(retiredPlaces()).toEqual([]);
});

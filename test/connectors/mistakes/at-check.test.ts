/** Each mistake in a connection's file gives one issue: at its place, with its cause, and with what to write instead. */
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../src/commerce/index.js';
import { checkConnection } from '../../../src/connectors/build-connection.js';
import { type FileMistake, fileMistakes, rightFile } from './at-check.js';

const vocabulary = { catalogue, ownFields: {} };
const issuesOf = (text: string) => checkConnection({ file: 'shop.yaml', text, vocabulary }).issues;

/** The file with a mistake. */
function written({ change, with: others = [] }: FileMistake): string {
  return [change, ...others].reduce((text, [right, wrong]) => {
    expect(text).toContain(right);
    return text.replace(right, () => wrong);
  }, rightFile);
}

test('the file without a mistake has no issue', () => {
  expect(issuesOf(rightFile)).toEqual([]);
});

describe.each(Object.entries(fileMistakes))('%s', (_kind, mistakes) => {
  test.each(mistakes.map((mistake) => [mistake.is, mistake] as const))('%s', (_name, mistake) => {
    const issues = issuesOf(written(mistake));
    expect(issues.map(({ code }) => code)).toEqual([mistake.code]);
    const [{ source = '', column, message, hint } = { column: 1, message: '', hint: '' }] = issues;
    expect(source.slice(column - 1).startsWith(mistake.at)).toBe(true);
    for (const said of mistake.says)
      expect(`${message} ${hint}`).toMatch(said instanceof RegExp ? said : plain(said));
  });
});

const plain = (text: string): RegExp => new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));

/** Every broken file is refused at the places that its comments mark, with the codes they name, and nowhere else. */
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { errorCatalogue } from '../../src/errors/catalogue.js';
import type { Issue } from '../../src/flows/issue.js';
import { readMerchantFile } from '../../src/merchants/merchant-file.js';
import { compile, filesOf, projectFolder, shipped } from './support/demo.js';

/**
 * `#    ^ error: code` marks a place of the next line that is no comment: the caret's column; without a caret, column 1.
 */
function marks(text: string): string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const code = /^\s*#\s*\^? error: (\w+)$/.exec(line)?.[1];
    if (code === undefined) return [];
    const next = lines.findIndex((other, at) => at > index && !/^\s*#/.test(other));
    return [`${next + 1}:${Math.max(0, line.indexOf('^')) + 1} ${code}`];
  });
}

const told = (issues: readonly Issue[]): string[] =>
  issues.map(({ line, column, code }) => `${line}:${column} ${code}`);

function check(file: string, text: string): Issue[] {
  if (/^merchant:/m.test(text))
    return readMerchantFile(file, text, { secrets: () => undefined, now: 0 }).issues;
  return compile([{ file, text }, ...shipped]).issues;
}

describe('a broken file is refused where its comments say', () => {
  const files = filesOf(join(projectFolder, 'test/flows/broken'));

  test('there are at least twelve of them', () => {
    expect(files.length).toBeGreaterThanOrEqual(12);
  });

  test.each(files.map(({ file, text }) => [file, text] as const))('%s', (file, text) => {
    const issues = check(file, text);
    expect(told(issues).sort()).toEqual(marks(text).sort());
    for (const issue of issues) {
      expect(issue.file).toBe(file);
      expect(issue.hint).not.toBe('');
      expect(issue.source).toBe(text.split('\n')[issue.line - 1]);
      expect(Object.keys(errorCatalogue)).toContain(issue.code);
    }
  });
});

/** Every broken file is refused at the places that its comments mark, with the codes they name, and nowhere else. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { errorCatalogue } from '../../src/contracts/errors/catalogue.js';
import { flowErrors } from '../../src/contracts/errors/flows.js';
import type { Issue } from '../../src/contracts/issue.js';
import { printIssue } from '../../src/flows/print-issues.js';
import { missingTranslations, readTranslations } from '../../src/flows/translations.js';
import type { Effect } from '../../src/contracts/effect.js';
import { readMerchantFile } from '../../src/merchants/merchant-file.js';
import { compile, demo, effects, filesOf, flowWith, projectFolder, shipped } from './support/demo.js';

/**
 * `#    ^ error: code` (or `warning: code`) marks a place of the next line that is no comment: the caret's column;
 * without a caret, column 1.
 */
function marks(text: string): string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const [, level, code] = /^\s*#\s*\^? (error|warning): (\w+)$/.exec(line) ?? [];
    if (level === undefined || code === undefined) return [];
    const next = lines.findIndex((other, at) => at > index && !/^\s*#/.test(other));
    return [`${next + 1}:${Math.max(0, line.indexOf('^')) + 1} ${level} ${code}`];
  });
}

const told = (issues: readonly Issue[]): string[] =>
  issues.map(({ line, column, code, level = 'error' }) => `${line}:${column} ${level} ${code}`);

function check(file: string, text: string): Issue[] {
  if (/^merchant:/m.test(text))
    return readMerchantFile(file, text, { secrets: () => undefined, now: 0 }).issues;
  const bound = boundFor(text);
  // Shipped flows would be refused too where an operation is bound otherwise; and they take their time.
  const others = bound === effects && /subflow|find-order/.test(text) ? shipped : [];
  const { issues, warnings } = compile([...others, { file, text }], demo, bound);
  return [...issues, ...warnings];
}

/** `# money: operation`: a merchant whose connection raises the effect of an operation. */
function boundFor(text: string): ReadonlyMap<string, Effect> {
  const raised = /^# money: (\S+)$/m.exec(text)?.[1];
  return raised === undefined ? effects : new Map([...effects, [raised, 'money']]);
}

function expectMarked(file: string, text: string, issues: readonly Issue[]): void {
  expect(told(issues).sort()).toEqual(marks(text).sort());
  for (const issue of issues) {
    expect(issue.file).toBe(file);
    expect(issue.hint).not.toBe('');
    expect(issue.source).toBe(text.split('\n')[issue.line - 1]);
    expect(Object.keys(errorCatalogue)).toContain(issue.code);
    const [place, line = '', caret = '', hint] = printIssue(issue).split('\n');
    const level = issue.level === undefined ? '' : `${issue.level} `;
    expect(place).toContain(`${file}:${issue.line}:${issue.column} ${level}${issue.code} ${issue.message}`);
    expect(caret.trim()).toBe('^');
    expect(caret.indexOf('^')).toBeLessThanOrEqual(line.length);
    expect(hint?.trim()).toBe(issue.hint);
  }
}

const flows = filesOf(join(projectFolder, 'test/flows/broken'));
const texts = filesOf(join(projectFolder, 'test/flows/broken-texts'));

describe('a broken file is refused where its comments say, with a caret and a hint', () => {
  test('there are at least eighty of them', () => {
    expect(flows.length + texts.length).toBeGreaterThanOrEqual(80);
  });

  test.each(flows.map(({ file, text }) => [file, text] as const))('%s', (file, text) => {
    expectMarked(file, text, check(file, text));
  });

  test.each(texts.map(({ file, text }) => [file, text] as const))('texts: %s', (file, text) => {
    expectMarked(file, text, readTranslations(file, text).issues);
  });
});

/** What is too large for a file of its own, and what needs two files. */
const made: Readonly<Record<string, () => Issue[]>> = {
  file_too_large: () => check('large.yaml', `flow: large\n# ${'x'.repeat(300_000)}\n`),
  flow_too_large: () => {
    const says = Array.from({ length: 1500 }, (_, index) => `- say: Sentence ${index} ${'x'.repeat(60)}.`);
    return compile([flowWith(`${says.join('\n')}\n- end: { result: done }`)]).issues;
  },
  translation_missing: () =>
    missingTranslations(compile(shipped).sentences, { de: {} }, () => ['de']).slice(0, 1),
};

test.each(Object.entries(made))('%s is told, with a caret and a hint', (code, issues) => {
  const [issue, ...others] = issues();
  expect(others).toEqual([]);
  expect(issue?.code).toBe(code);
  expect(issue && printIssue(issue)).toContain('^');
});

test('every code of flows has a broken file', () => {
  const marked = [...flows, ...texts].flatMap(({ text }) =>
    marks(text).map((mark) => mark.split(' ').at(-1) ?? ''),
  );
  const missing = Object.keys(flowErrors).filter(
    (code) => !marked.includes(code) && !Object.hasOwn(made, code),
  );
  expect(missing).toEqual([]);
});

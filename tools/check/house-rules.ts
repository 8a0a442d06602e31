/** Rules that no other tool checks: sizes of files and functions, a sentence on every export, no retired word (DESIGN §15). */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { retiredPlaces } from './words.js';

const limits = { fileP90: 240, fileMax: 400, functionP90: 25, functionMax: 50 };

interface Finding {
  place: string;
  what: string;
}

const files = [
  'worker.ts',
  ...readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join('src', name)),
];
const findings: Finding[] = [];
const fileLines: number[] = [];
const functionLines: number[] = [];

for (const file of files) {
  const text = readFileSync(file, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const lines = text.trimEnd().split('\n').length;
  fileLines.push(lines);
  if (lines > limits.fileMax)
    findings.push({ place: file, what: `${lines} lines, at most ${limits.fileMax}` });
  visit(source, source);
  for (const statement of source.statements) checkExport(statement, source);
}

const p90 = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.9)] ?? 0;
require90('files', p90(fileLines), limits.fileP90);
require90('functions', p90(functionLines), limits.functionP90);

for (const place of retiredPlaces())
  findings.push({ place, what: 'a word that docs/development/glossary.md retires' });

for (const { place, what } of findings) process.stdout.write(`${place}: ${what}\n`);
process.stdout.write(
  `${files.length} files, p90 ${p90(fileLines)} lines; ${functionLines.length} functions, p90 ${p90(functionLines)} lines\n`,
);
process.exitCode = findings.length === 0 ? 0 : 1;

function require90(what: string, measured: number, limit: number): void {
  if (measured > limit) findings.push({ place: what, what: `p90 is ${measured} lines, at most ${limit}` });
}

function visit(node: ts.Node, source: ts.SourceFile): void {
  if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined && ts.isBlock(node.body)) {
    const from = source.getLineAndCharacterOfPosition(node.getStart()).line;
    const lines = source.getLineAndCharacterOfPosition(node.end).line - from + 1;
    functionLines.push(lines);
    if (lines > limits.functionMax) {
      findings.push({
        place: `${source.fileName}:${from + 1}`,
        what: `a function of ${lines} lines, at most ${limits.functionMax}`,
      });
    }
  }
  ts.forEachChild(node, (child) => {
    visit(child, source);
  });
}

function checkExport(statement: ts.Statement, source: ts.SourceFile): void {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  const exported = modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
  if (!exported) return;
  const documented = ts.getJSDocCommentsAndTags(statement).length > 0;
  if (documented) return;
  const line = source.getLineAndCharacterOfPosition(statement.getStart()).line + 1;
  findings.push({
    place: `${source.fileName}:${line}`,
    what: 'an export without a sentence that says what it is',
  });
}

/** Texts for people: the sentence is the key, and its values stay typed (DESIGN §4, Texts). */
import type { TextIr, Type } from '../contracts/ir.js';
import type { Path } from './yaml/document.js';
import { didYouMean } from './yaml/suggest.js';
import { sentenceNames } from '../texts/languages/default-sentences.js';
import type { Compilation } from './compilation.js';
import { type Checked, typeOf } from './expressions/checked-expression.js';
import { splitText } from './expressions/parse.js';
import type { Scope } from './scope.js';
import { text } from './types/type.js';
import { expressionIn, piecesOf } from './compile-values.js';

/** A merchant's own sentence, inserted as it is. */
const ownSentence = /^\s*merchant\.sentences\.(\w+)\s*$/;

/** Who reads a text. */
type Readers = 'customers' | 'people';

const writable = new Set<Type['t']>(['text', 'number', 'money', 'moment', 'date', 'duration', 'enum']);

/** Compiles a text for customers, which is translated. */
export function spokenAt(flow: Compilation, raw: string, path: Path, scope: Scope, hasSays = false): TextIr {
  const text = textAt(flow, raw, path, scope, 'customers');
  const { sentences } = flow.environment.config;
  const reworded = splitText(raw).pieces.some((piece) => {
    const name = 'source' in piece ? ownSentence.exec(piece.source)?.[1] : undefined;
    return name !== undefined && Object.hasOwn(sentences, name);
  });
  flow.readable(text.key, path, { reworded, hasSays });
  return text;
}

/** Compiles a text with `${…}` in it; people may read the flow's own words, customers may not. */
export function textAt(
  flow: Compilation,
  raw: string,
  path: Path,
  scope: Scope,
  readers: Readers = 'people',
): TextIr {
  reportForeignMarks(flow, raw, path, scope);
  const args = new Map<string, TextIr['args'][number]>();
  let key = '';
  for (const piece of piecesOf(flow, singleBraces(flow, raw, path), path)) {
    if ('words' in piece) {
      key += piece.words;
      continue;
    }
    const sentence = ownSentence.exec(piece.source)?.[1];
    if (sentence !== undefined) {
      key += sentenceIn(flow, sentence, path, piece.at + piece.source.indexOf(sentence));
      continue;
    }
    key += `\${${piece.source}}`;
    const arg = argumentOf(flow, piece, path, scope, readers);
    if (arg !== undefined) args.set(piece.source, arg);
  }
  return { key, args: [...args.values()] };
}

/**
 * A read as other tools mark it: `{x.y}`, `{{x.y}}`, `[[x.y]]`, `<x.y>`, `%x.y%`, `#{x.y}`, `$(x.y)`, `$x.y`. Customers would see it
 * as it is written; other braces are words.
 */
const foreignMark =
  /(?:\$(?=\w|\()|#(?=\{)|@(?=\{)|(?<!\$\{{0,2})(?=[{[<%]))(?:\{{1,3}|\[\[|<{1,2}|%|\()?\s*(\w+)((?:\.\w+)+)\s*(?:\}{1,3}|\]\]|>{1,2}|%|\))?/g;

/** `${{ x.y }}`, as workflows of GitHub have it. */
const doubledBraces = /\$\{\{\s*([^{}]+?)\s*\}\}/g;

function reportForeignMarks(flow: Compilation, raw: string, path: Path, scope: Scope): void {
  for (const { 0: marked, 1: root = '', 2: fields = '', index } of withoutSources(raw).matchAll(
    foreignMark,
  )) {
    const isKnown = root === 'steps' || scope.roots.has(root);
    if (!isKnown && !marked.startsWith('{{')) continue;
    const message = `\`${marked}\` is not a placeholder, and would be shown to the customer as it is.`;
    const hint = isKnown
      ? `Write \`\${${root}${fields}}\`.`
      : 'Write `${…}` with a data point of the flow, such as `${steps.find.order.number}`.';
    flow.reportIssue(path, 'expression_syntax', message, hint, { index });
  }
}

/** Blanks what stands in a text's `${…}`, where `<` and `%` are operators. */
function withoutSources(raw: string): string {
  let words = raw;
  for (const piece of splitText(raw).pieces) {
    if ('words' in piece) continue;
    const { at, source } = piece;
    words = words.slice(0, at) + ' '.repeat(source.length) + words.slice(at + source.length);
  }
  return words;
}

/** Reports doubled braces, and gives the text with single ones. */
function singleBraces(flow: Compilation, raw: string, path: Path): string {
  return raw.replaceAll(doubledBraces, (marked: string, source: string, index: number) => {
    const hint = `Write \`\${${source}}\`.`;
    flow.reportIssue(path, 'expression_syntax', `\`${marked}\` has one pair of braces too many.`, hint, {
      index,
    });
    return `\${${source}}`.padEnd(marked.length);
  });
}

function sentenceIn(flow: Compilation, name: string, path: Path, index: number): string {
  const sentence = flow.environment.sentence(name);
  if (sentence !== undefined) return sentence;
  const known = [...sentenceNames, ...Object.keys(flow.environment.config.sentences)];
  flow.reportIssue(path, 'sentence_unknown', `There is no sentence \`${name}\`.`, didYouMean(name, known), {
    index,
  });
  return '';
}

// Records that every language has a line for (src/texts/write-value.ts).
const linedRecords = new Set(['TrackingEvent', 'OrderLine', 'ChosenLine', 'Document']);
const writesItself = (type: Type): boolean => type.t === 'record' && linedRecords.has(type.name ?? '');

/** A system's id is never shown; a value of the flow's own, such as a result, has no words for customers. */
function reportCode(
  flow: Compilation,
  type: Type,
  { path: read, ir }: Checked,
  path: Path,
  readers: Readers,
  where: { index: number },
): void {
  // An output of a `set` may be a system's id as well as a text that was put together of codes.
  const isMade =
    ir.k === 'op' || (type.t === 'text' && read?.split('.').length === 3 && read.startsWith('steps.'));
  if (type.t !== 'enum' && !isMade) {
    const hint = 'Use the number that the customer knows.';
    flow.reportIssue(path, 'type_mismatch', 'A system’s own id must not be shown to customers.', hint, where);
    return;
  }
  if (readers === 'people') return;
  const values = type.t === 'enum' ? type.values.slice(0, 4).map((value) => `\`${value}\``) : [];
  const what = values.length === 0 ? 'contains a code' : `is an internal value (${values.join(', ')})`;
  const hint = values.length === 0 ? 'Insert the value itself with its own `${…}`.' : undefined;
  flow.reportIssue(
    path,
    'words_missing',
    `${read ?? 'This'} ${what}, which has no customer-facing text.`,
    hint,
    where,
  );
}

function argumentOf(
  flow: Compilation,
  { source, at }: { source: string; at: number },
  path: Path,
  scope: Scope,
  readers: Readers,
): TextIr['args'][number] | undefined {
  const value = expressionIn(flow, source, path, at, scope);
  if (value.type === undefined) return undefined;
  const where = { index: at };
  if (value.optional === true) {
    const hint = `Test \`has(${value.path ?? 'x'})\` in an \`if\` first, or write \`\${${value.path ?? 'x'}.orValue(…)}\`.`;
    flow.reportIssue(path, 'optional_unhandled', `${value.path ?? 'This'} may be missing here.`, hint, where);
    return undefined;
  }
  const item = value.type.t === 'list' ? value.type.of : value.type;
  if (!writable.has(item.t) && !writesItself(item)) {
    const hint = item.t === 'bool' ? 'Write `x ? "…" : "…"`.' : 'Use one of its fields.';
    flow.reportIssue(
      path,
      'type_mismatch',
      `A ${typeOf(value)} cannot be inserted into a text.`,
      hint,
      where,
    );
  } else if (value.opaque === true) reportCode(flow, item, value, path, readers, where);
  return {
    source,
    type: value.type.t === 'enum' && value.type.name === undefined ? text : value.type,
    expr: value.ir,
  };
}

/** A phrase as answers are compared with it: in small letters, without signs. */
export const saidAs = (phrase: string): string =>
  phrase
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%€$£]+/gu, ' ')
    .trim();

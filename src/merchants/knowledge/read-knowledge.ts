/** Reads and checks a merchant's knowledge: each file by itself, then the entries beside each other. */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { ExprIr, FieldType, TextIr } from '../../contracts/ir.js';
import type { Issue } from '../../contracts/issue.js';
import type { SourceFile } from '../../flows/compile-flows.js';
import { checkExpression } from '../../flows/expressions/check.js';
import type { Checked, Surroundings } from '../../flows/expressions/checked-expression.js';
import { splitText } from '../../flows/expressions/parse.js';
import { parseDate } from '../../flows/literals.js';
import { firstScope, type Scope } from '../../flows/scope.js';
import { saidAs } from '../../flows/texts.js';
import { issueAt, type Path, readDocument, type YamlDocument } from '../../flows/yaml/document.js';
import { issuesOfZod } from '../../flows/yaml/zod-issues.js';
import { isRequest } from '../../understanding/knowledge/shop-question.js';
import { primaryLanguage } from '../../texts/languages/index.js';
import { dayAt } from '../calendar.js';
import type { MerchantConfig } from '../merchant.js';
import { Reader } from '../merchant-file-reader.js';
import type { KnowledgeAnswer, KnowledgeEntry } from './entry.js';
import { knowledgeSchema, type RawKnowledge } from './schema.js';
import { knowledgeRoots } from './values.js';

/** What is served of a merchant's knowledge, and what is wrong or probably wrong with its files. */
export interface KnowledgeRead {
  entries: KnowledgeEntry[];
  issues: Issue[];
  warnings: Issue[];
}

/** An entry with the document that it stands in. */
interface Placed {
  entry: KnowledgeEntry;
  reader: Reader;
  raw: RawKnowledge;
}

/** Reads the files of `knowledge/`; `now` is epoch ms. */
export function readKnowledge(
  files: readonly SourceFile[],
  config: MerchantConfig,
  now: number,
): KnowledgeRead {
  if (files.length === 0) return { entries: [], issues: [], warnings: [] };
  const issues: Issue[] = [];
  const roots = knowledgeRoots(config);
  const placed = files.flatMap((file): Placed[] => {
    const { document, issues: found } = readDocument(file.file, file.text);
    issues.push(...found);
    if (document === undefined) return [];
    const parsed = knowledgeSchema.safeParse(document.value);
    if (!parsed.success) {
      issues.push(...issuesOfZod(document, parsed.error, 'knowledge_shape'));
      return [];
    }
    const reader = new Reader(document);
    return [{ entry: entryOf(reader, parsed.data, file, roots), reader, raw: parsed.data }];
  });
  checkLanguages(placed, config);
  checkPhrases(placed);
  const today = dayAt(config.zone, now);
  for (const { entry, reader } of placed) checkUntil(reader, entry, today);
  return {
    entries: placed.map(({ entry }) => entry),
    issues: [...issues, ...placed.flatMap(({ reader }) => reader.issues)],
    warnings: placed.flatMap(({ reader }) => reader.warnings),
  };
}

function entryOf(
  reader: Reader,
  raw: RawKnowledge,
  { file, text }: SourceFile,
  roots: ReadonlyMap<string, FieldType>,
): KnowledgeEntry {
  const name = basename(file, '.yaml');
  if (raw.topic !== name || !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(raw.topic))
    reader.reportIssue(
      ['topic'],
      'knowledge_shape',
      `The topic must be \`${name}\`, as the file’s name says.`,
    );
  if (raw.until !== undefined && parseDate(raw.until) === undefined)
    reader.reportIssue(['until'], 'knowledge_shape', 'Expected a day, such as `2026-12-31`.');
  const cases = (raw.cases ?? []).map((each, at): KnowledgeAnswer => {
    const path = ['cases', at];
    const condition = conditionOf(reader, each.when, [...path, 'when'], firstScope(roots));
    return { when: condition, texts: textsOf(reader, each.answer, [...path, 'answer'], roots) };
  });
  return {
    topic: raw.topic,
    asks: new Map(Object.entries(raw.asks)),
    answers: [...cases, { texts: textsOf(reader, raw.answer, ['answer'], roots) }],
    ...(raw.until === undefined ? {} : { until: raw.until }),
    ...(raw.source === undefined ? {} : { source: raw.source }),
    version: createHash('sha256').update(text).digest('hex').slice(0, 16),
  };
}

function conditionOf(reader: Reader, source: string, path: Path, scope: Scope): ExprIr {
  const checked = checkExpression(source, scope, surroundings(reader.document, reader.issues, path, 0));
  if (checked.type !== undefined && checked.type.t !== 'bool')
    reader.reportIssue(path, 'type_mismatch', 'Expected a condition.', 'Compare the value with `==` or `<`.');
  return checked.ir;
}

function textsOf(
  reader: Reader,
  answers: Readonly<Record<string, string>>,
  path: Path,
  roots: ReadonlyMap<string, FieldType>,
): ReadonlyMap<string, TextIr> {
  return new Map(
    Object.entries(answers).map(([language, raw]) => [
      language,
      textOf(reader, raw, [...path, language], firstScope(roots)),
    ]),
  );
}

const writable = new Set(['text', 'number', 'money', 'duration', 'date']);

function textOf(reader: Reader, raw: string, path: Path, scope: Scope): TextIr {
  const { pieces, unclosed } = splitText(raw);
  if (unclosed !== undefined)
    reader.reportIssue(path, 'expression_syntax', 'This `${` has no closing `}`.', 'Close it.');
  const args = pieces.flatMap((piece): TextIr['args'] => {
    if ('words' in piece) return [];
    const around = surroundings(reader.document, reader.issues, path, piece.at);
    const { type, ir }: Checked = checkExpression(piece.source, scope, around);
    if (type === undefined) return [];
    if (!writable.has(type.t))
      reader.reportIssue(path, 'type_mismatch', `\`\${${piece.source}}\` cannot be inserted into a text.`);
    return [{ source: piece.source, type, expr: ir }];
  });
  return { key: raw, args };
}

/** What an expression may use: no steps, no inputs, nothing that depends on what is offered. */
function surroundings(document: YamlDocument, issues: Issue[], path: Path, index: number): Surroundings {
  return {
    whyNotRun: () => undefined,
    sameIds: new Set(),
    offers: new Map(),
    onPolicy: () => undefined,
    onInput: () => undefined,
    onMoney: () => undefined,
    onField: () => undefined,
    reportIssue: (at, code, message, hint) => {
      issues.push(issueAt(document, path, code, message, hint, { index: index + at }));
    },
  };
}

/** The shop's own language must be in every answer, and languages of phrases need an answer. */
function checkLanguages(placed: readonly Placed[], { language }: MerchantConfig): void {
  const own = primaryLanguage(language);
  const all = new Set([own, ...placed.flatMap(({ raw }) => Object.keys(raw.answer))]);
  for (const { reader, raw } of placed) {
    for (const code of all)
      for (const [path, answer] of [
        [['answer'], raw.answer] as const,
        [['asks'], raw.asks] as const,
        ...(raw.cases ?? []).map((each, at) => [['cases', at, 'answer'], each.answer] as const),
      ])
        if (!Object.hasOwn(answer, code))
          reader.reportIssue(
            path,
            'knowledge_language_missing',
            `\`${code}\` is missing here.`,
            undefined,
            'key',
          );
  }
}

/** A phrasing of two entries would make both a guess. */
function checkPhrases(placed: readonly Placed[]): void {
  const known = new Map<string, string>();
  for (const { reader, raw } of placed)
    for (const [language, phrases] of Object.entries(raw.asks))
      phrases.forEach((phrase, at) => {
        const said = saidAs(phrase);
        const other = known.get(said);
        known.set(said, raw.topic);
        const path = ['asks', language, at];
        if (isRequest(phrase)) warnOfRequest(reader, path);
        if (said === '')
          reader.reportIssue(path, 'knowledge_shape', 'This phrase is empty.', 'Remove the line.');
        else if (other !== undefined)
          reader.reportIssue(path, 'knowledge_phrase_twice', `\`${other}\` has this phrase too.`);
      });
}

function warnOfRequest(reader: Reader, path: Path): void {
  const hint = 'Ask in general: “Is a return free?” instead of “I want to return this”.';
  reader.warn(
    path,
    'knowledge_phrase_request',
    'This is a request, which is never answered from here.',
    hint,
  );
}

function checkUntil(reader: Reader, { until }: KnowledgeEntry, today: string): void {
  if (until === undefined || until >= today) return;
  const hint = 'Write a later day, or delete the file.';
  reader.warn(['until'], 'knowledge_over', `The last day was ${until}, so this is not told any more.`, hint);
}

/** YAML as Orderly reads it: scalars are texts, warnings errors, every path has a position (DESIGN §4, YAML). */
import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
  Lexer,
  Scalar,
} from 'yaml';
import { type ErrorCode, errorCatalogue } from '../../contracts/errors/catalogue.js';
import type { Issue } from '../../contracts/issue.js';
import type { Json } from '../../contracts/json.js';
import { wrongCharacterAt } from './wrong-characters.js';
import { brokenRules, parsing } from './rules.js';
import { didYouMean } from './suggest.js';
import { unfinishedMerges } from './syntax-errors.js';

// The file position of a character of a scalar's value, whatever its style: plain, quoted, folded.

/** Offset in the file of `value[index]`: aligns the value with the source, treating all white space alike. */
function scalarOffset(node: Scalar, text: string, index: number): number {
  const [start, end] = node.range ?? [0, 0];
  const value = typeof node.value === 'string' ? node.value : '';
  let offset = firstCharacter(node, text, start);
  for (let at = 0; at < index && offset < end; at++) offset = advance(text, offset, value, at, node.type);
  return Math.min(landing(text, offset, value[index], node.type), Math.max(start, end - 1));
}

/** After the opening quote, or at the first line of a block. */
function firstCharacter(node: Scalar, text: string, start: number): number {
  if (node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE) return start + 1;
  if (node.type === Scalar.BLOCK_FOLDED || node.type === Scalar.BLOCK_LITERAL) {
    return skipSpace(text, text.indexOf('\n', start) + 1);
  }
  return start;
}

/** The offset after the source of `value[at]`. */
function advance(text: string, offset: number, value: string, at: number, style: Scalar['type']): number {
  if (isSpace(value[at])) {
    // Folding turns a line end and the following indentation into one blank.
    return isSpace(value[at + 1]) && !isLineEnd(text[offset]) ? offset + 1 : skipSpace(text, offset);
  }
  return landing(text, offset, value[at], style) + 1;
}

/** The offset of the source character for `character`: after a backslash, or the second of two quotes. */
function landing(text: string, offset: number, character: string | undefined, style: Scalar['type']): number {
  if (style === Scalar.QUOTE_DOUBLE && text[offset] === '\\') return offset + 1;
  if (style === Scalar.QUOTE_SINGLE && character === "'" && text[offset + 1] === "'") return offset + 1;
  return offset;
}

function skipSpace(text: string, offset: number): number {
  while (isSpace(text[offset])) offset++;
  return offset;
}

const isLineEnd = (character: string | undefined): boolean => character === '\n' || character === '\r';
const isSpace = (character: string | undefined): boolean =>
  character === ' ' || character === '\t' || isLineEnd(character);

// Finds too deep nesting by tokens alone: the parser recurses, and a stack overflow would end the process.

/** Maximum depth of nesting. */
const MAX_DEPTH = 64;

/** Maximum indentation of a line. */
const MAX_INDENT = 200;

/** Tokens with which the lexer marks a document, a scalar and a broken flow; they are not in the file's text. */
const marks = new Set(['\u0002', '\u0018', '\u001f']);

/** Offset of the first character that is nested too deeply, or undefined. */
function tooDeepAt(text: string): number | undefined {
  const indented = new RegExp(`^[ \\t]{${MAX_INDENT}}`, 'm').exec(text);
  if (indented !== null) return indented.index;
  let offset = 0;
  let inFlow = 0;
  let inLine = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') inFlow++;
    else if (token === ']' || token === '}') inFlow--;
    else if (token === '-' || token === '?') inLine++;
    else if (token.startsWith('\n') || token.startsWith('\r')) inLine = 0;
    if (inFlow > MAX_DEPTH || inLine > MAX_DEPTH) return offset;
    if (!marks.has(token)) offset += token.length;
  }
  return undefined;
}

/** Names and indices from the root of a document to a value. */
export type Path = readonly (string | number)[];

/** A place in a text; line and column count from 1, `source` is the line. */
interface Location {
  line: number;
  column: number;
  source: string;
}

/** A place in a file. */
interface FilePlace extends Location {
  file: string;
}

/** A parsed file: its value, with all scalars as text, and the position of everything. */
export interface YamlDocument {
  file: string;
  text: string;
  value: Json;
  /** The location of a path's key or value; for a missing path, of the nearest thing above it. */
  locate(path: Path, at?: 'key' | 'value'): FilePlace;
  /** The location of the character `index` of the text at `path`. */
  locateIn(path: Path, index: number): FilePlace;
  /** Whether the text at a path is written without quotes, on its line. */
  isPlain(path: Path): boolean;
}

/** What this kind of file allows. */
export interface ReadOptions {
  /** Allows anchors and aliases, as connections use them. */
  aliases?: boolean;
  /** Allows `value # comment`, as engineers write it; by default only where aliases are allowed. */
  trailingComments?: boolean;
}

/** Longest file accepted, in characters. */
const MAX_LENGTH = 256 * 1024;

/** Reads YAML; no document if it has issues, of which it reports as many as can be told apart. */
export function readDocument(
  file: string,
  text: string,
  options: ReadOptions = {},
): { document?: YamlDocument; issues: Issue[] } {
  const locate = locationsIn(text);
  const fail = (offset: number, code: ErrorCode, message: string, hint?: string): Issue => ({
    file,
    ...locate(offset),
    code,
    message,
    hint: hint ?? errorCatalogue[code].hint,
    path: '',
  });
  if (text.length > MAX_LENGTH) {
    return {
      issues: [
        fail(0, 'file_too_large', `The file has ${text.length} characters; the maximum is ${MAX_LENGTH}.`),
      ],
    };
  }
  const wrong = wrongCharacterAt(text);
  if (wrong !== undefined) return { issues: [fail(wrong.offset, 'yaml_syntax', wrong.message, wrong.hint)] };
  const merges = unfinishedMerges(text);
  if (merges.length > 0)
    return { issues: merges.map(({ offset, code, message, hint }) => fail(offset, code, message, hint)) };
  const deep = tooDeepAt(text);
  if (deep !== undefined)
    return { issues: [fail(deep, 'yaml_syntax', 'The file is nested too deeply to be read.')] };
  const parsed = parseDocument(text, parsing);
  const aliases = options.aliases ?? false;
  const broken = brokenRules(parsed, text, {
    aliases,
    trailingComments: options.trailingComments ?? aliases,
  });
  if (broken.length > 0) {
    return { issues: broken.map(({ offset, code, message, hint }) => fail(offset, code, message, hint)) };
  }
  const value = plainValue(parsed);
  if (value === undefined) {
    const lost = aliasOfNothing(parsed);
    if (lost === undefined)
      return { issues: [fail(0, 'yaml_syntax', 'The file expands too much through aliases.')] };
    const message = `There is no anchor \`&${lost.name}\` above.`;
    return { issues: [fail(lost.offset, 'yaml_syntax', message, didYouMean(`*${lost.name}`, lost.known))] };
  }
  return { document: new ParsedDocument(file, text, value, parsed, locate), issues: [] };
}

function plainValue(parsed: Document.Parsed): Json | undefined {
  try {
    // Failsafe YAML without collection keys is texts, lists and maps: JSON.
    return (parsed.toJS({ maxAliasCount: 100 }) ?? '') as Json;
  } catch (error) {
    if (error instanceof ReferenceError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The first alias whose anchor stands nowhere above it, and the aliases that would be known. */
function aliasOfNothing(
  parsed: Document.Parsed,
): { name: string; offset: number; known: string[] } | undefined {
  const known = new Set<string>();
  let lost: { name: string; offset: number } | undefined;
  visit(parsed, {
    Node(_, node) {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) known.add(`*${node.anchor}`);
      } else if (!known.has(`*${node.source}`)) {
        lost = { name: node.source, offset: node.range?.[0] ?? 0 };
        return visit.BREAK;
      }
      return undefined;
    },
  });
  return lost && { ...lost, known: [...known] };
}

class ParsedDocument implements YamlDocument {
  /** What aliases stand for: the library walks the whole document to find out. */
  readonly #aliased = new Map<Alias, Node | null>();
  /** Pairs by their keys, of maps in which something was looked for. */
  readonly #pairs = new Map<YAMLMap, ReadonlyMap<unknown, Pair>>();

  constructor(
    readonly file: string,
    readonly text: string,
    readonly value: Json,
    private readonly parsed: Document.Parsed,
    private readonly locationAt: (offset: number) => Location,
  ) {}

  locate(path: Path, at: 'key' | 'value' = 'value'): FilePlace {
    const found = this.find(path);
    return this.location((at === 'key' ? found.key : found.value)?.range?.[0] ?? 0);
  }

  locateIn(path: Path, index: number): FilePlace {
    const { value } = this.find(path);
    if (!isScalar(value)) return this.locate(path);
    return this.location(scalarOffset(value, this.text, index));
  }

  isPlain(path: Path): boolean {
    const { value } = this.find(path);
    return isScalar(value) && value.type === 'PLAIN';
  }

  private location(offset: number): FilePlace {
    return { file: this.file, ...this.locationAt(offset) };
  }

  /** Follows a path as far as it exists; an empty value is located at its key. */
  private find(path: Path): { key: Node | null; value: Node | null } {
    let found: { key: Node | null; value: Node | null } = {
      key: this.parsed.contents,
      value: this.parsed.contents,
    };
    for (const part of path) {
      const next = this.child(found.value, part);
      if (next === undefined) break;
      found = next;
    }
    return found;
  }

  private child(
    node: Node | null,
    part: string | number,
  ): { key: Node | null; value: Node | null } | undefined {
    const parent = isAlias(node) ? this.resolved(node) : node;
    if (isSeq(parent)) {
      const item = typeof part === 'number' ? parent.items[part] : undefined;
      return isCollection(item) || isScalar(item) || isAlias(item) ? { key: item, value: item } : undefined;
    }
    if (!isMap(parent)) return undefined;
    const pair = this.pairsOf(parent).get(String(part));
    if (pair === undefined) return undefined;
    const key = isScalar(pair.key) ? pair.key : null;
    const value = pair.value;
    const raw = isCollection(value) || isAlias(value) || (isScalar(value) && !isEmpty(value));
    return { key, value: raw ? value : key };
  }

  private pairsOf(map: YAMLMap): ReadonlyMap<unknown, Pair> {
    const known = this.#pairs.get(map);
    if (known !== undefined) return known;
    const pairs = new Map(map.items.map((pair) => [isScalar(pair.key) ? pair.key.value : undefined, pair]));
    this.#pairs.set(map, pairs);
    return pairs;
  }

  private resolved(alias: Alias): Node | null {
    const known = this.#aliased.get(alias);
    if (known !== undefined) return known;
    const node = alias.resolve(this.parsed) ?? null;
    this.#aliased.set(alias, node);
    return node;
  }
}

const isEmpty = (node: Node): boolean => node.range != null && node.range[0] === node.range[1];

/** The location of a character of a text. */
export const locationOf = (text: string, offset: number): Location => locationsIn(text)(offset);

/** Locations in a text, whose lines are looked for once, and only if one is wanted. */
function locationsIn(text: string): (offset: number) => Location {
  let starts: number[] | undefined;
  return (offset) => {
    starts ??= [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
    const line = countUpTo(starts, offset);
    const start = starts[line - 1] ?? 0;
    const source = text.slice(start, (starts[line] ?? text.length + 1) - 1).replace(/\r$/, '');
    return { line, column: offset - start + 1, source: source.slice(0, 500) };
  };
}

/** How many of these numbers, which rise, are at most `limit`. */
function countUpTo(rising: readonly number[], limit: number): number {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An issue at a path: at its value, or at its key; `index` is a character of the text there. */
export function issueAt(
  document: YamlDocument,
  path: Path,
  code: ErrorCode,
  message: string,
  hint?: string,
  where: { at?: 'key' | 'value'; index?: number } = {},
): Issue {
  const location =
    where.index === undefined ? document.locate(path, where.at) : document.locateIn(path, where.index);
  const { file, line, column, source } = location;
  return {
    file,
    line,
    column,
    code,
    message,
    hint: hint ?? errorCatalogue[code].hint,
    path: pathText(path),
    source,
  };
}

/** A path as people write it: `steps[2].cases.found`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}

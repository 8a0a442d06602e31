/** Rules beyond YAML's own: what it would silently cut, drop or rename is rejected (DESIGN §4, YAML). */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
} from 'yaml';
import { typographyIn, wrongCharacterOf } from './wrong-characters.js';
import { keyedLine, lineAt, lineEnd, lineStart, quotedLine } from './lines.js';
import { type BrokenRule, cutText, keyTwice, syntaxError } from './syntax-errors.js';

/** What the file may contain besides plain YAML. */
export interface Allowed {
  aliases: boolean;
  trailingComments: boolean;
}

/** How every file is read. The library compares each key with all before it; `keysTwice` finds them by a set. */
export const parsing = {
  ...({ schema: 'failsafe', prettyErrors: false, logLevel: 'error' } as const),
  uniqueKeys: false,
};

/** Most syntax errors that are told of one file. */
const most = 20;

/**
 * Every broken rule in file order. Behind a syntax error that a line has for itself, such as a text that needs quotes, the file is
 * read on as if the line were right; any other one ends the reading, as what follows depends on it.
 */
export function brokenRules(document: Document.Parsed, text: string, allowed: Allowed): BrokenRule[] {
  // What YAML makes of the lines around such a character is none of the author's mistakes.
  const typography = typographyIn(document, text);
  if (typography.length > 0) return typography;
  const broken = rulesUntilError(document, text, allowed);
  let mended = mendedLine(document, text);
  for (let turn = 1; turn < most && mended !== undefined; turn += 1) {
    const { text: next, end } = mended;
    const parsed = parseDocument(next, parsing);
    broken.push(...rulesUntilError(parsed, next, allowed).filter(({ offset }) => offset >= end));
    mended = mendedLine(parsed, next);
  }
  return broken;
}

/** The text with a word for the value in the line of its first syntax error, and where that line ends; offsets stay. */
function mendedLine(document: Document.Parsed, text: string): { text: string; end: number } | undefined {
  const error = firstError(document);
  const rule = error && syntaxError(error, text, document);
  if (rule?.code !== 'yaml_text_unquoted') return undefined;
  const [start, end] = [lineStart(text, rule.offset), lineEnd(text, rule.offset)];
  const { before, value } = keyedLine(text.slice(start, end));
  const at = end - text.slice(start, end).trimStart().length + before.length;
  if (value === '' || !isWhole(value)) return undefined;
  return { text: `${text.slice(0, at)}${'x'.repeat(end - at)}${text.slice(end)}`, end };
}

/** Whether a value ends on its line: each bracket that it opens is closed. */
const isWhole = (value: string): boolean =>
  !/[{[]/.test(value[0] ?? '') || value.split(/[{[]/).length === value.split(/[}\]]/).length;

const firstError = ({ errors }: Document.Parsed): Document.Parsed['errors'][number] | undefined =>
  [...errors].sort((a, b) => a.pos[0] - b.pos[0])[0];

function rulesUntilError(document: Document.Parsed, text: string, allowed: Allowed): BrokenRule[] {
  const rules = refusedNodes(document, text, allowed).sort((a, b) => a.offset - b.offset);
  const error = firstError(document);
  if (error === undefined) return rules;
  const before = rules.filter(({ offset }) => offset <= error.pos[0]);
  const sameLine = before.some(({ offset }) => lineStart(text, offset) === lineStart(text, error.pos[0]));
  return sameLine ? before : [...before, syntaxError(error, text, document)];
}

function refusedNodes(document: Document.Parsed, text: string, allowed: Allowed): BrokenRule[] {
  const broken: BrokenRule[] = [];
  visit(document, {
    Pair(_, pair) {
      broken.push(...refusedKey(pair));
    },
    Map(_, map) {
      broken.push(...keysTwice(map.items, text));
    },
    Alias(_, alias) {
      if (allowed.aliases) return;
      const offset = startOf(alias);
      broken.push(
        cutText(
          text,
          offset,
          'YAML reads `*` at the start of a text as an alias, which is not allowed here.',
        ),
      );
    },
    Node(_, node) {
      const tag = tagOf(node, text);
      if (tag !== undefined)
        broken.push(cutText(text, tag, 'YAML reads `!` at the start of a text as a tag.'));
      if (!isAlias(node) && node.anchor !== undefined && !allowed.aliases) {
        const offset = text.lastIndexOf(`&${node.anchor}`, startOf(node));
        broken.push(
          cutText(
            text,
            Math.max(0, offset),
            'YAML reads `&` at the start of a text as an anchor, which is not allowed here.',
          ),
        );
      }
      if (isScalar(node)) broken.push(...trailingComment(node, text, allowed), ...escapedCharacter(node));
    },
  });
  return broken;
}

/** A key that is no word, or that YAML 1.1 merges maps with. */
function refusedKey(pair: Pair): BrokenRule[] {
  const key = isScalar(pair.key) ? String(pair.key.value) : '__proto__';
  // The key of a parsed pair is a node.
  const offset = startOf(pair.key as Node | null);
  if (key === '<<') return [mergeKey(pair, offset)];
  if (key !== '__proto__') return [];
  const message = 'This cannot be used as a key.';
  return [{ offset, code: 'yaml_syntax', message, hint: 'Use a word as the key.' }];
}

/** `<<: *order`: YAML 1.1 alone has it, and it would hide where a value comes from. */
function mergeKey({ value }: Pair, offset: number): BrokenRule {
  const alias = isAlias(value) ? `*${value.source}` : undefined;
  return {
    offset,
    code: 'yaml_syntax',
    message: 'Merge keys (`<<`) are not supported: a map is either an alias or written out.',
    hint:
      alias === undefined
        ? 'Write the keys out here.'
        : `Write the keys of \`${alias}\` out here, or use the alias alone, without other keys beside it.`,
  };
}

/** Keys that their map has already. */
function keysTwice(pairs: readonly Pair[], text: string): BrokenRule[] {
  const seen = new Map<unknown, number>();
  return pairs.flatMap(({ key, value }) => {
    if (!isScalar(key)) return [];
    const first = seen.get(key.value);
    if (first !== undefined)
      return [keyTwice(startOf(key), text.slice(0, first).split('\n').length, isMap(value))];
    seen.set(key.value, startOf(key));
    return [];
  });
}

/** A comment after a value; in engineers' files, or after an empty value, only if it may be a cut text (`#1`). */
function trailingComment(node: Scalar, text: string, allowed: Allowed): BrokenRule[] {
  const end = node.range?.[1] ?? 0;
  const comment = text.slice(end, lineEnd(text, end));
  const offset = end + comment.indexOf('#');
  if (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL') return [];
  // An empty value is located at the `#` itself.
  if (!(node.value === '' ? /^\s*#/ : /^\s+#/).test(comment)) return [];
  if ((allowed.trailingComments || node.value === '') && /^\s*#(\s|$)/.test(comment)) return [];
  const message = 'YAML ends the value here: the text after ` #` is a comment.';
  return [
    { offset, code: 'yaml_comment', message, hint: commentHint(node, lineAt(text, offset), comment.trim()) },
  ];
}

/** Both solutions: put the text in quotes, or the comment above. */
function commentHint({ type }: Scalar, line: string, comment: string): string {
  const above = `put \`${comment}\` on a line of its own.`;
  if (type !== 'PLAIN') return `P${above.slice(1)}`;
  return `Put the text in quotes: ${quotedLine(line)} — or ${above}`;
}

/** A character written as an escape, such as `"\\0"`, that no text may contain. */
function escapedCharacter(node: Scalar): BrokenRule[] {
  const code = wrongCharacterOf(String(node.value));
  if (code === undefined) return [];
  const message = `This text contains an invisible character (${code}).`;
  return [
    { offset: startOf(node), code: 'yaml_syntax', message, hint: 'Remove the `\\` and the code after it.' },
  ];
}

function tagOf(node: Node, text: string): number | undefined {
  if (isAlias(node) || node.tag === undefined) return undefined;
  const offset = text.lastIndexOf('!', Math.max(0, startOf(node) - 1));
  return offset < 0 ? startOf(node) : tagStart(text, offset);
}

const tagStart = (text: string, offset: number): number => (text[offset - 1] === '!' ? offset - 1 : offset);

const startOf = (node: Node | null): number => node?.range?.[0] ?? 0;

/** The rules that YAML itself does not have: what it would silently cut, drop or rename is refused (DESIGN §4, YAML). */
import { type Document, isAlias, isScalar, type Node, type Scalar, visit } from 'yaml';
import type { ErrorCode } from '../errors/catalogue.js';

/** A broken rule, at an offset of the file. */
export interface BrokenRule {
  offset: number;
  code: ErrorCode;
  message: string;
  hint?: string;
}

/** What the file may hold besides plain YAML. */
export interface Allowed {
  aliases: boolean;
  trailingComments: boolean;
}

/** Every broken rule in the file's order; behind the first syntax error nothing is looked at. */
export function brokenRules(document: Document.Parsed, text: string, allowed: Allowed): BrokenRule[] {
  const rules = refusedNodes(document, text, allowed).sort((a, b) => a.offset - b.offset);
  const error = [...document.errors].sort((a, b) => a.pos[0] - b.pos[0])[0];
  if (error === undefined) return rules;
  const before = rules.filter(({ offset }) => offset <= error.pos[0]);
  const sameLine = before.some(({ offset }) => lineStart(text, offset) === lineStart(text, error.pos[0]));
  return sameLine ? before : [...before, syntaxError(error, text)];
}

function syntaxError(
  error: { code: string; pos: [number, number]; message: string },
  text: string,
): BrokenRule {
  const offset = error.pos[0];
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY')
    return cutText(text, offset, 'YAML takes `: ` in this text for a key.');
  if (error.code === 'BAD_SCALAR_START') {
    return cutText(text, offset, `YAML keeps ${named(text[offset])} at the start of a text for itself.`);
  }
  const line = text.slice(lineStart(text, offset), lineEnd(text, offset));
  if (error.code === 'UNEXPECTED_TOKEN' && text[offset] === '{' && text[offset - 1] === '$') {
    return cutText(
      text,
      offset - 1,
      'Between { } or [ ], YAML takes `${` for the start of a map.',
      inlineHint(line),
    );
  }
  if (error.code === 'TAB_AS_INDENT') {
    return { offset, code: 'yaml_syntax', message: 'A tab indents this line.', hint: 'Indent with spaces.' };
  }
  if (error.code === 'MULTIPLE_DOCS') {
    return {
      offset,
      code: 'yaml_syntax',
      message: 'A second document begins here.',
      hint: 'Put it in a file of its own.',
    };
  }
  if (error.code === 'DUPLICATE_KEY') {
    return {
      offset,
      code: 'yaml_syntax',
      message: 'This key stands twice in one map.',
      hint: 'Remove or rename one.',
    };
  }
  return { offset, code: 'yaml_syntax', message: `${error.message.replace(/\.$/, '')}.` };
}

function refusedNodes(document: Document.Parsed, text: string, allowed: Allowed): BrokenRule[] {
  const broken: BrokenRule[] = [];
  visit(document, {
    Pair(_, pair) {
      if (isScalar(pair.key) && String(pair.key.value) !== '__proto__') return;
      // The key of a parsed pair is a node.
      const offset = startOf(pair.key as Node | null);
      broken.push({
        offset,
        code: 'yaml_syntax',
        message: 'This cannot be a key.',
        hint: 'Use a word as key.',
      });
    },
    Alias(_, alias) {
      if (allowed.aliases) return;
      const offset = startOf(alias);
      broken.push(
        cutText(
          text,
          offset,
          'YAML takes `*` at the start of a text for an alias, which is not allowed here.',
        ),
      );
    },
    Node(_, node) {
      const tag = tagOf(node, text);
      if (tag !== undefined)
        broken.push(cutText(text, tag, 'YAML takes `!` at the start of a text for a tag.'));
      if (!isAlias(node) && node.anchor !== undefined && !allowed.aliases) {
        const offset = text.lastIndexOf(`&${node.anchor}`, startOf(node));
        broken.push(
          cutText(
            text,
            Math.max(0, offset),
            'YAML takes `&` at the start of a text for an anchor, which is not allowed here.',
          ),
        );
      }
      if (isScalar(node)) broken.push(...trailingComment(node, text, allowed));
    },
  });
  return broken;
}

/** A comment on the line of a value; in engineers' files only one that may be a text that YAML has cut (`#1`). */
function trailingComment(node: Scalar, text: string, allowed: Allowed): BrokenRule[] {
  const end = node.range?.[1] ?? 0;
  const comment = text.slice(end, lineEnd(text, end));
  const offset = end + comment.indexOf('#');
  if (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL') return [];
  if (!/^\s+#/.test(comment) || node.value === '') return [];
  if (allowed.trailingComments && /^\s+#(\s|$)/.test(comment)) return [];
  const message = 'YAML cuts the value here: what follows ` #` is a comment.';
  return [{ ...cutText(text, offset, message), code: 'yaml_comment' }];
}

function tagOf(node: Node, text: string): number | undefined {
  if (isAlias(node) || node.tag === undefined || node.tag.startsWith('tag:yaml.org,2002:')) return undefined;
  const offset = text.lastIndexOf('!', Math.max(0, startOf(node) - 1));
  return offset < 0 ? startOf(node) : tagStart(text, offset);
}

const tagStart = (text: string, offset: number): number => (text[offset - 1] === '!' ? offset - 1 : offset);

function cutText(text: string, offset: number, message: string, hint = quotedHint(text, offset)): BrokenRule {
  return { offset, code: 'yaml_text_unquoted', message, hint };
}

/** The line again with its value in quotes, ready to be pasted. */
function quotedHint(text: string, offset: number): string {
  const line = text.slice(lineStart(text, offset), lineEnd(text, offset));
  const match = /^\s*((?:- )*(?:[\w.-]+:\s+)?)(.*)$/.exec(line);
  const value = (match?.[2] ?? '').trim();
  return `Put the text in quotes: ${match?.[1] ?? ''}${JSON.stringify(value)}`;
}

const inlineHint = (line: string): string =>
  `Put each \`\${…}\` in quotes, or write one value a line: ${line.trim().replaceAll(/\$\{[^}]*\}/g, '"$&"')}`;

const named = (character = ''): string => (character === '`' ? 'a backtick' : `\`${character}\``);
const startOf = (node: Node | null): number => node?.range?.[0] ?? 0;
const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

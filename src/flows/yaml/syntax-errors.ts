/** The YAML parser's errors, worded for people who write texts and know nothing of YAML (DESIGN §4, YAML). */
import { type Document, isScalar, Scalar, visit, type YAMLError } from 'yaml';
import type { ErrorCode } from '../../contracts/errors/catalogue.js';
import { keyedLine, lineAt, lineEnd, lineStart, quotedLine } from './lines.js';

/** A broken rule, at an offset in the file. */
export interface BrokenRule {
  offset: number;
  code: ErrorCode;
  message: string;
  hint?: string;
}

type Explain = (error: YAMLError, text: string, document: Document.Parsed) => BrokenRule | undefined;

/** The first syntax error, explained by the first explanation that fits. */
export function syntaxError(error: YAMLError, text: string, document: Document.Parsed): BrokenRule {
  for (const explain of explanations) {
    const rule = explain(error, text, document);
    if (rule !== undefined) return rule;
  }
  return syntax(error.pos[0], `${error.message.replace(/\.$/, '')}.`);
}

const syntax = (offset: number, message: string, hint?: string): BrokenRule => ({
  offset,
  code: 'yaml_syntax',
  message,
  ...(hint === undefined ? {} : { hint }),
});

/** A text that YAML does not read as a text, with a hint that quotes it. */
export function cutText(text: string, offset: number, message: string, hint?: string): BrokenRule {
  const quoted = `Put the text in quotes: ${quotedLine(lineAt(text, offset))}`;
  return { offset, code: 'yaml_text_unquoted', message, hint: hint ?? quoted };
}

const named = (character = ''): string => (character === '`' ? 'a backtick' : `\`${character}\``);

const tabIndents: Explain = ({ code, pos: [offset] }, text) => {
  if (code === 'TAB_AS_INDENT') return tabAt(offset);
  // The parser often stumbles a line or two before the tab.
  let start = lineStart(text, offset);
  for (let line = 0; line < 3 && start < text.length; line++) {
    const tab = /^ *\t/.exec(lineAt(text, start))?.[0];
    if (tab !== undefined) return tabAt(start + tab.length - 1);
    start = lineEnd(text, start) + 1;
  }
  return undefined;
};

const tabAt = (offset: number): BrokenRule =>
  syntax(offset, 'This line is indented with a tab.', 'Indent with spaces.');

const secondDocument: Explain = ({ code, pos: [offset] }, text) => {
  if (code !== 'MULTIPLE_DOCS' && !/^(---|\.\.\.)(\s|$)/.test(lineAt(text, offset))) return undefined;
  return syntax(offset, 'A second document starts here.', 'Move it to a separate file.');
};

/** A key that its map has already, in another line. */
export function keyTwice(offset: number, first: number, isHeading: boolean): BrokenRule {
  const hint = isHeading
    ? `Move its content under the key in line ${first}, and delete this one.`
    : 'Remove or rename one.';
  return syntax(offset, `This key already exists in line ${first}.`, hint);
}

/** What a merge by git leaves where two versions do not go together; what YAML makes of it helps nobody. */
export function unfinishedMerges(text: string): BrokenRule[] {
  const marks = [...text.matchAll(/^(<{7}|\|{7}|={7}|>{7})(?: .*)?\r?$/gm)];
  const opened = marks.filter(([, mark]) => mark?.startsWith('<') === true);
  const [lone] = marks.filter(([, mark]) => mark?.startsWith('|') === false);
  const message = 'This is a conflict marker of an unfinished merge.';
  if (opened.length === 0 && lone !== undefined)
    return [
      syntax(lone.index, message, 'Delete the marker, and decide which of the lines around it to keep.'),
    ];
  return opened.map(({ index }) => {
    const [, ours = '', theirs = ''] =
      /^<{7}.*\n([^]*?)(?:^\|{7}[^]*?)?^={7}.*\n([^]*?)^>{7}/m.exec(text.slice(index)) ?? [];
    const short = [ours, theirs].map((version) => version.trim());
    const isShort = short.every((version) => version !== '' && !version.includes('\n'));
    const kept = isShort ? `\`${short.join('` or `')}\`` : 'one of the two versions between the marks';
    const hint = `Keep ${kept}, and delete the lines with \`<<<<<<<\`, \`=======\` and \`>>>>>>>\`.`;
    return syntax(index, message, hint);
  });
}

const dashWithoutBlank: Explain = ({ pos: [offset] }, text) => {
  for (const at of [lineStart(text, offset), lineStart(text, Math.max(0, lineStart(text, offset) - 1))]) {
    const [, indent = '', rest = ''] = /^(\s*)-([A-Za-z].*)$/.exec(lineAt(text, at)) ?? [];
    if (rest === '') continue;
    return syntax(at + indent.length, 'There is no space after `-`.', `Write \`- ${rest}\`.`);
  }
  return undefined;
};

const quoteOpen: Explain = ({ code, message }, text, document) => {
  if (code !== 'MISSING_CHAR' || !message.includes('quote')) return undefined;
  const opened = oddQuote(text, message.includes("'") ? "'" : '"');
  if (opened !== undefined)
    return syntax(opened.offset, 'This text has no closing quote.', `Close it: ${opened.closed}`);
  let offset = 0;
  visit(document, {
    Scalar(_, node) {
      const quoted = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE;
      if (isScalar(node) && quoted) offset = node.range?.[0] ?? offset;
    },
  });
  return syntax(
    offset,
    'This text has no closing quote.',
    `Close it: ${lineAt(text, offset).trim()}${text[offset] ?? ''}`,
  );
};

/** The first line with a quote that nothing on it closes, and how it reads closed before the brackets at its end. */
function oddQuote(text: string, quote: string): { offset: number; closed: string } | undefined {
  let start = 0;
  for (const line of text.split('\n')) {
    const [before = '', value = ''] = line.split(
      new RegExp(`(?<=^(?:[^${quote}]|${quote}[^${quote}]*${quote})*[\\s:[{,])${quote}`),
    );
    if (line.split(quote).length % 2 === 0 && value !== '' && !line.trimStart().startsWith('#')) {
      const [, rest = '', end = ''] = /^(.*?)(\s*[}\],]*\s*)$/.exec(value) ?? [];
      return {
        offset: start + before.length,
        closed: `${before.trim()} ${quote}${rest}${quote}${end}`.trim(),
      };
    }
    start += line.length + 1;
  }
  return undefined;
}

/** `BLOCK_AS_IMPLICIT_KEY`: a text with `: ` in it, or one that swallows the line below it. */
const keyInText: Explain = ({ code, pos: [offset] }, text) => {
  if (code !== 'BLOCK_AS_IMPLICIT_KEY') return undefined;
  const { value } = keyedLine(lineAt(text, offset));
  const next = lineEnd(text, offset) + 1;
  if (/:(\s|$)/.test(value) || /^[?]/.test(value) || next >= text.length)
    return cutText(text, offset, 'YAML reads `: ` in this text as the end of a key.');
  const at = next + (/^\s*/.exec(lineAt(text, next))?.[0].length ?? 0);
  const message = 'This line is indented too far: YAML reads it as part of the text above.';
  return syntax(at, message, 'Align it with the key above.');
};

const inlineExpression: Explain = ({ code, pos: [offset] }, text) => {
  if (code !== 'UNEXPECTED_TOKEN' || text[offset] !== '{' || text[offset - 1] !== '$') return undefined;
  const line = lineAt(text, offset).trim();
  const hint = `Put the whole value in quotes, or write one value per line: ${withQuotes(line)}`;
  return cutText(text, offset - 1, 'Between { } or [ ], YAML reads `${` as the start of a map.', hint);
};

/** The line with quotes around each value that has `${…}` in it and none yet. */
const withQuotes = (line: string): string =>
  line.replaceAll(
    /(?<=[:[,{]\s*)(?:[^\s"'{}[\],]|\$\{[^}]*\})*\$\{[^}]*\}(?:[^\s"'{}[\],]|\$\{[^}]*\})*/g,
    (value, at: number) => ((line.slice(0, at).split('"').length - 1) % 2 === 0 ? `"${value}"` : value),
  );

/** `method:GET`: without the blank, YAML reads one word and takes the next line for its key's value. */
const colonWithoutBlank: Explain = ({ code, pos: [offset] }, text) => {
  if (code !== 'MULTILINE_IMPLICIT_KEY' && code !== 'MISSING_CHAR' && code !== 'BLOCK_AS_IMPLICIT_KEY')
    return undefined;
  const [, indent = '', key = '', value = ''] =
    /^(\s*(?:- )?)([A-Za-z][\w.-]*):([^\s:/].*)$/.exec(lineAt(text, offset)) ?? [];
  if (key === '') return undefined;
  return syntax(
    lineStart(text, offset) + indent.length,
    'There is no space after `:`.',
    `Write \`${key}: ${value}\`.`,
  );
};

/** A JSONPath with brackets in a map on one line: `{ id: $.list[*].id }`. */
const inlinePath: Explain = ({ pos: [offset] }, text) => {
  const line = lineAt(text, offset);
  const [whole = '', path = ''] = /[{[,].*?[:[,]\s*(\$[\w.]*\[[^\]]*\][^\s,}\]]*)/.exec(line) ?? [];
  if (path === '') return undefined;
  const hint = `Put the path in quotes: ${line.trim().replace(path, JSON.stringify(path))}`;
  const at = lineStart(text, offset) + line.indexOf(whole) + whole.length - path.length;
  return cutText(text, at, 'Between { } or [ ], YAML reads the `[` of a path as a list.', hint);
};

/** A value whose first character means something to YAML: `>`, `-`, `]`, a quote that closes too early. */
const indicatorFirst: Explain = ({ code, pos: [offset] }, text) => {
  const line = lineAt(text, offset);
  const { before, value } = keyedLine(line);
  const [first = ''] = value;
  const known = ['BAD_SCALAR_START', 'UNEXPECTED_TOKEN', 'BLOCK_IN_FLOW', 'BAD_PROP_ORDER'].includes(code);
  if (!known || !/[:-]\s/.test(before) || !/[^\p{L}\p{N}\s$]/u.test(first)) return undefined;
  const start = lineStart(text, offset) + line.indexOf(value, line.indexOf(before) + before.length);
  if (first === '"' || first === "'")
    return cutText(text, offset, `YAML ends this text at the second ${named(first)}.`);
  if (offset > start && (first === '[' || first === '{'))
    return cutText(text, offset, `YAML ends this value at the closing ${first === '[' ? '`]`' : '`}`'}.`);
  return cutText(text, start, `YAML does not allow ${named(first)} at the start of a text without quotes.`);
};

/** A key between the columns of those above it: none of them is the one that it belongs to. */
const columnBetween: Explain = ({ pos: [offset], message }, text) => {
  if (!/same column|same level|BAD_INDENT/i.test(message)) return undefined;
  const start = lineStart(text, offset);
  const [, indent = '', key = ''] = /^( *)(?:- )?([\w.-]+):/.exec(lineAt(text, start)) ?? [];
  if (key === '') return undefined;
  const before = text.slice(0, start).split('\n').slice(0, -1);
  const above = before.findLast((line) => {
    const [, spaces = '', name] = /^( *)(?:- )?([\w.-]+):/.exec(line) ?? [];
    return name !== undefined && spaces.length < indent.length;
  });
  const line = (above === undefined ? 0 : before.lastIndexOf(above)) + 1;
  const [, spaces = '', dash = '', name = ''] = /^( *)(- )?([\w.-]+):/.exec(above ?? '') ?? [];
  const column = spaces.length + dash.length + 1;
  const problem = `\`${key}\` is in column ${indent.length + 1}, where no key above it begins.`;
  if (name === '') return syntax(start + indent.length, problem);
  const hint = `If it belongs beside \`${name}\` in line ${line}, indent it with ${column - 1} ${column === 2 ? 'space' : 'spaces'}, like that key.`;
  return syntax(start + indent.length, problem, hint);
};

const explanations: readonly Explain[] = [
  tabIndents,
  secondDocument,
  dashWithoutBlank,
  quoteOpen,
  colonWithoutBlank,
  keyInText,
  inlineExpression,
  inlinePath,
  indicatorFirst,
  columnBetween,
];

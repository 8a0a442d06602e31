/** What a page has its reader do, in order, and whether what came is what the page shows. */
import type { Page } from '../support.js';

/** One thing that a page shows; `shown` is absent where a command only has to succeed. */
export type Step =
  | { kind: 'command'; command: string; typed: string[]; shown?: string[]; staysUp: boolean }
  | { kind: 'file'; path: string; text: string; added: boolean }
  | { kind: 'change'; path: string; text: string }
  | { kind: 'elsewhere'; text: string; where: string };

interface Block {
  language: string;
  text: string;
  /** What stands between this block and the one before it. */
  before: string;
  /** The words of `<!-- run: … -->` right above it. */
  mark: string;
}

/** Stands right above its block. */
const marked = /(?<=^|\n)<!-- run: (.+) -->\n$/;

/** The steps of a page; throws at a block that is neither one of them nor marked as none. */
export function stepsOf({ path, text }: Page): Step[] {
  const blocks = blocksOf(text);
  return blocks.flatMap((block, index): Step[] => {
    const { language, mark } = block;
    if (mark.startsWith('not, ')) return [];
    if (mark.startsWith('in ')) return [{ kind: 'elsewhere', text: block.text, where: mark.slice(3) }];
    if (language === 'console') return commandsOf(block);
    if (language === 'sh') return [scriptOf(block, blocks[index + 1])];
    if (language === 'yaml')
      return [{ kind: 'file', path: fileOf(path, block), text: block.text, added: mark === 'added' }];
    if (language === 'diff') return [{ kind: 'change', path: fileOf(path, block), text: block.text }];
    if (language === 'mermaid' || isOutput(block, blocks[index - 1])) return [];
    throw new Error(`${path}: nobody runs this block:\n${block.text}`);
  });
}

function blocksOf(text: string): Block[] {
  let end = 0;
  return [...text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map((match) => {
    const [whole, language = '', block = ''] = match;
    const before = text.slice(end, match.index);
    end = match.index + whole.length;
    return { language, text: block, before, mark: marked.exec(before)?.[1] ?? '' };
  });
}

/** Output stands right below the commands that print it. */
const isOutput = ({ language, before }: Block, above: Block | undefined): boolean =>
  ['text', 'mermaid'].includes(language) && above?.language === 'sh' && before.trim() === '';

function scriptOf(block: Block, next: Block | undefined): Step {
  const shown = next !== undefined && isOutput(next, block) ? { shown: linesOf(next.text) } : {};
  return {
    kind: 'command',
    command: block.text.trimEnd(),
    typed: [],
    ...shown,
    staysUp: block.mark === 'stays up',
  };
}

/** What a reader types: behind the prompt of a chat, or of a question that the command asks. */
const typedLine = /^(?:you|answer)>(?: (.*))?$/;

/** Each `$` is a command; what follows is what it prints, and behind a prompt what the reader types into it. */
function commandsOf({ text, mark }: Block): Step[] {
  const [nothing, ...parts] = text.split(/^\$ /m);
  if (nothing !== '') throw new Error(`no command prints this:\n${nothing}`);
  return parts.map((part) => {
    const [command = '', ...lines] = linesOf(part);
    const typed = lines.flatMap((line) => {
      const match = typedLine.exec(line);
      return match === null ? [] : [match[1] ?? ''];
    });
    return { kind: 'command', command, typed, shown: lines, staysUp: mark === 'stays up' };
  });
}

/** The file that the line above a block names last. */
function fileOf(page: string, { before, text }: Block): string {
  const line = before.replace(marked, '').trimEnd().split('\n').at(-1) ?? '';
  const path = [...line.matchAll(/`([^`\s]+\.yaml)`/g)].at(-1)?.[1];
  if (path === undefined) throw new Error(`${page}: no file is named for this block:\n${text}`);
  return path;
}

const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n');

/** Ports, ids, moments and durations of a run are its own, and how a prompt looks. */
const own: readonly (readonly [RegExp, string])[] = [
  [/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT'],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'UUID'],
  [/\b[0-9a-f]{32}\b/g, 'HASH'],
  [/\b\d{4}-\d{2}-\d{2} \d{2}:\d{2}(?: [A-Z]{3,4})?\b/g, 'MOMENT'],
  [/\b\d{1,2} [A-Z][a-z]{2} \d{4}, \d{2}:\d{2}\b/g, 'MOMENT'],
  [/\b\d+ ms\b/g, 'DURATION'],
  // From a pipe a prompt is printed short, as nobody has seen the line being typed.
  [/^you> /g, '> '],
];

/** Lines without what differs from run to run. */
export const told = (lines: readonly string[]): string[] =>
  lines.map((line) => own.reduce((text, [pattern, word]) => text.replaceAll(pattern, word), line.trimEnd()));

/** Whether a page shows what was printed; a line `…` stands for any number of lines, a `…` in a line for any text. */
export function shows(shown: readonly string[], printed: readonly string[]): boolean {
  const [first, ...rest] = shown;
  if (first === undefined) return printed.length === 0;
  if (first.trim() !== '…')
    return printed.length > 0 && isLike(first, printed[0] ?? '') && shows(rest, printed.slice(1));
  return printed.some((_, index) => shows(rest, printed.slice(index))) || shows(rest, []);
}

function isLike(shown: string, printed: string): boolean {
  const parts = shown.split('…').map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`).test(printed);
}

/** A change as a page shows it: what stands there, with `-` or a blank before it, becomes what follows. */
export function changed(text: string, change: string): string {
  const lines = linesOf(change);
  const side = (mark: '-' | '+'): string =>
    lines.flatMap((line) => (line[0] === mark || line[0] === ' ' ? [line.slice(1)] : [])).join('\n');
  if (text.split(side('-')).length !== 2) throw new Error(`stands there not once:\n${side('-')}`);
  return text.replace(side('-'), () => side('+'));
}

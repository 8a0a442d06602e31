/** Changes of a flow's text, as authors and editors make them by mistake. */
import fc from 'fast-check';

/** Changes a text. */
type Mutate = (text: string) => string;

/** Pieces that authors and editors leave in files by mistake. */
const pieces = [
  '${',
  '}',
  '"',
  "'",
  ': ',
  ' # ',
  '- ',
  '\n',
  '\t',
  '  ',
  '[',
  '{',
  '*',
  '&a ',
  '!x ',
  '%',
  '`',
  '@',
  '__proto__: 1\n',
  'x.y',
  '==',
  '${steps.',
  '\u0000',
  'ä',
  '- end: { result: x }\n',
  '  - say: hi\n',
  '<<: *a\n',
  'true',
  '1.5',
  'parallel:\n',
  'repeat:\n',
  'concurrent: 3\n',
  'until: true\n',
  'outputs: { a: b }\n',
];

/** A share of the text; from an integer, because doubles crowd around zero. */
const anywhere = fc.integer({ min: 0, max: 999_999 }).map((share) => share / 1_000_000);

const cut = fc.tuple(anywhere, fc.nat(80)).map(([at, length]): Mutate => (text) => {
  const from = Math.floor(at * text.length);
  return text.slice(0, from) + text.slice(from + length);
});

const put = fc.tuple(anywhere, fc.constantFrom(...pieces)).map(([at, piece]): Mutate => (text) => {
  const from = Math.floor(at * text.length);
  return text.slice(0, from) + piece + text.slice(from);
});

const lines = (change: (all: string[], at: number, other: number) => string[]) =>
  fc.tuple(anywhere, anywhere).map(([at, other]): Mutate => (text) => {
    const all = text.split('\n');
    return change(all, Math.floor(at * all.length), Math.floor(other * all.length)).join('\n');
  });

const withoutLine = lines((all, at) => all.filter((_, index) => index !== at));
const lineTwice = lines((all, at) => all.flatMap((line, index) => (index === at ? [line, line] : [line])));
const linesSwapped = lines((all, at, other) =>
  all.map((line, index) => (index === at ? (all[other] ?? '') : index === other ? (all[at] ?? '') : line)),
);
const indented = lines((all, at) => all.map((line, index) => (index === at ? `  ${line}` : line)));
const outdented = lines((all, at) =>
  all.map((line, index) => (index === at ? line.replace(/^ {2}/, '') : line)),
);

const wordSwapped = fc.tuple(anywhere, anywhere).map(([at, other]): Mutate => (text) => {
  const words = text.split(/(\W+)/);
  const [from, to] = [at, other].map((place) => Math.floor((place * words.length) / 2) * 2);
  return words.map((word, index) => (index === from ? (words[to ?? 0] ?? '') : word)).join('');
});

/** The commonest mistake of all: a word with one letter too few, inside an expression or a name. */
const misspelt = anywhere.map((at): Mutate => (text) => {
  const words = text.split(/(\W+)/);
  const which = Math.floor((at * words.length) / 2) * 2;
  return words.map((word, index) => (index === which ? word.slice(0, 1) + word.slice(2) : word)).join('');
});

/** One to four changes in a row. */
export const mutations: fc.Arbitrary<Mutate> = fc
  .array(
    fc.oneof(misspelt, cut, put, withoutLine, lineTwice, linesSwapped, indented, outdented, wordSwapped),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((changes) => (text) => changes.reduce((changed, change) => change(changed), text));

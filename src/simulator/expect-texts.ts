/** Compares replies and questions with the expectations in `then:`. */
import type { Path } from '../yaml/document.js';
import type { Difference } from './difference.js';
import type { ExpectedText } from './flow-test.js';
import type { Outcome } from './happened.js';

/** A reply or question as the customer reads it. */
interface Told {
  text: string;
  options: readonly string[];
}

/** The replies. */
export const saidIn = ({ story }: Outcome): Told[] =>
  story.flatMap((happened) => (happened.is === 'said' ? [{ text: happened.text, options: [] }] : []));

/** The questions. */
export const askedIn = ({ story }: Outcome): Told[] =>
  story.flatMap((happened) => (happened.is === 'asked' ? [happened] : []));

/** Reports only the first text that differs: later ones may merely have shifted. */
export function textDifferences(
  what: 'said' | 'asked',
  expected: readonly ExpectedText[] | undefined,
  actual: readonly Told[],
  path: Path,
): Difference[] {
  if (expected === undefined) return [];
  for (const [index, text] of expected.entries()) {
    const told = actual[index];
    const nth = `${index + 1} of ${expected.length}`;
    if (told === undefined) {
      const message = `${what} ${nth} is missing: only ${actual.length} ${actual.length === 1 ? 'was' : 'were'} ${what}.`;
      return [{ path: text.path, message, expected: written(text) }];
    }
    if (!fits(text, told))
      return [
        {
          path: text.path,
          message: `${what} ${nth} differs.`,
          expected: written(text),
          actual: shown(text, told),
        },
      ];
  }
  const more = actual.slice(expected.length);
  if (more.length === 0) return [];
  const message = `More was ${what} than expected.`;
  return [{ path, message, expected: 'nothing more', actual: more.map(({ text }) => text).join('\n') }];
}

function fits({ text, contains, options }: ExpectedText, told: Told): boolean {
  if (text !== undefined && plain(text) !== plain(told.text)) return false;
  if (contains !== undefined && !plain(told.text).includes(plain(contains))) return false;
  if (options === undefined) return true;
  return options.map(plain).join('\n') === told.options.map(plain).join('\n');
}

const written = ({ text, contains, options }: ExpectedText): string =>
  [text ?? (contains === undefined ? '' : `… ${contains} …`), ...(options ?? []).map(numbered)]
    .filter((part) => part !== '')
    .join('\n');

const shown = ({ options }: ExpectedText, told: Told): string =>
  [told.text, ...(options === undefined ? [] : told.options.map(numbered))].join('\n');

const numbered = (option: string, index: number): string => `${index + 1}. ${option}`;

/** Collapses white space: authors break lines freely, and times contain narrow spaces. */
const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** Characters that no editor shows, or that look like others: they come from copying or old editors, and hide errors. */
import { type Document, isScalar, Scalar, visit } from 'yaml';
import type { BrokenRule } from './syntax-errors.js';

/** A character that a file must not contain, with its offset. */
export interface WrongCharacter {
  offset: number;
  message: string;
  hint: string;
}

// Control characters other than tab and line ends, and the byte order mark.
const invisible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufeff]/;

// What is put in the place of bytes that are no UTF-8, and UTF-8 that was read as Windows-1252 and saved so.
const otherEncoding = /\ufffd|[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00bf™œžšš“”˜¦]/;

/** The first such character of a file, or undefined. */
export function wrongCharacterAt(text: string): WrongCharacter | undefined {
  const foreign = otherEncoding.exec(text);
  if (foreign !== null) return ofOtherEncoding(text, foreign);
  const found = invisible.exec(text);
  if (found === null) return undefined;
  const [character] = found;
  if (character === '\ufeff' && found.index === 0) {
    const message = 'The file begins with a byte order mark.';
    return { offset: 0, message, hint: 'Save it as “UTF-8”, not as “UTF-8 with BOM”.' };
  }
  const message = `There is an invisible character (${codeOf(character)}) here.`;
  return { offset: found.index, message, hint: 'Delete it, or type the line again.' };
}

function ofOtherEncoding(text: string, { 0: found, index }: RegExpExecArray): WrongCharacter {
  const hint =
    'Save the file again as “UTF-8”, not as “ANSI”, “Unicode” or “Windows-1252”, and correct the broken letters.';
  const message =
    found === '\ufffd'
      ? `The file is not in UTF-8: ${text.includes('\0') ? 'it looks like UTF-16' : 'this character cannot be read'}.`
      : `\`${found}\` is one character that was saved in the wrong encoding.`;
  return { offset: index, message, hint };
}

/** The code of such a character in a value, as produced by `"\0"`, or undefined. */
export function wrongCharacterOf(value: string): string | undefined {
  const character = invisible.exec(value)?.[0];
  return character === undefined ? undefined : codeOf(character);
}

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Blanks that are none to YAML, and dashes that are no `-`: word processors and chats write them. */
const [space, dash] = [
  '[\\u00a0\\u1680\\u2000-\\u200b\\u202f\\u205f\\u2060\\u3000]',
  '[\\u2010-\\u2015\\u2212]',
];
const indentation = `^[ \\t]*(?:-[ \\t]+)*`;

/** Each with the place where the wrong character stands. */
const typography: readonly { form: RegExp; is: string; meant: string; hint: string }[] = [
  ...[
    `${indentation}-?()${space}`,
    `${indentation}[a-z][\\w.-]*()${space}+:`,
    `${indentation}[a-z][\\w.-]*:()${space}`,
  ].map((form) => ({
    ...{ form: new RegExp(form, 'gmu'), is: 'A no-break space', meant: 'a space' },
    hint: 'Type the space again; “replace all” finds all of them.',
  })),
  ...[`${indentation}()${dash}\\s*[a-z]\\w*:`, `(?<=^[ \\t]*[\\w.-]+:[ \\t]*\\r?\\n[ \\t]*)()${dash}\\s`].map(
    (form) => ({
      ...{ form: new RegExp(form, 'gmu'), is: 'A long dash', meant: 'the dash of a list' },
      hint: 'Write `- `: a hyphen and a space.',
    }),
  ),
  {
    ...{
      form: new RegExp(`${indentation}[a-z][\\w.-]*()[：﹕∶]`, 'gmu'),
      is: 'A different colon character',
      meant: '`:`',
    },
    hint: 'Write `: `: a colon and a space.',
  },
];

/** Such characters where YAML is written, and not a text: the first of each kind, with how many lines have it. */
export function typographyIn(document: Document.Parsed, text: string): BrokenRule[] {
  if (!/[\u00a0\u1680\u2000-\u200b\u2010-\u2015\u202f\u205f\u2060\u2212\u3000：﹕∶]/.test(text)) return [];
  const texts = quotedIn(document);
  const isWritten = (offset: number): boolean =>
    !texts.some(([start, end]) => offset > start && offset < end);
  const byKind = new Map<string, (BrokenRule & { hint: string })[]>();
  for (const { form, is, meant, hint } of typography)
    for (const found of text.matchAll(form)) {
      const offset = found.index + found[0].search(odd);
      if (!isWritten(offset)) continue;
      const message = `${is} (${codeOf(text.slice(offset))}) is used here instead of ${meant}`;
      byKind.set(is, [...(byKind.get(is) ?? []), { offset, code: 'yaml_syntax', message, hint }]);
    }
  return [...byKind.values()].flatMap((found) => {
    const [first] = found.sort((a, b) => a.offset - b.offset);
    const lines = new Set(found.map(({ offset }) => text.lastIndexOf('\n', offset))).size;
    const further = lines === 1 ? '' : `, and in ${lines - 1} more ${lines === 2 ? 'line' : 'lines'}`;
    return first === undefined ? [] : [{ ...first, message: `${first.message}${further}.` }];
  });
}

const odd = new RegExp(`${space}|${dash}|[：﹕∶]`, 'u');

/** Where texts stand that keep every character: in quotes, and in blocks. */
function quotedIn(document: Document.Parsed): [number, number][] {
  const found: [number, number][] = [];
  visit(document, {
    Scalar(_, node) {
      if (isScalar(node) && node.type !== Scalar.PLAIN && node.range != null)
        found.push([node.range[0], node.range[1]]);
    },
  });
  return found;
}

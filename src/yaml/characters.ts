/** Characters that no editor shows and no text needs: they come from copying or old editors, and hide errors. */

/** A character that a file must not contain, with its offset. */
export interface WrongCharacter {
  offset: number;
  message: string;
  hint: string;
}

// Control characters other than tab and line ends, and the byte order mark.
const invisible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufeff]/;

/** The first such character of a file, or undefined. */
export function wrongCharacterAt(text: string): WrongCharacter | undefined {
  const found = invisible.exec(text);
  if (found === null) return undefined;
  const [character] = found;
  if (character === '\ufeff' && found.index === 0) {
    const message = 'The file begins with a byte order mark, which YAML would take for a character.';
    return { offset: 0, message, hint: 'Save it as “UTF-8”, not as “UTF-8 with BOM”.' };
  }
  const message = `An invisible character (${codeOf(character)}) stands here.`;
  return { offset: found.index, message, hint: 'Delete it, or type the line anew.' };
}

/** The code of such a character in a value, as produced by `"\0"`, or undefined. */
export function wrongCharacterOf(value: string): string | undefined {
  const character = invisible.exec(value)?.[0];
  return character === undefined ? undefined : codeOf(character);
}

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Labels of a Mermaid diagram: whatever an author writes stays text, and never becomes syntax. */

/** What may stand in a quoted label as it is; all else is written as its code point, which Mermaid turns back after parsing. */
const plainCharacter = /[\p{L}\p{M}\p{N}\p{Emoji_Presentation} .,?!'():/€‹›“”’…–·→-]/u;

/** Mermaid marks entities by these letters while it parses. */
const markers = /[ﬂ¶]/u;

/** Lines as one quoted label, with line breaks between them. */
export function label(lines: readonly string[]): string {
  const all = lines.flatMap((line) => line.split(/\r\n|[\n\r\u2028\u2029]/));
  const written = all.map(escaped).filter((line) => line !== '');
  return `"${written.length === 0 ? '…' : written.join('<br>')}"`;
}

function escaped(line: string): string {
  // Mermaid looks for styles before it reads labels: behind these words a colon would open one.
  const styles = /style|classDef/.test(line);
  const written = Array.from(visible(line).trim(), (character) =>
    plainCharacter.test(character) && !markers.test(character) && !(styles && character === ':')
      ? character
      : `#${character.codePointAt(0) ?? 32};`,
  ).join('');
  // Lists of Markdown: `1. `, `- `.
  return written.replace(/^(\s*\d+)\./, '$1#46;').replace(/^(\s*)-/, '$1#45;');
}

/** Without control characters, signs that turn the direction of writing, and halves of characters. */
const visible = (line: string): string =>
  line
    .replace(/[\p{Cc}\p{Cf}]/gu, (character) => (character === '\u200d' ? character : ' '))
    .replace(/\p{Cs}/gu, '\ufffd');

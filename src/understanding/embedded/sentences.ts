/** Splits a message into sentences, roughly: enough to tell requests apart. */

/** Pieces between line breaks and sentence ends; a full stop inside a number or an abbreviation ends nothing. */
export function sentences(text: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (!endsSentence(text, at)) continue;
    pieces.push(text.slice(start, at + 1));
    start = at + 1;
  }
  pieces.push(text.slice(start));
  return pieces.map((piece) => piece.trim()).filter((piece) => /[\p{L}\p{N}]/u.test(piece));
}

function endsSentence(text: string, at: number): boolean {
  const character = text[at] ?? '';
  if (character === '\n') return true;
  if (!'.!?;…'.includes(character)) return false;
  const next = text[at + 1] ?? ' ';
  return next.trim() === '' && !(character === '.' && abbreviates(text, at));
}

/** "no. 12345", "Nr. 12345", "3. Mai": at most three characters stand before the full stop. */
function abbreviates(text: string, at: number): boolean {
  const wordStart = Math.max(text.lastIndexOf(' ', at), text.lastIndexOf('\n', at)) + 1;
  const upcoming = text.slice(at + 1, at + 3).trim();
  return at - wordStart <= 3 && (/^\p{N}/u.test(upcoming) || /\p{N}/u.test(text[at - 1] ?? ''));
}

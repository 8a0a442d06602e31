/** Words of a message with their places, for looking around a number. */

/** A piece between spaces and brackets, without the punctuation at its ends. */
export interface Token {
  text: string;
  start: number;
  end: number;
  /** A full stop, a question mark or a line break follows. */
  endsSentence: boolean;
  /** Any punctuation follows. */
  endsPhrase: boolean;
}

const BREAKS = new Set(' \t\r\n\f\u00a0\u202f:=()[]{}<>"“”„|;–—');
const TRAILING = new Set(".,!?…'’*");
const LEADING = new Set("*'‘’.,");

/** The tokens of a text, in one pass; `#` starts a token of its own. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const character = text[at] ?? '\n';
    if (!BREAKS.has(character) && character !== '#') continue;
    if (at > start) pushTrimmed(tokens, text, start, at);
    const last = tokens.at(-1);
    if (last !== undefined && character === '\n') last.endsSentence = last.endsPhrase = true;
    start = character === '#' ? at : at + 1;
  }
  return tokens;
}

function pushTrimmed(tokens: Token[], text: string, from: number, to: number): void {
  let [start, end] = [from, to];
  while (start < end && LEADING.has(text[start] ?? '')) start += 1;
  while (end > start && TRAILING.has(text[end - 1] ?? '')) end -= 1;
  if (start === end) return;
  const after = text.slice(end, to);
  const endsSentence = ['.', '!', '?'].some((mark) => after.includes(mark));
  tokens.push({ text: text.slice(start, end), start, end, endsSentence, endsPhrase: after !== '' });
}

/** True if a token is nothing but digits, from `least` to `most` of them. */
export function isDigits(text: string, least: number, most: number): boolean {
  return text.length >= least && text.length <= most && /^[0-9]+$/u.test(text);
}

/**
 * The customer's own text: quoted mail is blanked out. The result has the same length as the text, so
 * positions stay valid.
 */

const HEADER_NAMES = new Set(
  'from to cc bcc sent date subject reply-to von an gesendet datum betreff antwort an'.split(' '),
);

/** The text with quoted lines, quoted mails and mail headers replaced by spaces. */
export function stripQuotedText(text: string): string {
  const lines = text.split('\n');
  let quotedFrom = lines.length;
  const quoted = lines.map((line, index) => {
    if (index >= quotedFrom) return true;
    if (startsQuotedMail(lines, index)) quotedFrom = index;
    return index >= quotedFrom || isQuoted(line) || isHeader(line) || introducesQuote(lines, index);
  });
  return lines.map((line, index) => (quoted[index] === true ? ' '.repeat(line.length) : line)).join('\n');
}

const isQuoted = (line: string): boolean => line.trimStart().startsWith('>');

/** `From: …`, `*Von:* …` at the start of a line. */
function isHeader(line: string): boolean {
  const colon = line.indexOf(':');
  if (colon < 0 || colon > 14) return false;
  return HEADER_NAMES.has(line.slice(0, colon).replaceAll('*', '').trim().toLowerCase());
}

/** The line before a quote: "On 3 May, Shop wrote:", possibly broken over two lines. */
function introducesQuote(lines: readonly string[], index: number): boolean {
  const line = wordsOf(lines[index] ?? '');
  if (endsAsIntroduction(line)) return true;
  return startsAsIntroduction(line) && endsAsIntroduction(wordsOf(lines[index + 1] ?? ''));
}

/** A quoted mail that continues to the end of the text, without `>` on its lines. */
function startsQuotedMail(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  if (isSeparator(line)) return true;
  if (isHeader(line) && isHeader(lines[index + 1] ?? ''))
    return lines.slice(0, index).some((own) => own.trim() !== '');
  if (!endsAsIntroduction(wordsOf(line))) return false;
  const next = lines.slice(index + 1).find((following) => following.trim() !== '');
  return next !== undefined && !isQuoted(next);
}

/** "-----Original Message-----", "---------- Forwarded message ---------", "________". */
function isSeparator(line: string): boolean {
  const trimmed = line.trim();
  const inner = trimmed.replaceAll('-', '').replaceAll('_', '').trim().toLowerCase();
  if (inner === '') return trimmed.length >= 10;
  const dashed = trimmed.startsWith('--') && trimmed.endsWith('--');
  return dashed && ['message', 'nachricht', 'mail'].some((word) => inner.includes(word));
}

function wordsOf(line: string): string[] {
  return line.trim().toLowerCase().split(/\s+/);
}

function startsAsIntroduction(words: readonly string[]): boolean {
  return words.length >= 3 && (words[0] === 'on' || words[0] === 'am');
}

/** "… wrote:", "Am 3. Mai schrieb Shop:"; a customer's own sentence rarely ends this way. */
function endsAsIntroduction(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  if (last === 'wrote:' || last === 'schrieb:') return true;
  return last.endsWith(':') && words[0] === 'am' && words.includes('schrieb');
}

/**
 * The customer's own text: quoted mail is blanked out. The result has the same length as the text, so
 * positions stay valid.
 */

const HEADER_NAMES = new Set(
  'from to cc bcc sent date subject reply-to von an gesendet datum betreff antwort an'.split(' '),
);
const LONGEST_INTRODUCTION = 400;

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
  const line = lines[index] ?? '';
  if (endsAsIntroduction(line)) return true;
  return startsAsIntroduction(line) && endsAsIntroduction(lines[index + 1] ?? '');
}

/** A quoted mail that continues to the end of the text, without `>` on its lines. */
function startsQuotedMail(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  if (isSeparator(line)) return true;
  if (isHeader(line) && isHeader(lines[index + 1] ?? ''))
    return lines.slice(0, index).some((own) => own.trim() !== '');
  if (!endsAsIntroduction(line)) return false;
  let next = index + 1;
  while (lines[next]?.trim() === '') next += 1;
  return next < lines.length && !isQuoted(lines[next] ?? '');
}

/** "-----Original Message-----", "---------- Forwarded message ---------", "________". */
function isSeparator(line: string): boolean {
  const trimmed = line.trim();
  if (!trimmed.startsWith('-') && !trimmed.startsWith('_')) return false;
  const inner = trimmed.replaceAll('-', '').replaceAll('_', '').trim().toLowerCase();
  if (inner === '') return trimmed.length >= 10;
  const dashed = trimmed.startsWith('--') && trimmed.endsWith('--');
  return dashed && ['message', 'nachricht', 'mail'].some((word) => inner.includes(word));
}

const startsAsIntroduction = (line: string): boolean => /^\s*(?:on|am)\s+\S+\s+\S/iu.test(line);

/** "… wrote:", "Am 3. Mai schrieb Shop:"; a customer's own sentence rarely ends this way. */
function endsAsIntroduction(line: string): boolean {
  if (line.length > LONGEST_INTRODUCTION || !line.trimEnd().endsWith(':')) return false;
  const words = line.trim().toLowerCase().split(/\s+/u);
  const last = words.at(-1) ?? '';
  return last === 'wrote:' || last === 'schrieb:' || (words[0] === 'am' && words.includes('schrieb'));
}

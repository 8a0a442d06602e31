/**
 * The customer's own text: quoted mail is blanked out. The result has the same length as the text, so
 * positions stay valid.
 */

const HEADER_NAMES = new Set(
  [
    'from to cc bcc sent date subject reply-to von an gesendet datum betreff',
    'de à envoyé objet cci para enviado asunto fecha van aan verzonden onderwerp',
  ]
    .join(' ')
    .split(' '),
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
  if (endsAsIntroduction(line) || isHeadline(lines, index)) return true;
  return isFirstHalf(lines, index);
}

/** A quoted mail that continues to the end of the text, without `>` on its lines. */
function startsQuotedMail(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  if (isSeparator(line)) return true;
  if (isHeader(line) && isHeader(lines[index + 1] ?? ''))
    return lines.slice(0, index).some((own) => own.trim() !== '');
  const lineCount = endsAsIntroduction(line) ? 1 : 2;
  if (lineCount > 1 && !isFirstHalf(lines, index)) return false;
  let next = index + lineCount;
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
  return (
    dashed && ['message', 'nachricht', 'mail', 'mensaje', 'bericht'].some((word) => inner.includes(word))
  );
}

/** An introduction that is broken over this line and the next one. */
const isFirstHalf = (lines: readonly string[], index: number): boolean =>
  startsAsIntroduction(lines[index] ?? '') && endsAsIntroduction(lines.slice(index, index + 2).join(' '));

const startsAsIntroduction = (line: string): boolean => /^\s*(?:on|am|le|el|op)\s+\S+\s+\S/iu.test(line);

const wrote = new Set(['wrote', 'schrieb', 'écrit', 'escribió', 'schreef']);

/** "Begin forwarded message:", "Anfang der weitergeleiteten Nachricht:". */
const forwards =
  /^(?:begin forwarded message|anfang der weitergeleiteten \S+|début du message (?:transféré|réexpédié)|inicio del mensaje reenviado|begin doorgestuurd bericht)$/u;

/** "… wrote:", "Am 3. Mai schrieb Shop:", "2026-05-03 10:20 Shop <shop@…>:"; a customer's own sentence rarely ends this way. */
function endsAsIntroduction(line: string): boolean {
  if (line.length > LONGEST_INTRODUCTION || !line.trimEnd().endsWith(':')) return false;
  const said = line.trim().slice(0, -1).trimEnd().toLowerCase();
  const words = said.split(/\s+/u);
  const dated = words[0] === 'am' || /\d{4}|@/u.test(said);
  if (forwards.test(said) || wrote.has(words.at(-1) ?? '')) return true;
  return dated && (words.some((word) => wrote.has(word)) || /\d{4}.*<\S+@\S+>$/u.test(said));
}

/** A line with a date right above a quote, below a blank one: "Payment received (10/11/2026)". */
function isHeadline(lines: readonly string[], index: number): boolean {
  const line = (lines[index] ?? '').trim();
  const isAlone = lines[index - 1]?.trim() === '' && isQuoted(lines[index + 1] ?? '');
  return isAlone && line.length <= 80 && /\d{1,2}[./]\d{1,2}|\b20\d\d\b/u.test(line) && !/[.!?]$/u.test(line);
}

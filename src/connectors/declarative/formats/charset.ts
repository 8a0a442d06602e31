/** Decodes bytes by BOM, the connection's stated charset, `content-type` or XML declaration, else as UTF-8. */
import { NotRead } from './body-reader.js';

/** BOMs of the Unicode standard. */
const BOMS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];
/** `<?` in UTF-16 without a BOM (XML 1.0, appendix F). */
const MARKUP: readonly (readonly [string, readonly number[]])[] = [
  ['utf-16le', [0x3c, 0, 0x3f, 0]],
  ['utf-16be', [0, 0x3c, 0, 0x3f]],
];

/** What is known about a body's charset besides its bytes. */
export interface CharsetHints {
  /** `answer.charset` of the connection. */
  stated?: string | undefined;
  contentType?: string | undefined;
  /** Whether an XML declaration may state the charset. */
  xml?: boolean;
}

/** Whether a charset is one of the WHATWG Encoding Standard. */
export function isCharset(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
}

/** Decodes a body without its BOM, and tells its charset; throws NotRead when the bytes are invalid in it. */
export function decode(
  body: Buffer,
  { stated, contentType, xml = false }: CharsetHints,
): { text: string; charset: string } {
  const label =
    startOf(body, BOMS) ?? stated ?? charsetOf(contentType) ?? (xml ? declared(body) : undefined) ?? 'utf-8';
  if (!isCharset(label)) {
    throw new NotRead(
      'unreadable',
      'The charset of the answer is not supported; set the right one with `answer.charset`.',
    );
  }
  return { text: textIn(body, label), charset: label };
}

/** Decodes bytes in a charset, without a BOM; throws NotRead when they are invalid in it. */
export function textIn(bytes: Buffer, charset: string): string {
  try {
    return decoded(bytes, charset);
  } catch {
    throw new NotRead(
      'unreadable',
      `The answer is not valid ${charset.toUpperCase()}; set the right charset with \`answer.charset\`, such as \`iso-8859-1\`.`,
    );
  }
}

function startOf(body: Buffer, starts: typeof BOMS): string | undefined {
  return starts.find(([, bytes]) => bytes.every((byte, index) => body[index] === byte))?.[0];
}

const charsetOf = (contentType = ''): string | undefined =>
  /;\s*charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1];

function declared(body: Buffer): string | undefined {
  const wide = startOf(body, MARKUP);
  if (wide !== undefined) return wide;
  const head = body.toString('latin1', 0, 200);
  const label = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1];
  // .NET declares `utf-16` in texts that it sends as UTF-8; a declaration readable as ASCII is not UTF-16.
  return label !== undefined && /^(utf-?16|ucs-?2)/i.test(label) ? undefined : label;
}

/** Where windows-1252 differs from ISO-8859-1: 0x80 to 0x9F. */
const WINDOWS =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

function decoded(body: Buffer, label: string): string {
  // ASCII is a subset of UTF-8; other bytes in so-called ASCII must be UTF-8.
  if (/^(us-)?ascii$/i.test(label)) return new TextDecoder('utf-8', { fatal: true }).decode(body);
  const decoder = new TextDecoder(label, { fatal: true });
  if (decoder.encoding !== 'windows-1252') return decoder.decode(body);
  // Node 20 decodes windows-1252 as ISO-8859-1, which would lose the euro sign.
  const codes = new Uint16Array(body).map((code) =>
    code >= 0x80 && code <= 0x9f ? WINDOWS.charCodeAt(code - 0x80) : code,
  );
  return new TextDecoder('utf-16le').decode(codes);
}

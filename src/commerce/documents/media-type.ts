/** What kinds of documents are passed on to customers, told by their content and by nothing that a system says of it. */

/** Most bytes of a document. */
export const MOST_DOCUMENT_BYTES = 5_000_000;

/** Ending of file names by media type: the types that are passed on. */
export const endings = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/gif': 'gif',
  'application/zpl': 'zpl',
} as const;

/** A type that is passed on. */
export type DocumentMediaType = keyof typeof endings;

const PDF = Buffer.from('%PDF-');
const PNG = Buffer.from([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
]);

/** The type of a content; undefined for one that is not passed on. */
export function mediaTypeOf(content: Buffer): DocumentMediaType | undefined {
  if (content.subarray(0, PDF.length).equals(PDF)) return 'application/pdf';
  if (content.subarray(0, PNG.length).equals(PNG)) return 'image/png';
  if (/^GIF8[79]a/.test(content.toString('latin1', 0, 6))) return 'image/gif';
  return isZpl(content) ? 'application/zpl' : undefined;
}

/** A script of a label printer: printable text from `^XA` to `^XZ`, with commands of the printer before it at most. */
function isZpl(content: Buffer): boolean {
  const text = content.toString('latin1').trim();
  if (/[^\t\n\r -~\u0080-\u00ff]/.test(text)) return false;
  const start = text.slice(0, 2_000).toUpperCase().indexOf('^XA');
  const isLed = start === 0 || /^[~^][A-Za-z][^<]*$/.test(text.slice(0, Math.max(0, start)));
  return start >= 0 && isLed && /\^XZ$/i.test(text.slice(-3));
}

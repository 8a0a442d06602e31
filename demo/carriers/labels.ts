/** What the carrier makes: return labels, as a paper to print or a code to scan, and proofs of delivery. */

/** How a label is given. */
export type LabelForm = 'PDF' | 'QR';

/** A PDF of one page with these lines; the carrier's own words, so no line has brackets. */
export function pdfOf(lines: readonly string[]): Buffer {
  const text = lines
    .map((line, index) => `BT /F1 14 Tf 40 ${220 - index * 24} Td (${line}) Tj ET`)
    .join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 260] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return String(at).padStart(10, '0');
  });
  const table = offsets.map((offset) => `${offset} 00000 n \n`).join('');
  const size = objects.length + 1;
  return Buffer.from(
    `${body}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`,
    'latin1',
  );
}

// The smallest picture there is: what is on it matters to no test, that it is a PNG does.
const picture =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** The content of a return label, in base64. */
export const labelOf = (form: LabelForm, code: string, reference: string): string =>
  form === 'QR' ? picture : pdfOf(['BLITZ RETOURE', code, reference]).toString('base64');

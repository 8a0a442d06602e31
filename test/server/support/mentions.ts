/** Whether a text names something that it must not name. */

/** A text with what it holds in base64 as well: so the log and Temporal's CLI write payloads. */
export const decoded = (text: string): string =>
  [
    text,
    ...(text.match(/[\w+/-]{12,}/g) ?? []).map((part) => Buffer.from(part, 'base64').toString('utf8')),
  ].join('\n');

/** As a word of its own: five digits of an order's number may stand by chance among others. */
export const mentions = (text: string, canary: string): boolean => {
  const word = canary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![0-9A-Za-z])${word}(?![0-9A-Za-z])`, 'i').test(text);
};

/** All texts and names of a value; bytes as text. */
export function texts(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, inner]) => `${key}\n${texts(inner)}`)
    .join('\n');
}

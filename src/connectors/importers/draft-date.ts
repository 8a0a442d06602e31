/** Drafts a date by the format that a description tells. */
import { type DraftMap, TODO } from './draft.js';
import type { Form } from './form.js';

const dateFields = new Set(
  'createdAt shippedAt expectedShipDate expectedDeliveryDate deliveredAt expectedDelivery at'.split(' '),
);

/** Formats as descriptions write them, each with ours. */
const formats: readonly (readonly [RegExp, string])[] = [
  [/\bYYYYMMDD[ T]?HHMMSS\b/i, 'yyyyMMddHHmmss'],
  [/\bYYYYMMDD\b/i, 'yyyyMMdd'],
  [/\b(DD|TT)\.MM\.(YYYY|JJJJ) HH:MM\b/i, 'dd.MM.yyyy HH:mm'],
  [/\b(DD|TT)\.MM\.(YYYY|JJJJ)\b/i, 'dd.MM.yyyy'],
  [/\bDD\/MM\/YYYY\b/i, 'dd/MM/yyyy'],
  [/\bMM\/DD\/YYYY\b/i, 'MM/dd/yyyy'],
];

/** Drafts a date with its format, which has no zone; undefined where ISO 8601 can be expected. */
export function draftDate(name: string, path: string, form: Form): DraftMap | undefined {
  if (!dateFields.has(name) || form.kind !== 'value') return undefined;
  const format = formats.find(([written]) => written.test(form.about ?? ''))?.[1];
  return format === undefined ? undefined : { path, format, zone: TODO };
}

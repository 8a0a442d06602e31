/** Reads systems' numbers as plain decimals: an example gives the separators, and the sign may be anywhere. */
import type { Json } from '../../../contracts/json.js';
import { textOf } from './scalar-values.js';

/** Reads a system's number as a plain decimal such as `-1234.50`; undefined when it is invalid. */
export type DecimalReader = (value: Json, field: string) => string | undefined;

/** Formats by their example, with the separators of thousands and of the fraction. */
const FORMATS: Readonly<Record<string, { group: string; point: string }>> = {
  '1234.56': { group: '', point: '\\.' },
  '1234,56': { group: '', point: ',' },
  '1,234.56': { group: ',', point: '\\.' },
  '1.234,56': { group: '\\.', point: ',' },
  '1 234.56': { group: '[ \\u00a0\\u202f\\u2009]', point: '\\.' },
  '1 234,56': { group: '[ \\u00a0\\u202f\\u2009]', point: ',' },
  "1'234.56": { group: "['\\u2019]", point: '\\.' },
};

/** Every format that can be named. */
export const numberFormats: readonly string[] = Object.keys(FORMATS);

/** A reader for numbers written like the example; undefined when there is no such format. */
export function decimalReader(format = '1234.56'): DecimalReader | undefined {
  const known = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (!known) return undefined;
  const { group, point } = known;
  // Groups have three digits: `1.5` is never read as 15, nor `12.500` as 12.5.
  const grouped = group === '' ? '' : `|\\d{1,3}(?:${group}\\d{3}){1,5}`;
  const body = new RegExp(`^(\\d{1,15}${grouped})(?:${point}(\\d{1,15}))?$`);
  const plain = /^(\d{1,15})(?:\.(\d{1,15}))?$/;
  return (value, field) => {
    const { minus, digits } = signed(textOf(value, field).trim());
    // A JSON number has a point, whatever the system's texts use.
    const match = (typeof value === 'number' ? plain : body).exec(digits);
    if (!match) return undefined;
    const whole = (match[1] ?? '').replaceAll(/\D/g, '');
    return `${minus ? '-' : ''}${whole}${match[2] === undefined ? '' : `.${match[2]}`}`;
  };
}

/** Writes plain decimals like the example: `1234.50` as `1.234,50`; undefined when there is no such format. */
export function decimalWriter(format = '1234.56'): ((decimal: string) => string) | undefined {
  if (!Object.hasOwn(FORMATS, format)) return undefined;
  const [, group = '', point = ''] = /^1(\D?)234(\D)56$/.exec(format) ?? [];
  return (decimal) => {
    const [whole = '', fraction] = decimal.split('.');
    const grouped = whole.replaceAll(/(?<=\d)(?=(\d{3})+$)/g, group);
    return fraction === undefined ? grouped : `${grouped}${point}${fraction}`;
  };
}

/** Splits off the sign: `-5`, `5-` and `(5)` are negative; `\u2212` is a minus too. */
function signed(text: string): { minus: boolean; digits: string } {
  const [, inside] = /^\(([^()]*)\)$/.exec(text) ?? [];
  if (inside !== undefined) return { minus: true, digits: inside.trim() };
  const [, before = '', digits = '', after = ''] = /^([-+\u2212]?)\s?(.*?)\s?([-\u2212]?)$/s.exec(text) ?? [];
  if (before !== '' && after !== '') return { minus: false, digits: '' };
  return { minus: (before !== '' && before !== '+') || after !== '', digits };
}

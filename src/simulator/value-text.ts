/** Values as test authors write them, on one line. */
import { minorDigits } from '../contracts/currency.js';
import type { Json, JsonObject } from '../contracts/json.js';

/** Maximum length of the text shown for one value. */
const most = 300;

/** `number "1001", amount 20.00 EUR`; long ones are truncated. */
export function valueText(value: Json): string {
  const text = textOf(value);
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** Inputs of a call on one line; records by number only, as a whole record is too much to read. */
export function inputsText(inputs: JsonObject): string {
  const brief = Object.entries(inputs).map(([name, value]): [string, Json] => {
    const numbered =
      typeof value === 'object' && value !== null && 'number' in value ? value.number : undefined;
    return [name, numbered ?? value];
  });
  return valueText(Object.fromEntries(brief));
}

function textOf(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (isList(value)) return `[${value.map(textOf).join(', ')}]`;
  const { minor, currency } = value;
  if (typeof minor === 'number' && typeof currency === 'string') return moneyText(minor, currency);
  const fields = Object.entries(value).map(([name, inner]) =>
    typeof inner === 'object' && inner !== null && !isMoney(inner)
      ? `${name} { ${textOf(inner)} }`
      : `${name} ${textOf(inner)}`,
  );
  return fields.join(', ');
}

const isMoney = (value: object): boolean => 'minor' in value && 'currency' in value;

function moneyText(minor: number, currency: string): string {
  const digits = minorDigits(currency);
  return `${(minor / 10 ** digits).toFixed(digits)} ${currency}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

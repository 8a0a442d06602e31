/** `default:` of a field: the business value used where the response has none. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import { didYouMean } from '../../../yaml/suggest.js';
import { plainText } from '../json-value.js';
import type { Report } from '../report.js';
import { minorOf } from './amounts.js';
import { dateReader, dayReader } from './dates.js';
import type { FieldPlace } from './readers.js';
import type { Shape } from './shape.js';

/** The default of a field by its type; undefined when there is none, or with an issue. */
export function defaultOf(
  rules: JsonObject,
  shape: Shape,
  place: FieldPlace,
  report: Report,
): Json | undefined {
  const written = rules['default'];
  if (written === undefined) return undefined;
  const value = typeof written === 'string' ? valueOf(written, shape) : undefined;
  if (value !== undefined) return value;
  const hint =
    shape.kind === 'enum' ? didYouMean(plainText(written), shape.values) : 'Write it as a business value.';
  const message = `\`${plainText(written)}\` is no value of \`${place.name}\`.`;
  report.add([...place.path, 'default'], 'connection_value_unknown', message, { hint });
  return undefined;
}

function valueOf(text: string, shape: Shape): Json | undefined {
  switch (shape.kind) {
    case 'text':
      return text;
    case 'enum':
      return shape.values.includes(text) ? text : undefined;
    case 'number':
      return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
    case 'bool':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'moment':
      return dateReader(undefined, undefined)?.(text);
    case 'date':
      return dayReader(undefined)?.(text);
    case 'money':
      return moneyOf(text);
    default:
      return undefined;
  }
}

/** Parses money such as `0.00 EUR`. */
function moneyOf(text: string): Json | undefined {
  const [, decimal = '', currency = ''] = /^(\S+) ([A-Z]{3})$/.exec(text) ?? [];
  const minor = currency === '' ? undefined : minorOf(decimal, currency);
  return minor === undefined ? undefined : { minor, currency };
}

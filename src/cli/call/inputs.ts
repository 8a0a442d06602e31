/** Inputs of an operation from a command line: `number=10105`, `amount=12.30 EUR`, or JSON. */
import { minorOf } from '../../connectors/declarative/mapping/amounts.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import { didYouMean } from '../../flows/yaml/suggest.js';

/** Inputs by name, with how their text is parsed. */
export type InputKinds = ReadonlyMap<string, string>;

/** Reads `key=value` pairs; `operation_input` if one is unknown or cannot be parsed. The record `byNumber` may be told by its number. */
export function readInputs(pairs: readonly string[], kinds: InputKinds, byNumber?: string): JsonObject {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', ...rest] = pair.split('=');
      const kind = kinds.get(name);
      if (kind === undefined || rest.length === 0) throw unknownInput(name, kinds);
      const text = rest.join('=');
      if (kind === 'record' && name !== byNumber && !/^[[{]/.test(text)) throw noRecord(name, text);
      return [name, valueOf(name, text, kind)];
    }),
  );
}

function unknownInput(name: string, kinds: InputKinds): OrderlyError {
  const known = [...kinds.keys()].map((key) => `${key}=…`).join(' ');
  const hint = didYouMean(name, kinds.keys());
  const message = `\`${name}\` is not an input of this operation`;
  return new OrderlyError('operation_input', message, { hint: `${hint} Write ${known}.`.trim() });
}

function noRecord(name: string, text: string): OrderlyError {
  const example = `${name}='{"${name === 'shipment' ? 'trackingNumber' : 'ref'}":${JSON.stringify(text)}}'`;
  const hint = `Write its fields as JSON, with the connection’s names for them: \`${example}\`. Write a list as \`[…]\`.`;
  return new OrderlyError('operation_input', `\`${name}\` is a record or a list, not a single text`, {
    hint,
  });
}

function valueOf(name: string, text: string, kind: string): Json {
  if (/^[[{]/.test(text)) return jsonOf(name, text);
  switch (kind) {
    case 'number':
      return finite(name, Number(text), 'a number such as `3`');
    case 'bool':
      return text === 'true';
    case 'moment':
      return finite(name, Date.parse(text), 'a moment such as `2026-11-01T09:00:00Z`');
    case 'money':
      return moneyOf(name, text);
    default:
      return text;
  }
}

function finite(name: string, value: number, form: string): number {
  if (!Number.isFinite(value)) throw new OrderlyError('operation_input', `\`${name}\` is not ${form}`);
  return value;
}

function jsonOf(name: string, text: string): Json {
  try {
    return JSON.parse(text) as Json; // JSON.parse gives JSON
  } catch {
    throw new OrderlyError('operation_input', `\`${name}\` is not valid JSON`);
  }
}

/** `12.30 EUR` in minor units. */
function moneyOf(name: string, text: string): Json {
  const [, amount = '', currency = ''] = /^(\d+(?:\.\d+)?) ?([A-Z]{3})$/.exec(text) ?? [];
  const minor = currency === '' ? undefined : minorOf(amount, currency);
  if (minor === undefined)
    throw new OrderlyError('operation_input', `\`${name}\` must be written like \`12.30 EUR\``);
  return { minor, currency };
}

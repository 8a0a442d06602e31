/** Writes a generated flow as authors do: block style, quotes where YAML would take a text for something else. */
import type { Json } from '../../../src/contracts/json.js';

/** A value as YAML; every scalar is a text. */
export function yamlOf(value: Json): string {
  return `${linesOf(value).join('\n')}\n`;
}

function linesOf(value: Json): string[] {
  if (Array.isArray(value))
    return value.flatMap((item: Json) => {
      const [first = '', ...others] = isFlat(item) ? [flat(item)] : linesOf(item);
      return [`- ${first}`, ...others.map((line) => `  ${line}`)];
    });
  if (!isMap(value)) return [flat(value)];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (isFlat(inner)) return [`${key}: ${flat(inner)}`];
    return [`${key}:`, ...linesOf(inner).map((line) => `  ${line}`)];
  });
}

const isMap = (value: Json): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isFlat = (value: Json): boolean =>
  Array.isArray(value) ? value.length === 0 : !isMap(value) || Object.keys(value).length === 0;

function flat(value: Json): string {
  if (Array.isArray(value)) return '[]';
  if (isMap(value)) return '{}';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return needsQuotes(text) ? JSON.stringify(text) : text;
}

// Also JSON's escapes are YAML's, in double quotes.
const needsQuotes = (text: string): boolean =>
  text === '' || /^[\s\-?!&*|>%@`"'[\]{},#:]|: |:$| #|\s$|[\n\t]/.test(text);

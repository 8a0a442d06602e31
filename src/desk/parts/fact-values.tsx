/** Values of any form, as people read them: amounts, lists, objects; always as text. */
import type { ReactNode } from 'react';
import type { Amount } from '../api/contract';
import { useFormats, useWords } from '../words/use-words';
import type { Formats } from '../words/formats';
import type { Words } from '../words/en';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isAmount = (value: unknown): value is Amount =>
  isFields(value) && typeof value['minor'] === 'number' && typeof value['currency'] === 'string';

/** The name of a field in words: its own, or `orderNumber` as `Order number`. */
export function fieldName(words: Words, field: string): string {
  const known = words.fields[field];
  if (known !== undefined) return known;
  const parts = field
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return parts.charAt(0).toUpperCase() + parts.slice(1);
}

function textOf(value: unknown, words: Words, formats: Formats, field = ''): string {
  if (isAmount(value)) return formats.amount(value);
  if (Array.isArray(value)) return value.map((one) => textOf(one, words, formats, field)).join('\n');
  if (isFields(value))
    return Object.entries(value)
      .map(([name, part]) => `${fieldName(words, name)}: ${textOf(part, words, formats, name)}`)
      .join(', ');
  if (typeof value === 'boolean') return value ? words.states.yes : words.states.no;
  if (typeof value === 'string') return /^[a-z_]+$/.test(value) ? words.values(field, value) : value;
  return typeof value === 'number' ? String(value) : '';
}

/** A value as text. */
export const FactValue = ({ value, field }: { value: unknown; field: string }): ReactNode => (
  <>{textOf(value, useWords(), useFormats(), field)}</>
);

/** Fields with their names in words. */
export function useFactLines(
  fields: Fields,
  without: readonly string[] = [],
): (readonly [string, ReactNode])[] {
  const words = useWords();
  return Object.entries(fields)
    .filter(([name]) => !without.includes(name))
    .map(
      ([name, value]) =>
        [fieldName(words, name), <FactValue key={name} value={value} field={name} />] as const,
    );
}

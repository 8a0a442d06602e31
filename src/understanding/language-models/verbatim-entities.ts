/** Entities named by a model, if they occur verbatim in the message; the rest is dropped. */
import type { Entity } from '../../contracts/understanding.js';
import { overlap } from '../entities/matches.js';
import { orderNumberValue } from '../entities/order-number.js';
import { postcodeValue } from '../entities/postcode.js';
import type { ModelMeaning } from './understand-question.js';

type Named = ModelMeaning['entities'][number];

/** More do not come from a customer's message, but from an endless answer. */
const MOST_ENTITIES = 20;

/** What a text must look like to be of a type, whatever a model calls it. */
const shapes: Readonly<Record<Named['type'], RegExp>> = {
  order_number: /^#?(?=.*\d)[0-9A-Za-z](?:[0-9A-Za-z-]{0,22}[0-9A-Za-z])?$/u,
  email: /^[^\s@<>"(),;:]+@[^\s@<>"(),;:]+\.\p{L}{2,}$/u,
  tracking_number: /^(?=(?:.*\d){6})[0-9A-Za-z][0-9A-Za-z ]{6,33}$/u,
  postcode: /^(?=.*\d)[0-9A-Za-z](?:[0-9A-Za-z -]{1,8}[0-9A-Za-z])$/u,
};

const values: Readonly<Record<Named['type'], (raw: string) => string>> = {
  order_number: orderNumberValue,
  email: (raw) => raw.toLowerCase(),
  tracking_number: (raw) => raw.replace(/\s/gu, '').toUpperCase(),
  postcode: postcodeValue,
};

/**
 * Adds a model's findings to the rules' findings; `dropped` counts what is not added. The rules take precedence:
 * a model adds only kinds of which they found none, so it can neither replace a value nor make it ambiguous.
 */
export function withVerbatim(
  text: string,
  byRule: readonly Entity[],
  named: readonly Named[],
): { entities: Entity[]; dropped: number } {
  const known = new Set(byRule.filter(({ from }) => from === undefined).map(({ type }) => type));
  const entities = [...byRule];
  let dropped = Math.max(0, named.length - MOST_ENTITIES);
  for (const one of named.slice(0, MOST_ENTITIES)) {
    const found = known.has(one.type) ? undefined : place(text, one, entities);
    if (found !== undefined) entities.push(found);
    else if (!byRule.some(({ type, raw }) => type === one.type && raw === one.text)) dropped += 1;
  }
  return { entities: entities.sort((a, b) => a.start - b.start), dropped };
}

/** Where it occurs as separate words, not overlapping anything taken. */
function place(text: string, { type, text: raw }: Named, taken: readonly Entity[]): Entity | undefined {
  if (raw === '' || raw.length > 80 || !shapes[type].test(raw)) return undefined;
  for (let start = text.indexOf(raw); start >= 0; start = text.indexOf(raw, start + 1)) {
    const end = start + raw.length;
    const free = !taken.some((other) => other.from === undefined && overlap(other, { start, end }));
    if (free && !isWordSign(text, start - 1) && !isWordSign(text, end))
      return { type, value: values[type](raw), raw, start, end, source: 'llm' };
  }
  return undefined;
}

const isWordSign = (text: string, at: number): boolean => /[\p{L}\p{N}]/u.test(text[at] ?? '');

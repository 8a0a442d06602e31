/** Facts by which a customer can be matched with an order: only what they know themselves (DESIGN §7). */
import type { Entity } from '../contracts/understanding.js';
import type { FactKind, Facts } from '../contracts/customer.js';

const KINDS: readonly [FactKind, Entity['type']][] = [
  ['number', 'order_number'],
  ['email', 'email'],
  ['postcode', 'postcode'],
];

/** One value per kind, from entities in the customer's own words; excludes values that we told, and several. */
export function factsOf(found: readonly Entity[], told: readonly string[]): Facts {
  const entities = found.filter(({ from }) => from === undefined);
  const facts: Partial<Record<FactKind, string>> = {};
  let heard: readonly string[] | undefined;
  for (const [kind, type] of KINDS) {
    const values = new Set(entities.filter((entity) => entity.type === type).map(({ value }) => value));
    const [value] = values;
    if (value === undefined || values.size > 1) continue;
    heard ??= told.map(folded);
    const isTold = wordings(value, entities, type).some((wording) =>
      heard?.some((text) => text.includes(wording)),
    );
    if (!isTold) facts[kind] = value;
  }
  return facts;
}

/** The forms a value may have in what we told: its value, and the customer's spelling. */
function wordings(value: string, entities: readonly Entity[], type: Entity['type']): string[] {
  const raws = entities.filter((entity) => entity.type === type).map(({ raw }) => raw);
  const spaced = type === 'postcode' && value.length > 5 ? [`${value.slice(0, -3)} ${value.slice(-3)}`] : [];
  return [value, ...raws, ...spaced].map(folded);
}

/** Words and numbers separated by single spaces, without leading zeros, so that only whole values match. */
function folded(text: string): string {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return ` ${words
    .filter((word) => word !== '')
    .map((word) => word.replace(/^0+(?=\d)/u, ''))
    .join(' ')} `;
}

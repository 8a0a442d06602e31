/** Precision and recall of entities, by type. */
import type { Judged } from './judge.js';
import type { GoldEntity } from './messages.js';

type Found = Judged['entities'][number];

/** By type, as evaluations name it: the share of found ones that are there, and of those there that were found. */
export type EntityFigures = Record<string, { precision: number; recall: number; n: number }>;

/** Figures of the types that somebody marked; in a file with marks, a message without any has none. */
export function entityFigures(judged: readonly Judged[]): EntityFigures {
  if (judged.every(({ gold }) => gold.entities === undefined)) return {};
  const types = [
    ...new Set(judged.flatMap(({ gold }) => (gold.entities ?? []).map(({ type }) => type))),
  ].sort();
  return Object.fromEntries(types.map((type) => [type, figuresOf(type, judged)]));
}

function figuresOf(type: string, judged: readonly Judged[]): EntityFigures[string] {
  let [right, found, there, met] = [0, 0, 0, 0];
  for (const { gold, entities } of judged) {
    const wanted = unique((gold.entities ?? []).filter((one) => one.type === type));
    const said = entities.filter((one) => shortName(one.type) === type);
    const distinct = new Map(
      said.map((one) => [
        plain(one.value),
        new Set([one.value, ...wordings(one, entities, gold.text)].map(plain)),
      ]),
    );
    found += distinct.size;
    there += wanted.length;
    right += [...distinct.values()].filter((forms) => wanted.some((one) => forms.has(one))).length;
    met += wanted.filter((one) => [...distinct.values()].some((forms) => forms.has(one))).length;
  }
  return { precision: found === 0 ? 1 : right / found, recall: there === 0 ? 1 : met / there, n: there };
}

/** As written; a street also with the postcode and the city right behind it, which are entities of their own here. */
function wordings(one: Found, entities: readonly Found[], text: string): string[] {
  if (one.type !== 'address') return [one.raw];
  const written = [one.raw];
  let { end } = one;
  for (const next of [...entities].sort((a, b) => a.start - b.start)) {
    const isBehind = next.start >= end && /^(?:,? |,? in )?$/u.test(text.slice(end, next.start));
    if (!isBehind || !(next.type === 'city' || next.type === 'postcode')) continue;
    end = next.end;
    written.push(text.slice(one.start, end));
  }
  return written;
}

const unique = (entities: readonly GoldEntity[]): string[] => [
  ...new Set(entities.map(({ raw }) => plain(raw))),
];

function shortName(type: string): string {
  return type.replace(/^(order|tracking)_number$/u, '$1');
}

/** Written with or without `#`, spaces, dashes and case, it is the same thing. */
const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}@.]/gu, '');

/** The committed report of an evaluation, as a table, and what fell against it. */
import type { Judged } from './judge.js';
import { type Figures, figuresOf } from './figures.js';
import { parts } from './parts.js';

/** Figures by provider and part. */
export type Report = Record<string, Record<string, Figures>>;

/** The figures of one provider, part by part. */
export const figuresByPart = (judged: readonly Judged[], by = parts): Report[string] =>
  Object.fromEntries(
    Object.entries(by).map(([name, holds]) => [name, figuresOf(judged.filter(holds))] as const),
  );

const columns: Readonly<Record<string, (figures: Figures) => string>> = {
  n: ({ n }) => String(n),
  'top-1': ({ top1, intervals: { top1: [low, high] = [0, 0] } }) =>
    `${short(top1)} (${short(low)}–${short(high)})`,
  'macro F1': ({ macroF1 }) => short(macroF1),
  'at .5': ({ accuracyAt }) => short(accuracyAt['0.5']),
  'at .7': ({ accuracyAt }) => short(accuracyAt['0.7']),
  'sure and wrong': ({ confidentWrong }) => short(confidentWrong),
  rejected: ({ rejected }) => (rejected === undefined ? '–' : short(rejected)),
  ECE: ({ ece }) => short(ece),
  answers: ({ answers }) => (answers === undefined ? '–' : short(answers)),
  'intents F1': ({ setF1 }) => short(setF1),
  'order P/R': ({ entities: { order } }) =>
    order === undefined ? '–' : `${short(order.precision)}/${short(order.recall)}`,
};

/** A Markdown table for each provider. */
export function tables(report: Report): string {
  return Object.entries(report)
    .map(([provider, byPart]) => {
      const rows = Object.entries(byPart).map(([part, figures]) =>
        [part, ...Object.values(columns).map((cell) => cell(figures))].join(' | '),
      );
      const head = [provider, ...Object.keys(columns)];
      return [head.join(' | '), head.map(() => '---').join(' | '), ...rows]
        .map((row) => `| ${row} |`)
        .join('\n');
    })
    .join('\n\n');
}

/** A figure may differ by this much between machines: the order in which floats are added. */
const tolerance = 0.002;

/** What is worse than in the committed report, in words; latency is no part of it. */
export function worse(before: Report, now: Report): string[] {
  return Object.entries(before).flatMap(([provider, byPart]) =>
    Object.entries(byPart).flatMap(([part, old]) => {
      const fresh = now[provider]?.[part];
      if (fresh === undefined) return [`${provider}, ${part}: no longer judged`];
      return comparable(old, fresh)
        .filter(([, was, is]) => is < was - tolerance)
        .map(([name, was, is]) => `${provider}, ${part}: ${name} ${short(was)} → ${short(is)}`);
    }),
  );
}

/** Figures of which more is better; those of which less is better are turned round. */
function comparable(old: Figures, fresh: Figures): [string, number, number][] {
  const pair = (name: string, of: (figures: Figures) => number): [string, number, number] => [
    name,
    of(old),
    of(fresh),
  ];
  return [
    pair('top-1', ({ top1 }) => top1),
    pair('macro F1', ({ macroF1 }) => macroF1),
    pair('accuracy at half', ({ accuracyAt }) => accuracyAt['0.5']),
    pair('not sure and wrong', ({ confidentWrong }) => 1 - confidentWrong),
    pair('rejected', ({ rejected }) => rejected ?? 1),
    pair('1 - ECE', ({ ece }) => 1 - ece),
    pair('answers', ({ answers }) => answers ?? 1),
    pair('intents F1', ({ setF1 }) => setF1),
    ...Object.keys(old.entities).flatMap((type) => [
      pair(`${type} precision`, ({ entities }) => entities[type]?.precision ?? 0),
      pair(`${type} recall`, ({ entities }) => entities[type]?.recall ?? 0),
    ]),
  ];
}

const short = (value: number): string => value.toFixed(3).replace(/^0/u, '');

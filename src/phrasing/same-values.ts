/** Whether two texts have the same values, bound alike and in the same order. */
import type { Value } from './value.js';

/** How the values differ, and where. */
export type DifferingValue =
  { why: 'value_added' | 'value_lost' | 'value_moved' | 'weekday'; what: string } | undefined;

/** "It ended on 3 May" and "it ran until 3 May"; "sent on 3 May" and "on its way since 3 May"; "a 14-day return period". */
const ALIKE: ReadonlySet<string> = new Set([
  'end none',
  'end before',
  'since none',
  'since after',
  'limit none',
  'limit within',
]);

/** Of words alone nothing follows; what they stand beside is compared by itself. */
const LOSABLE: readonly string[] = ['weekday', 'month'];

/** The value that is not the sentence's, or the sentence's that is lost. */
export function differingValue(
  said: readonly Value[],
  meant: readonly Value[],
  given: readonly Value[],
): DifferingValue {
  const known = [...meant, ...given];
  for (const value of said) {
    if (value.kind === 'weekday') {
      if (!weekdayFits(value, said, known)) return { why: 'weekday', what: value.key };
      continue;
    }
    const equal = known.filter((other) => isEqual(value, other));
    if (equal.length === 0) return { why: 'value_added', what: value.key };
    if (!equal.some((other) => isBoundAlike(value, other)))
      return { why: 'value_moved', what: `${value.relation ?? ''} ${value.key}` };
  }
  const lost = meant.find(
    (value) => !LOSABLE.includes(value.kind) && !said.some((other) => other.key === value.key),
  );
  if (lost !== undefined) return { why: 'value_lost', what: lost.key };
  const dropped = meant.find(
    (value) => value.kind === 'weekday' && !said.some(({ kind }) => kind === 'weekday' || kind === 'date'),
  );
  if (dropped !== undefined) return { why: 'value_lost', what: dropped.key };
  return inOrder(said, meant);
}

function isEqual(said: Value, meant: Value): boolean {
  if (said.key !== meant.key) return false;
  return said.year === undefined || said.year === meant.year;
}

function isBoundAlike(said: Value, meant: Value): boolean {
  // A code says by itself what it belongs to; a wrong name for it is another thing.
  if (said.kind === 'code')
    return said.relation === undefined || meant.relation === undefined || said.relation === meant.relation;
  const [here, there] = [said.relation ?? 'none', meant.relation ?? 'none'];
  return here === there || ALIKE.has(`${here} ${there}`) || ALIKE.has(`${there} ${here}`);
}

/** A weekday is right when the flow names it, or when it is that of the date beside it. */
function weekdayFits(weekday: Value, said: readonly Value[], known: readonly Value[]): boolean {
  const dates = said.filter(({ kind }) => kind === 'date');
  const beside =
    dates.find(
      ({ start, end }) => Math.abs(start - weekday.end) <= 8 || Math.abs(weekday.start - end) <= 8,
    ) ?? dates[0];
  const full =
    beside === undefined
      ? undefined
      : known.find(({ key, year }) => key === beside.key && year !== undefined);
  if (full?.year === undefined)
    return known.some(
      (other) =>
        other.key === weekday.key &&
        (beside !== undefined || said.some(({ kind }) => kind === 'time') || isBoundAlike(weekday, other)),
    );
  const [month = 0, day = 0] = full.key.replace('date:', '').split('-').map(Number);
  return weekday.key === `weekday:${new Date(Date.UTC(full.year, month - 1, day)).getUTCDay()}`;
}

/** Two amounts, dates or numbers of one form that change places would each stand for the other. */
function inOrder(said: readonly Value[], meant: readonly Value[]): DifferingValue {
  const keys = (values: readonly Value[], kind: string): string[] => [
    ...new Set(values.filter((value) => shapeOf(value) === kind).map(({ key }) => key)),
  ];
  for (const kind of new Set(meant.map(shapeOf))) {
    const [here, there] = [keys(said, kind), keys(meant, kind)];
    if (there.length < 2 || here.join(' ') === there.join(' ')) continue;
    // "by 18 March" and "on 14 March" cannot be taken for each other; what they stand with is compared with the words.
    const bounds = there.map((key) => meant.find((value) => value.key === key)?.relation);
    if (here.length !== there.length || new Set(bounds).size < bounds.length)
      return { why: 'value_moved', what: kind };
  }
  return undefined;
}

const shapeOf = ({ kind, key }: Value): string =>
  kind === 'code' ? key.replace(/\d/gu, '0').replace(/\p{L}/gu, 'a') : kind;

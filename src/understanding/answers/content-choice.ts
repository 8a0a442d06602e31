/** The option that an answer names by what only its label says: its date, its amount, its words. */
import { amountsIn } from './amount.js';
import { datesIn } from './date.js';
import { withoutDenied } from './denied-numbers.js';

/** Words too common to tell options apart. */
const COMMON = new Set(
  (
    'order orders bestellung bestellungen number nummer from with and the for that this one parcel paket vom von mit und die der ' +
    'das eur usd not nicht no nein been have was'
  ).split(' '),
);
/** "When will it be delivered?" asks; it does not choose the one that was delivered. */
const ASKS =
  /^\W*(?:when|where|why|how|what|who|is|are|was|were|will|has|have|do|does|did|can|could|wann|wo|warum|wieso|wie|was|wer|ist|sind|wird|wurde|hat|haben|kann|können)(?!\p{L})[^\n]*\?/iu;
/** "From the 8th", "vom 8.": a day without its month. */
const DAY =
  /(?<!\p{L})(?:from|of|on|dated|vom|am)\s+(?:the\s+|dem\s+)?(\d{1,2})(?:st|nd|rd|th|\.)(?![\d\p{L}])/giu;
/** "48.40" without a currency. */
const SUM = /(?<![\d.,])(\d{1,6})[.,](\d{2})(?![\d.,])/gu;

/** The one option that dates, amounts or words point to, if nothing points to another one. */
export function contentChoice(text: string, labels: readonly string[]): number | undefined {
  if (isQuestion(text)) return undefined;
  const said = withoutDenied(text);
  return oneHaving([...figuresOf(said), ...wordsOf(said)], labels, (label) => [
    ...labelFigures(label),
    ...wordsOf(label),
  ]);
}

/** True for a question from the customer, whose words choose nothing. */
export const isQuestion = (text: string): boolean => ASKS.test(text);

/** True if a date or an amount points to another option than the one that was named. */
export function pointsAway(text: string, labels: readonly string[], option: number): boolean {
  const figures = figuresOf(text);
  const other = figures.length === 0 ? undefined : oneHaving(figures, labels, labelFigures);
  return other !== undefined && other !== option;
}

function oneHaving(
  said: readonly string[],
  labels: readonly string[],
  read: (label: string) => string[],
): number | undefined {
  const contents = labels.map((label) => new Set(read(label)));
  const pointed = new Set<number>();
  for (const mark of said) {
    const having = contents.flatMap((marks, at) => (marks.has(mark) ? [at] : []));
    if (having.length === 1 && having[0] !== undefined) pointed.add(having[0]);
  }
  const [option] = pointed;
  return pointed.size === 1 ? option : undefined;
}

/** Dates with and without their month, amounts with and without their currency. */
function figuresOf(text: string): string[] {
  return [
    ...datesIn(text).map(({ month, day }) => `on ${month}-${day}`),
    ...amountsIn(text).map(({ minor, currency }) => `${minor} ${currency}`),
    ...[...text.matchAll(DAY)].map(([, day]) => `day ${Number(day)}`),
    ...[...text.matchAll(SUM)].map(([, whole, cents]) => `${Number(`${whole}${cents}`)}`),
  ];
}

const labelFigures = (label: string): string[] => [
  ...figuresOf(label),
  ...datesIn(label).map(({ day }) => `day ${day}`),
];

/** Words of four letters and more. */
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[\s.,!?;:()"']+/u)
    .filter((word) => /^\p{L}{4,}$/u.test(word) && !COMMON.has(word));

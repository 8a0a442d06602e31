/** How the words around a value bind it: by, after, about, at least, within; and what a code belongs to. */
import { alternatives } from './patterns.js';
import type { Value } from './value.js';
import type { Words } from './words.js';

/** The value with the relation that the words around it give it. */
export function bound(value: Value, text: string, words: Words): Value {
  const before = text.slice(Math.max(0, value.start - 40), value.start).toLowerCase();
  const relation = value.kind === 'code' ? labelIn(before, words) : relationIn(value, before, text, words);
  return relation === undefined ? value : { ...value, relation };
}

const labelIn = (before: string, { labels }: Words): string | undefined => {
  const near = before.split(/[.!?;,:]/u).at(-1) ?? '';
  return [...near.matchAll(/\p{L}+/gu)]
    .slice(-3)
    .reverse()
    .map(([word]) => labels.get(word))
    .find((label) => label !== undefined);
};

const RELATED: readonly string[] = ['money', 'date', 'time', 'span', 'percent', 'number', 'weekday'];
// Words that may stand between: "by the 3rd", "bis zum Sonntag, dem 3."
const BETWEEN =
  /(?:\b(?:the|a|total|of|amount|deadline|period|window|limit|frist|zeitraum|dem|den|zum|am|on|at|einschließlich)|[,(]| )+$/u;

function relationIn(
  { kind, key, end }: Value,
  before: string,
  text: string,
  words: Words,
): string | undefined {
  if (!RELATED.includes(kind)) return undefined;
  const limit = kind === 'span' ? limitOf(before, text.slice(end), words) : undefined;
  if (limit !== undefined) return limit;
  if (
    /^[ ,]*(?:at the latest|or (?:earlier|before|less)|spätestens|oder (?:früher|weniger))/iu.test(
      text.slice(end),
    )
  )
    return 'before';
  if (/^ (?:or (?:more|later|longer)|oder (?:mehr|später|länger))/iu.test(text.slice(end))) return 'after';
  const days = new RegExp(`(?:${alternatives(words.weekdays.flat()).toLowerCase()})\\.?$`, 'u');
  const near = before.replace(BETWEEN, '').replace(days, '').replace(BETWEEN, '');
  const whole = before.trimEnd();
  const found =
    words.relations.find(([word]) => endsWith(whole, word)) ??
    words.relations.find(([word]) => endsWith(near, word));
  if (kind === 'date' && words.ends.test(near)) return 'end';
  // What ends by a date may end before it; what runs until it does not.
  if (kind === 'date' && found?.[0] === 'by' && words.ends.test(whole.replace(/ by$/u, ''))) return 'ends by';
  // "a refund from", "eine Erstattung über 20 €": before an amount these words bound nothing.
  if ((kind === 'date' || kind === 'time') && found?.[1] === 'least') return undefined;
  if (kind === 'money' && found !== undefined && ['after', 'before', 'within'].includes(found[1]))
    return words.bounds.find(([, pattern]) => pattern.test(whole))?.[0];
  // "Since 2 of them arrived" gives a reason, and "5 to 7 days" are a bound by themselves.
  if (kind !== 'money' && found?.[1] === 'whole') return undefined;
  if (kind === 'number' && found?.[0] === 'since') return undefined;
  if (key.includes('-') && kind === 'span' && found?.[1] === 'within') return undefined;
  return found?.[1];
}

/** "You have 14 days to return it", "up to 14 days after delivery", "a 14-day return period". */
function limitOf(before: string, behind: string, { deadlines }: Words): 'within' | 'limit' | undefined {
  if (deadlines.before.test(before.trimEnd())) return 'within';
  if (deadlines.most.test(before.trimEnd()) && deadlines.from.test(behind.toLowerCase())) return 'within';
  return deadlines.behind.test(behind.toLowerCase()) ? 'limit' : undefined;
}

const endsWith = (text: string, word: string): boolean =>
  text.endsWith(word) && !/[\p{L}\d]/u.test(text.at(-word.length - 1) ?? ' ');

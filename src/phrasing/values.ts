/** Every value in a text: links, amounts, dates, times, spans, percentages, numbers, codes, and words for moments. */
import { minorDigits } from '../commerce/currency.js';
import { takeDates, takeTimes } from './calendar-values.js';
import { alternatives } from './patterns.js';
import { bound } from './relations.js';
import { Reading, type Value } from './value.js';
import { currencies, type Words } from './words.js';

/** The values of a text in their order; `rest` is the text with an amount as `§m` and any other value as `§v`. */
export function readValues(written: string, words: Words): { values: Value[]; rest: string } {
  const reading = new Reading(withDigits(spaced(written), words));
  takeLinks(reading);
  takeMoney(reading);
  takeDates(reading, words);
  takeTimes(reading, words);
  takeSpans(reading, words);
  takeNumbers(reading, words);
  takeMoments(reading, words);
  const values = reading.values.sort((a, b) => a.start - b.start);
  return {
    values: values.map((value) => bound(value, reading.text, words)),
    rest: masked(reading.text, values),
  };
}

/** One kind of space and apostrophe; formatters put others between numbers and units. */
const spaced = (text: string): string =>
  text.replace(/\s/gu, ' ').replace(/[’‘]/gu, "'").replace(/[‐‑]/gu, '-');

function withDigits(text: string, { numerals }: Words): string {
  const numbers = new Map(numerals);
  // A pattern of the list ("twenty[- ]five") is a regular expression, so the number is found by the match's own form.
  const pattern = new RegExp(
    `(?<![\\p{L}\\d])(?:${numerals.map(([word]) => word).join('|')})(?![\\p{L}\\d]| (?:things|dinge)(?!\\p{L}))`,
    'giu',
  );
  return text.replace(pattern, (word) => {
    const plain = word.toLowerCase();
    const number = numbers.get(plain) ?? numbers.get(plain.replace(/[- ]/u, '[- ]'));
    return number === undefined ? word : String(number);
  });
}

function takeLinks(reading: Reading): void {
  const address = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
  const link =
    /(?:https?:\/\/|www\.)[^\s<>"]*[^\s<>".,;:!?)]|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{Ll}{2,}(?:\/[^\s<>"]*[^\s<>".,;:!?)])?(?![\p{L}\p{N}])/gu;
  for (const pattern of [address, link])
    reading.take(pattern, ([text]) => ({ kind: 'link', key: `link:${text.toLowerCase()}` }));
}

const AMOUNT = "([-−]?\\d{1,3}(?:[.,' ]\\d{3})+(?:[.,]\\d{1,3})?(?!\\d)|[-−]?\\d+(?:[.,]\\d{1,3})?)";
const MANY = '(?: ?(k|thousand|tausend|mio\\.?|million(?:en|s)?|hundred|hundert))?(?![\\p{L}])';

function takeMoney(reading: Reading): void {
  const currency = `(${alternatives(currencies.map(([word]) => word))})`;
  const after = `(?<![\\p{L}\\d.,])${AMOUNT}${MANY} ?-?${currency}(?![\\p{L}\\d])`;
  const before = `(?<![\\p{L}\\d])${currency} ?${AMOUNT}${MANY}`;
  reading.take(new RegExp(before, 'giu'), ([, code = '', amount = '', many = '']) =>
    money(amount, code, many),
  );
  reading.take(new RegExp(after, 'giu'), ([, amount = '', many = '', code = '']) =>
    money(amount, code, many),
  );
}

const codes = new Map(currencies);

function money(amount: string, currency: string, many: string): Omit<Value, 'start' | 'end'> {
  const code = codes.get(currency.toLowerCase()) ?? currency;
  const minor = Math.round(decimal(amount) * 10 ** minorDigits(code));
  return { kind: 'money', key: `money:${code}:${minor}${many.toLowerCase()}` };
}

/** Reads "1.234,56", "1,234.56", "1.234" (a thousand), "12,3". */
function decimal(written: string): number {
  const text = written.replace('−', '-').replace(/[' ]/gu, '');
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  const separators = text.replace(/[^.,]/gu, '');
  const mixed = separators.includes('.') && separators.includes(',');
  const whole = last === -1 || (!mixed && text.length - last === 4);
  if (whole) return Number(text.replace(/[.,]/gu, ''));
  return Number(`${text.slice(0, last).replace(/[.,]/gu, '')}.${text.slice(last + 1)}`);
}

// What a unit is worth in minutes; months and business days are no fixed number of days.
const MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440, week: 10_080 };

function takeSpans(reading: Reading, { units, recurring, articles, half }: Words): void {
  const names = new Map(units);
  const unit = `(${alternatives(units.map(([word]) => word))})`;
  const number = `(\\d+(?:[.,]\\d+)?|${alternatives(articles)})`;
  const range = '(?: ?(?:-|–|to|or|bis|oder) ?(\\d+))?';
  const end = '(?![\\p{L}\\d])';
  const often = new Map(recurring);
  const pattern = new RegExp(`(?<![\\p{L}\\d])(${alternatives([...often.keys()])})${end}`, 'giu');
  reading.take(pattern, ([word]) => ({ kind: 'span', key: `span:${often.get(word.toLowerCase()) ?? ''}` }));
  reading.take(
    new RegExp(`(?<![\\p{L}\\d.,])${number}${range}[ -]${unit}${end}`, 'giu'),
    ([, from = '', to, name = '']) => {
      const word = names.get(name.toLowerCase()) ?? name;
      const [factor, shown] = MINUTES[word] === undefined ? [1, word] : [MINUTES[word], 'minute'];
      const count = (text: string): number => (/^\d/u.test(text) ? decimal(text) : 1) * factor;
      const until = to === undefined ? '' : `-${count(to)}`;
      return { kind: 'span', key: `span:${count(from)}${until}:${shown}` };
    },
  );
  reading.take(new RegExp(`(?<![\\p{L}\\d])(${alternatives(half)})${end}`, 'giu'), ([, word = '']) => ({
    kind: 'number',
    key: `number:${word.toLowerCase()}`,
  }));
}

function takeNumbers(reading: Reading, { percent }: Words): void {
  const share = new RegExp(
    `(?<![\\p{L}\\d])(\\d+(?:[.,]\\d+)?) ?(?:%|(?:${alternatives(percent)})(?![\\p{L}]))`,
    'giu',
  );
  reading.take(share, ([, number = '']) => ({ kind: 'percent', key: `percent:${decimal(number)}` }));
  reading.take(
    /(?<![\p{L}\d])(\d{1,3})(?: ?[x×](?![\p{L}\d])|(?![\p{L}\d]|[-_/.,]\d|-\p{L}))/gu,
    ([, number = '']) =>
      number.startsWith('0')
        ? { kind: 'code', key: `code:${number}` }
        : { kind: 'number', key: `number:${number}` },
  );
  // In a code every sign counts, only the `#` before it does not.
  const code = /#?(?=[\p{L}_/-]*\d)[\p{L}\d]+(?:[-_/.,:][\p{L}\d]+)*/gu;
  reading.take(code, ([text]) => ({ kind: 'code', key: `code:${text.replace(/^#/u, '')}` }));
}

function takeMoments(reading: Reading, { moments }: Words): void {
  // "As soon as" joins clauses; "as soon as possible" is a moment.
  const pattern = new RegExp(`(?<![\\p{L}\\d]|\\bas )(?:${alternatives(moments)})(?![\\p{L}\\d])`, 'giu');
  reading.take(pattern, ([text]) => ({
    kind: 'moment',
    key: `moment:${text.toLowerCase().replace(/(?<=nächst|kommend|dies|letzt)e[nrms]?(?!\p{L})/u, 'e')}`,
  }));
}

function masked(text: string, values: readonly Value[]): string {
  let [rest, at] = ['', 0];
  for (const { start, end, kind } of values) {
    rest += text.slice(at, start) + (kind === 'money' ? '§m' : '§v');
    at = end;
  }
  return rest + text.slice(at);
}

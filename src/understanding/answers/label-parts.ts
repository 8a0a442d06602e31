/**
 * Which option an answer means by a part of its label: a size ("the one with 2 kg"), how it compares with the others ("the bigger
 * one", "the cheapest"), or a state in other words ("the one that is on its way"). Labels of data hold such parts.
 */
import { amountsIn } from './amount.js';
import { withoutDenied } from './denied-numbers.js';
import { isQuestion } from './content-choice.js';
import { datesIn } from './date.js';
import { monthOf } from '../../texts/languages/month-names.js';
import { countOf } from '../entities/number-words.js';

/** Units by the words for them, and how much of the smallest one each is. */
const UNITS: readonly [RegExp, string, number][] = [
  [/^(?:kg|kgs|kilos?|kilogramm?e?s?|kilograms?)$/u, 'weight', 1000],
  [/^(?:g|gr|gramm?s?|grams?)$/u, 'weight', 1],
  [/^(?:pfund|pounds?|lbs?)$/u, 'weight', 500],
  [/^(?:l|liter|litern|litres?|liters?)$/u, 'volume', 1000],
  [/^(?:ml|milliliter|millilitres?)$/u, 'volume', 1],
  [/^(?:m|meter|metern|metres?|meters?)$/u, 'length', 1000],
  [/^(?:cm|zentimeter|centimet(?:re|er)s?)$/u, 'length', 10],
  [/^(?:mm|millimeter|millimet(?:re|er)s?)$/u, 'length', 1],
  [/^(?:w|watts?)$/u, 'power', 1],
  [
    /^(?:stück|stk|teile|teilig|er|er-set|pieces?|pcs|pack|packs|parts?|capsules?|kapseln?|bottles?|flaschen?|tabs|bags?|beutel)$/u,
    'count',
    1,
  ],
  [/^(?:monate?n?|months?)$/u, 'months', 1],
  [/^(?:wochen?|weeks?)$/u, 'weeks', 1],
];

/** A number with its unit. */
interface Size {
  of: string;
  value: number;
}

/** Every size in a text, in order. */
function sizesIn(text: string): Size[] {
  const words = text
    .toLowerCase()
    .replaceAll(/['’]s(?!\p{L})/gu, '')
    .replaceAll(/(?<!\p{L})set of (\p{L}+|\d+)/gu, '$1 pieces')
    .replaceAll(
      /(?<!\p{L})(zwei|dreier|vierer|sechser)er?[- ]?set/gu,
      (_, count: string) => `${count.replace(/er$/u, '')} pieces`,
    );
  return [
    ...words.matchAll(/(?<![\p{L}\d.,])(?:(\d{1,5}(?:[.,]\d{1,3})?)|(\p{L}+))(?=[\s-]?([\p{L}-]+))/gu),
  ].flatMap(([, digits, word = '', unit = '']) => {
    const value = digits === undefined ? halfOr(word) : Number(digits.replace(',', '.'));
    const known = UNITS.find(([pattern]) => pattern.test(unit));
    return value === undefined || known === undefined ? [] : [{ of: known[1], value: value * known[2] }];
  });
}

const halfOr = (word: string): number | undefined =>
  /^(?:half|halbe[ns]?|halber)$/u.test(word) ? 0.5 : countOf(word);

/** The one option that has two measures which the message names: "135 x 200". */
export function dimensionChoice(text: string, labels: readonly string[]): number | undefined {
  const of = (written: string): string[] =>
    [...written.matchAll(/(?<!\d)(\d{1,4}) ?[x×] ?(\d{1,4})(?!\d)/giu)].map(
      ([, width, length]) => `${width}x${length}`,
    );
  const said = isQuestion(text) ? [] : of(text);
  return onlyOne(labels.flatMap((label, at) => (of(label).some((size) => said.includes(size)) ? [at] : [])));
}

/** The one option that has a size which the message names. */
export function sizeChoice(text: string, labels: readonly string[]): number | undefined {
  if (isQuestion(text)) return undefined;
  const said = sizesIn(withoutDenied(text));
  if (said.length === 0) return undefined;
  const having = labels.flatMap((label, at) => {
    const own = sizesIn(label);
    return said.some(({ of, value }) => own.some((size) => size.of === of && size.value === value))
      ? [at]
      : [];
  });
  return onlyOne(having);
}

/** More or less of what: words that compare options, by their price or by their size. */
const COMPARING: readonly [RegExp, 'price' | 'size' | 'date', 'most' | 'least'][] = [
  [
    /(?<!\p{L})(?:cheap(?:er|est)|less expensive|least expensive|lower pric\p{L}*|(?:günstig|billig|preiswert)(?:er|ere|eren|erer|eres|ste|sten|ster|stes))(?!\p{L})/iu,
    'price',
    'least',
  ],
  [
    /(?<!\p{L})(?:(?:more|most) expensive|dearer|dearest|pricier|priciest|teure?r(?:e|en|er|es)?|teuerste[nrs]?)(?!\p{L})/iu,
    'price',
    'most',
  ],
  [
    /(?<!\p{L})(?:bigger|biggest|larger|largest|longer|longest|heavier|heaviest|big|large|long|größer(?:e|en|er|es)?|größte[nrs]?|grösser(?:e|en|er|es)?|längere?[nrs]?|längste[nrs]?|schwerere?[nrs]?|große[nrs]?|lange[nrs]?)(?!\p{L})/iu,
    'size',
    'most',
  ],
  [
    /(?<!\p{L})(?:smaller|smallest|shorter|shortest|lighter|lightest|small|little|short|kleiner(?:e|en|er|es)?|kleinste[nrs]?|kürzere?[nrs]?|kürzeste[nrs]?|leichtere?[nrs]?|kleine[nrs]?|kurze[nrs]?)(?!\p{L})/iu,
    'size',
    'least',
  ],
  [
    /(?<!\p{L})(?:newer|newest|latest|most recent|more recent|recent|neuere?[nrs]?|neueste[nrs]?|neuste[nrs]?|jüngere?[nrs]?|jüngste[nrs]?|aktuellere?[nrs]?)(?!\p{L})/iu,
    'date',
    'most',
  ],
  [
    /(?<!\p{L})(?:older|oldest|earlier|earliest|ältere?[nrs]?|älteste[nrs]?|frühere?[nrs]?)(?!\p{L})/iu,
    'date',
    'least',
  ],
];

/** States of orders and subscriptions, as labels write them and as customers say them. */
const STATES: readonly RegExp[] = [
  /(?<!\p{L})(?:delivered|arrived|received|came|(?:i|we) (?:already )?(?:got|have)|(?:have|havent|haven['’]t) (?:got|received)|(?:ich|wir) (?:schon |bereits |noch nicht )?(?:habe|haben)|got here|has come|reached me|handed over|zugestellt\p{L}*|angekommen\p{L}*|geliefert|erhalten|bekommen|kam|schon da|ist da|da ist|gekommen|eingetroffen)(?!\p{L})/iu,
  /(?<!\p{L})(?:on (?:its|the) (?:way|road)|under way|underway|en route|in transit|in the (?:post|mail)|shipped|sent (?:out|off)|dispatched|posted|travelling|traveling|(?:courier|carrier|driver|postman|delivery (?:man|van|driver)|dhl|ups|dpd|gls|hermes|fedex)|coming|out for delivery|unterwegs|versandt\p{L}*|verschickt\p{L}*|abgeschickt\p{L}*|rausgegangen|versendet|auf dem weg|in der post|(?:paket)?bote[n]?|paketdienst|zusteller\p{L}*|fahrer\p{L}*|zustellung|kommt)(?!\p{L})/iu,
  /(?<!\p{L})(?:being (?:packed|prepared)|pack|packed|packing|prepared|preparing|processing|processed|(?:not|hasnt|hasn['’]t|isnt|isn['’]t|havent|haven['’]t)(?: been| yet| even)* (?:left|gone|shipped|sent|dispatched|out)|still (?:with|at) (?:you|your)|open|warehouse|\p{L}*pack(?:t|en|st)|in bearbeitung|bearbeitet|vorbereitet|(?:noch )?nicht (?:verschickt|versandt|rausgegangen|raus|weg|losgeschickt|abgeschickt|unterwegs)|noch (?:bei|im lager)\p{L}*|lager|offen\p{L}*)(?!\p{L})/iu,
  /(?<!\p{L})(?:cancelled|canceled|storniert\p{L}*|gekündigt\p{L}*|ended)(?!\p{L})/iu,
  /(?<!\p{L})(?:returned|sent back|zurückgeschickt\p{L}*|zurückgesandt\p{L}*)(?!\p{L})/iu,
  /(?<!\p{L})(?:refunded|paid back|erstattet\p{L}*)(?!\p{L})/iu,
  /(?<!\p{L})(?:paused|on hold|stopped|pausiert\p{L}*|angehalten\p{L}*|ausgesetzt\p{L}*)(?!\p{L})/iu,
  /(?<!\p{L})(?:active|running|aktiv\p{L}*|laufende[nrs]?|läuft)(?!\p{L})/iu,
];

/** What did not happen is no state of what is meant. */
const NOT_YET =
  /(?<!\p{L})(?:not|never|hasn['’]?t|isn['’]?t|haven['’]?t|didn['’]?t|wasn['’]?t|nicht|nie|noch nicht)(?!\p{L})/iu;

/** The one option that a comparison or a state points to. */
export function partChoice(text: string, labels: readonly string[]): number | undefined {
  if (isQuestion(text)) return undefined;
  return byState(text, labels) ?? byMonth(withoutDenied(text), labels);
}

/** "The one from March", where the day stands in one label alone. */
function byMonth(text: string, labels: readonly string[]): number | undefined {
  const months = new Set((text.toLowerCase().match(/\p{L}+/gu) ?? []).flatMap((word) => monthOf(word) ?? []));
  const [month, ...more] = months;
  if (month === undefined || more.length > 0) return undefined;
  return onlyOne(
    labels.flatMap((label, at) => (datesIn(label).some((date) => date.month === month) ? [at] : [])),
  );
}

/** The one option that is more or less than the others, as the message compares them. */
export function comparedChoice(written: string, labels: readonly string[]): number | undefined {
  return isQuestion(written) ? undefined : compared(withoutDenied(written), labels);
}

function compared(text: string, labels: readonly string[]): number | undefined {
  const [found, ...more] = COMPARING.filter(([words]) => words.test(text));
  if (found === undefined || more.length > 0) return undefined;
  const [words, by, which] = found;
  // "Coffee, large": the label says it itself.
  if (labels.some((label) => words.test(label))) return undefined;
  const values = labels.map((label) => measureOf(label, by));
  const known = values.filter((value) => value !== undefined);
  if (known.length < labels.length || labels.length < 2) return undefined;
  const wanted = which === 'most' ? Math.max(...known) : Math.min(...known);
  return onlyOne(values.flatMap((value, at) => (value === wanted ? [at] : [])));
}

/** A label's only price, size or date, as a number. */
function measureOf(label: string, by: 'price' | 'size' | 'date'): number | undefined {
  const values =
    by === 'price'
      ? amountsIn(label).map(({ minor }) => minor)
      : by === 'size'
        ? sizesIn(label).map(({ value }) => value)
        : datesIn(label).map(({ month, day }) => month * 100 + day);
  return values.length === 1 ? values[0] : undefined;
}

/** Whoever tells a story says who did what: "it came 3 days late". */
const TELLS = /^\W*(?:it(?!['’]s)|i|we|you|he|she|they|there|es|ich|wir|sie|er|ihr|da)(?!\p{L})|\d/iu;

function byState(text: string, labels: readonly string[]): number | undefined {
  if (TELLS.test(text)) return undefined;
  const isStated = labels.some((label) => STATES.some((state) => state.test(label)));
  if (!isStated) return undefined;
  const pointed = STATES.flatMap((state, kind) => {
    if (!state.test(text)) return [];
    // "Not sent yet" is a state of its own; what has not come is any other one than what has.
    const isDenied = NOT_YET.test(text) && kind !== packed;
    if (isDenied && kind !== delivered) return [];
    if (isDenied) return [labels.flatMap((label, at) => (state.test(label) ? [] : [at]))];
    return [labels.flatMap((label, at) => (state.test(label) ? [at] : []))];
  });
  const [only, ...others] = pointed.filter((having) => having.length > 0);
  return only === undefined || others.length > 0 ? undefined : onlyOne(only);
}

/** The states of what has come, and of what has not left yet. */
const delivered = 0;
const packed = 2;

const onlyOne = (options: readonly number[]): number | undefined =>
  options.length === 1 ? options[0] : undefined;

/** Lists of short numbers that overlap with places and with each other, and answers whose meaning is known by their making. */
import fc from 'fast-check';
import { Tape } from '../../fuzz/generate/tape.js';

/** An answer to a list: the record that it means, or `?` for what has to be asked again. */
export interface Generated {
  labels: readonly string[];
  records: readonly string[];
  text: string;
  meant: string;
}

const numbers = (
  '1 2 3 4 5 6 7 8 9 10 11 12 13 21 22 31 32 38 83 100 101 110 111 112 1001 1010 1011 1100 10015 10010 11001 ' +
  'AB-1 AB-12 AB-120 CD-12 2024/113 2024/1130 2025/113'
).split(' ');
const labels = [
  'Order $ (shipped)',
  'Order $ (being prepared)',
  'Order $ from 3 March 2026, €48.40',
  'Order no. $, 2 items',
  'Order #$',
  '$ (delivered)',
  'Bestellung $ (versandt)',
  'Bestellung $ vom 8. März 2026, 12,00 €',
  'Bestellung Nr. $ (3 Artikel)',
] as const;
const asOrder = [
  'order $',
  'Order $, please.',
  'order number $',
  'my order number is $',
  'it is about order $',
  'order no. $ has not arrived',
  'I have been waiting 2 weeks for order $',
  'Bestellung $',
  'Bestellung $ bitte',
  'Bestellnummer $',
  'meine Bestellnummer ist $',
  'Es geht um Bestellung $.',
  'Bestellung Nr. $ ist noch nicht da',
  'Ich warte seit 3 Wochen auf Bestellung $',
] as const;
const asNumber = [
  '$',
  '$ please',
  '#$',
  'number $',
  "it's $",
  'I mean $',
  'Nr. $',
  'Nummer $',
  '$ bitte',
  'die $',
  'Ich meine die $',
] as const;
const asPlace = [
  'option $',
  'option number $',
  'position $',
  'number $ in the list',
  'Möglichkeit $',
  'Nummer $ in der Liste',
] as const;
const corrections = [
  'not $, §',
  'not order $ but order §',
  '§, not $',
  '§ instead of $',
  'order $, no wait, order §',
  '$, I mean §',
  'nicht $, sondern §',
  'nicht die $, sondern die §',
  '§ statt $',
  'Bestellung $, nein warte, Bestellung §',
] as const;
const doubles = [
  '$ and §',
  '$ or §',
  'order $ and order §',
  'orders $ and §',
  '$ oder §',
  'Bestellung $ und §',
] as const;
const ordinals = [
  ['the first', 'the first one', 'die erste', 'the 1st'],
  ['the second', 'the second one please', 'die zweite bitte', 'the 2nd one'],
  ['the third', 'third one', 'die dritte', 'das dritte'],
] as const;

/** So many answers; the same ones for the same seed. */
export function generatedAnswers(seed: number, count: number): Generated[] {
  const tapes = fc.array(fc.nat(), { minLength: 150, maxLength: 150 });
  return fc.sample(tapes, { seed, numRuns: count }).map((told) => generate(new Tape(told)));
}

function generate(tape: Tape): Generated {
  const records = shuffled(tape, numbers).slice(0, tape.between(2, 7));
  const label = tape.one(labels);
  const list = { labels: records.map((record) => label.replace('$', record)), records };
  const record = tape.one(records) ?? '';
  const other = records.find((one) => one !== record) ?? '';
  const unlisted = shuffled(tape, numbers).find((one) => !isPartOf(one, records)) ?? '';
  const place = tape.below(records.length);
  const both = (text: string): string => text.replace('$', other).replace('§', record);
  switch (tape.below(8)) {
    case 0:
    case 1:
      return { ...list, text: tape.one(asOrder).replace('$', record), meant: record };
    case 2:
      return { ...list, text: tape.one(asNumber).replace('$', record), meant: record };
    case 3:
      return {
        ...list,
        text: tape.one(asPlace).replace('$', String(place + 1)),
        meant: records[place] ?? '',
      };
    case 4:
      return { ...list, text: both(tape.one(corrections)), meant: record };
    case 5:
      return { ...list, text: both(tape.one(doubles)), meant: '?' };
    case 6:
      return { ...list, text: tape.one(asOrder).replace('$', unlisted), meant: '?' };
    default: {
      const at = tape.below(Math.min(3, records.length));
      return { ...list, text: tape.one(ordinals[at] ?? ordinals[0]), meant: records[at] ?? '' };
    }
  }
}

/** True for a listed number, or the last group of one, which is enough to know it by. */
const isPartOf = (number: string, records: readonly string[]): boolean =>
  records.some((record) => record === number || record.split(/[-/]/u).at(-1) === number);

/** The items in an order that the tape chooses. */
function shuffled(tape: Tape, items: readonly string[]): string[] {
  const rest = [...items];
  return items.flatMap(() => rest.splice(tape.below(rest.length), 1));
}

/** The noise of real messages around an example: greetings, numbers, typing mistakes, case. */
import type { Example } from '../corpus/corpus.js';
import { pick } from './random.js';

type Random = () => number;
type Words = readonly [string, ...string[]];

const ITEMS: Readonly<Record<string, Words>> = {
  en: [
    'jacket',
    'desk lamp',
    'running shoes',
    'coffee grinder',
    'phone case',
    'blue sweater',
    'tent',
    'kettle',
  ],
  de: ['die Jacke', 'die Lampe', 'die Schuhe', 'das Zelt', 'den Pullover', 'der Wasserkocher', 'das Kissen'],
};
const OPENINGS: Readonly<Record<string, Words>> = {
  en: [
    'Hi, ',
    'Hello! ',
    'Hey there, ',
    'Good morning. ',
    'Dear team, ',
    'Hi team\n',
    'Sorry to bother you. ',
  ],
  de: ['Hallo, ', 'Guten Tag. ', 'Hi, ', 'Moin, ', 'Liebes Team, ', 'Sehr geehrte Damen und Herren,\n'],
};
const CLOSINGS: Readonly<Record<string, Words>> = {
  en: [' Thanks!', ' thank you', '. Best regards, Sam', ' pls', ' Cheers', '. Many thanks in advance.'],
  de: [' Danke!', ' vielen Dank', '. Viele Grüße, Kim', ' bitte', '. Mit freundlichen Grüßen', '. LG'],
};
const NUMBERED: Readonly<Record<string, Words>> = {
  en: ['Order {o}: ', '{o} - ', 'Re: order {o}. ', 'my order number is {o}. ', 'order no. {o}, '],
  de: ['Bestellung {o}: ', '{o} - ', 'Bestellnummer {o}. ', 'Auftrag Nr. {o}, ', 'es geht um {o}. '],
};

const FACTS: Readonly<Record<string, Words>> = {
  en: [
    '. My e-mail address is {e}',
    ' My email is {e}.',
    ' ({e})',
    '. The postcode is 10115.',
    ' postcode 50667',
  ],
  de: [
    '. Meine E-Mail-Adresse ist {e}',
    ' E-Mail: {e}',
    ' ({e})',
    '. Die Postleitzahl ist 10115.',
    ' PLZ 50667',
  ],
};

/** `count` ways to write an example; the first is the plain one. */
export function variants(example: Example, count: number, random: Random): string[] {
  return Array.from({ length: count }, (_, n) => {
    const plain = n === 0 ? example.text : disturbed(example, random);
    return fill(plain, example.language, random);
  });
}

function disturbed({ text, language }: Example, random: Random): string {
  const chance = (share: number): boolean => random() < share;
  let written = text;
  if (chance(0.35)) written = pick(of(NUMBERED, language), random) + written;
  if (chance(0.5)) written = pick(of(OPENINGS, language), random) + written;
  if (chance(0.2)) written += pick(of(FACTS, language), random);
  if (chance(0.4)) written += pick(of(CLOSINGS, language), random);
  if (chance(0.4)) written = mistyped(written, random);
  if (chance(0.2)) written = written.toLowerCase();
  if (chance(0.05)) written = written.toUpperCase().replace(/\{[A-Z]\}/gu, (mark) => mark.toLowerCase());
  return written;
}

const of = (lists: Readonly<Record<string, Words>>, language: string): Words => lists[language] ?? [''];

/** One or two slips: a letter lost, doubled or swapped with the next. */
function mistyped(text: string, random: Random): string {
  let written = text;
  for (let slips = random() < 0.7 ? 1 : 2; slips > 0; slips -= 1) {
    const at = Math.floor(random() * (written.length - 1));
    const [here = '', next = ''] = [written[at], written[at + 1]];
    if (!/^\p{L}\p{L}$/u.test(here + next)) continue;
    const slip = pick([next, here + here + next, next + here], random);
    written = written.slice(0, at) + slip + written.slice(at + 2);
  }
  return written;
}

function fill(text: string, language: string, random: Random): string {
  const number = (digits: number): string => String(Math.floor((0.1 + 0.9 * random()) * 10 ** digits));
  return text.replace(/\{[oite]\}/gu, (mark) => {
    if (mark === '{o}') return pick(['', '#'], random) + number(random() < 0.5 ? 5 : 6);
    if (mark === '{t}') return `BL${number(10)}`;
    if (mark === '{e}') return `${pick(['jo', 'sam.lee', 'k.meier'], random)}@mail.example`;
    return pick(of(ITEMS, language), random);
  });
}

/** Numbers in words, below a hundred. */

const SMALL = [
  'zero null',
  'a an one ein eine einem einen einer eins',
  'two zwei both beide beiden zwo',
  'three drei',
  'four vier',
  'five fünf fuenf',
  'six sechs',
  'seven sieben',
  'eight acht',
  'nine neun',
  'ten zehn',
  'eleven elf',
  'twelve zwölf zwoelf dozen dutzend',
  'thirteen dreizehn',
  'fourteen vierzehn',
  'fifteen fünfzehn fuenfzehn',
  'sixteen sechzehn',
  'seventeen siebzehn',
  'eighteen achtzehn',
  'nineteen neunzehn',
];
const TENS = [
  'twenty zwanzig',
  'thirty dreißig dreissig',
  'forty fourty vierzig',
  'fifty fünfzig fuenfzig',
  'sixty sechzig',
  'seventy siebzig',
  'eighty achtzig',
  'ninety neunzig',
];

const numbered = (names: readonly string[], number: (at: number) => number): [string, number][] =>
  names.flatMap((listed, at) => listed.split(' ').map((name): [string, number] => [name, number(at)]));

const WORDS: ReadonlyMap<string, number> = new Map([
  ...numbered(SMALL, (at) => at),
  ...numbered(TENS, (at) => 20 + 10 * at),
]);

/** The number given by a word or up to three digits: "two", "zwei", "twenty-one", "einundzwanzig", "12". */
export function countOf(word: string): number | undefined {
  if (/^\d{1,3}$/u.test(word)) return Number(word);
  return WORDS.get(word) ?? compound(word);
}

/** "twenty-one" and "einundzwanzig": tens and ones in one word. */
function compound(word: string): number | undefined {
  const [, tens, ones] = /^(\p{L}{5,7})-(\p{L}{3,5})$/u.exec(word) ?? [];
  const [, einer, zehner] = /^(\p{L}{3,6})und(\p{L}{6,8})$/u.exec(word) ?? [];
  const ten = WORDS.get(tens ?? zehner ?? '') ?? 0;
  const one = WORDS.get(ones ?? einer ?? '') ?? 0;
  return ten >= 20 && ten < 100 && one > 0 && one < 10 ? ten + one : undefined;
}

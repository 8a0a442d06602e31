/** Which of a merchant's carriers a parcel is with, by the name that its shop writes and by its number (DESIGN §9). */
import * as check from '../understanding/entities/check-digits.js';

// Carriers as shops write them: the names that systems and merchants use for one.

/** What shops write of each carrier, as words in lower case; a word may go on (`fedexground`) where it ends in `*`. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  ups: ['ups', 'united parcel service', 'united parcel', 'upsn', 'upgf', 'upsground', 'upsstandard', 'upsap'],
  fedex: ['fedex*', 'fed ex', 'federal express', 'federalexpress', 'fdeg', 'fdxg', 'fdxe', 'fxfe', 'fedx'],
  dhl: [
    ...[
      'dhl',
      'dhlpaket',
      'dhlparcel',
      'dhlecommerce',
      'dhlgm',
      'dhl germany',
      'deutsche post',
      'deutschepost',
    ],
    ...['dhl global mail', 'dhlde'],
  ],
  'dhl express': [
    'dhl express',
    'dhlexpress',
    'dhl worldwide express',
    'dhlint',
    'dhl intl',
    'dhl international',
  ],
  usps: ['usps', 'us postal service', 'united states postal service', 'u s postal service'],
  gls: ['gls', 'general logistics systems'],
  dpd: ['dpd*', 'dynamic parcel distribution', 'geopost'],
  hermes: ['hermes', 'myhermes', 'hermesworld'],
  evri: ['evri'],
  'royal mail': ['royal mail', 'royalmail', 'parcelforce'],
  postnl: ['postnl', 'post nl', 'tnt post'],
  tnt: ['tnt', 'tnt express'],
  'amazon logistics': ['amazon', 'amazon logistics', 'amzl', 'amzn'],
  'canada post': ['canada post', 'canadapost', 'postes canada'],
  'la poste': ['la poste', 'laposte', 'colissimo', 'chronopost'],
  bpost: ['bpost', 'bpack'],
  correos: ['correos'],
  seur: ['seur'],
  'austrian post': ['austrian post', 'osterreichische post', 'post at'],
  'swiss post': ['swiss post', 'schweizerische post', 'die post', 'post ch'],
  inpost: ['inpost'],
  ontrac: ['ontrac'],
  purolator: ['purolator'],
  aramex: ['aramex'],
};

/** The post of a country, which carries what is sent by S10 from there. */
const posts: Readonly<Record<string, string>> = {
  ...{
    DE: 'dhl',
    US: 'usps',
    GB: 'royal mail',
    NL: 'postnl',
    CA: 'canada post',
    FR: 'la poste',
    BE: 'bpost',
  },
  ...{ ES: 'correos', AT: 'austrian post', CH: 'swiss post' },
};

/** The carrier of an S10 number that ends in this country (ISO 3166). */
const postOf = (country: string): string => posts[country] ?? `post of ${country}`;

/** A name as words: without case, marks and punctuation. */
const wordsOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The carriers that a text names; of a name within a longer one (`DHL` in `DHL Express`) only the longer. */
export function carriersIn(text: string, more: readonly string[] = []): string[] {
  const words = ` ${wordsOf(text)} `;
  const found = [...Object.entries(spellings), ...more.map((own) => [own, [own]] as const)].flatMap(
    ([carrier, names]) => names.filter((name) => isIn(words, name)).map((name) => ({ carrier, name })),
  );
  const whole = found.filter(({ name }) => !found.some((other) => isPart(name, other.name)));
  return [...new Set(whole.map(({ carrier }) => carrier))];
}

const isIn = (words: string, name: string): boolean =>
  name.endsWith('*') ? words.includes(` ${name.slice(0, -1)}`) : words.includes(` ${name} `);

const isPart = (name: string, other: string): boolean => name !== other && ` ${other} `.includes(` ${name} `);

// Whose parcel number one is, by its form and its check digits.

/** A carrier that a number may be of; `sure`: no other carrier has numbers like it. */
interface NumberOf {
  carrier: string;
  sure: boolean;
}

type Form = readonly [carrier: string, is: (number: string) => boolean];

const like =
  (pattern: RegExp) =>
  (number: string): boolean =>
    pattern.test(number);

const sure: readonly Form[] = [
  ['ups', check.isUps],
  ['fedex', check.isFedEx22],
  ['dhl', like(/^(?:JJD\d{12,20}|JVGL\d{12,20}|GM\d{16,18})$/u)],
  ['dhl', (number) => number.startsWith('0034') && check.isSscc(number)],
  ['dhl express', like(/^JD\d{18}$/u)],
  ['usps', check.isUsps],
  ['postnl', like(/^3S[A-Z]{2,6}\d{6,9}$/u)],
  ['amazon logistics', like(/^TBA\d{12}$/u)],
];

/** Forms that others have as well, and those in which a sign is wrong. */
const possible: readonly Form[] = [
  ['ups', like(/^1Z[0-9A-Z]{16}$/u)],
  ['fedex', check.isFedEx12],
  ['fedex', check.isFedEx15],
  ['fedex', check.isFedEx20],
  ['dhl', check.isSscc],
  ['dhl', check.isIdentcode],
  ['dhl', check.isLeitcode],
  ['dhl express', check.isDhlExpress],
  ['gls', check.isGls],
  ['dpd', check.isDpd],
  ['canada post', check.isCanadaPost],
];

/** The carriers that a number may be of. */
export function carriersOfNumber(raw: string): NumberOf[] {
  const number = raw.replaceAll(/[\s.-]/gu, '').toUpperCase();
  const fitting = (forms: readonly Form[]): string[] =>
    forms.filter(([, is]) => is(number)).map(([carrier]) => carrier);
  const certain = check.isS10(number) ? [postOf(number.slice(-2))] : fitting(sure);
  if (certain.length > 0) return certain.map((carrier) => ({ carrier, sure: true }));
  return [...new Set(fitting(possible))].map((carrier) => ({ carrier, sure: false }));
}

/** What is known of a parcel. */
export interface Parcel {
  carrier?: string;
  service?: string;
  trackingNumber?: string;
}

/** A carrier whose parcels another one knows as well. */
const knownTo: Readonly<Record<string, string>> = { 'dhl express': 'dhl' };

// Higher counts more: a number that only one carrier has, then the name, then a number that others have too.
const SURE = 4;
const NAMED = 3;
const KIN = 2;
const FITS = 1.5;

/**
 * Those of `names`, as the merchant writes them, that may know a parcel, the likeliest first: none if it is with another
 * carrier; `unsure` if nothing tells, so that any of them may.
 */
export function whichCarriers(
  names: readonly string[],
  parcel: Parcel,
): { likely: string[]; unsure: boolean } {
  const ids = names.map((name) => ({ name, id: idOf(name) }));
  const named = carriersIn(
    `${parcel.carrier ?? ''} ${parcel.service ?? ''}`,
    ids.map(({ id }) => id),
  );
  const numbers = carriersOfNumber(parcel.trackingNumber ?? '');
  const isSure = numbers.some(({ sure }) => sure);
  const weigh = (id: string): number => {
    const number = numbers.find(({ carrier }) => carrier === id || knownTo[carrier] === id);
    const isOwn = number?.carrier === id;
    const byNumber = number?.sure === true ? (isOwn ? SURE : KIN) : isOwn ? FITS : 0;
    if (named.includes(id)) return NAMED + byNumber;
    const isKin = named.some((each) => knownTo[each] === id || (knownTo[id] === each && !isSure));
    if (isKin) return KIN + byNumber;
    // A number that several carriers have says nothing against a name.
    return named.length > 0 && number?.sure !== true ? 0 : byNumber;
  };
  const likely = ids
    .map(({ name, id }) => ({ name, weight: weigh(id) }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight);
  const unsure = likely.length === 0 && named.length === 0 && !isSure;
  return { likely: likely.map(({ name }) => name), unsure };
}

/** The carrier that a merchant's name for one means; a name that no table has is a carrier of its own. */
export function idOf(name: string): string {
  const [found, ...more] = carriersIn(name);
  return found === undefined || more.length > 0 ? wordsOf(name) : found;
}

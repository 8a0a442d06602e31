/** Carriers as shops write them: the names that systems and merchants use for one. */

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
export const postOf = (country: string): string => posts[country] ?? `post of ${country}`;

/** A name as words: without case, marks and punctuation. */
export const wordsOf = (name: string): string =>
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

/** Invented customers with plausible German names and addresses; mail domains end in `.example`. */
import type { Address, Customer, Region } from './order.js';
import type { Random } from './random.js';

const firstNames =
  'Anneliese Bärbel Björn Carla Clemens Dörte Edda Emre Fenja Florian Gökhan Greta Hanno Heike Ida Ilka Jörg Jonna ' +
  'Karim Käthe Lasse Leonie Lübbo Malte Mareike Mira Nele Norbert Ole Özlem Philippa Quirin Ragna Rüdiger Sönke ' +
  'Svea Thea Tjark Ulla Veit Wanda Yusuf';

const lastNames =
  'Ahlers Böttger Brandhorst Claßen Dahlke Dörfler Eickmeier Fährmann Feldkamp Geißler Grünwald Hagedorn Höft ' +
  'Immendorf Jürgens Kämper Kleinschmidt Krüselmann Lindhorst Lüdemann Mönkeberg Naumann Nöthen Oestreich Paulsen ' +
  'Pöhlmann Quandel Rademacher Röhrig Schäfermeier Schönfeld Stüben Tewes Überall Vossberg Weißhaupt Wübbena Zöllner';

const streets =
  'Ahornweg,Am Mühlbach,Apfelgasse,Birkenring,Brückenstraße,Fliederweg,Gänsemarktweg,Hafenstraße,Hinter den Höfen,' +
  'Kastanienallee,Kirchgasse,Lerchenweg,Marktstraße,Möwenstieg,Nussbaumweg,Obere Gärten,Rosenstraße,Schäferweg,' +
  'Süderstraße,Uferpromenade,Weidenweg,Ziegeleiweg';

const cities: readonly { city: string; region: Region; postcodes: readonly string[] }[] = [
  { city: 'Hamburg', region: 'nord', postcodes: ['20095', '20357', '22303'] },
  { city: 'Bremen', region: 'nord', postcodes: ['28195', '28203'] },
  { city: 'Kiel', region: 'nord', postcodes: ['24103', '24105'] },
  { city: 'München', region: 'sued', postcodes: ['80331', '80799', '81541'] },
  { city: 'Nürnberg', region: 'sued', postcodes: ['90402', '90429'] },
  { city: 'Tübingen', region: 'sued', postcodes: ['72070', '72074'] },
  { city: 'Köln', region: 'west', postcodes: ['50667', '50823', '51063'] },
  { city: 'Münster', region: 'west', postcodes: ['48143', '48155'] },
  { city: 'Saarbrücken', region: 'west', postcodes: ['66111', '66119'] },
  { city: 'Berlin', region: 'ost', postcodes: ['10115', '10437', '12043'] },
  { city: 'Dresden', region: 'ost', postcodes: ['01067', '01099', '01309'] },
  { city: 'Leipzig', region: 'ost', postcodes: ['04109', '04229'] },
  { city: 'Görlitz', region: 'ost', postcodes: ['02826'] },
];

const mailDomains = ['mail.example', 'post.example', 'netz.example', 'brief.example'];

const plainLetters: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

const mailName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => plainLetters[letter] ?? letter)
    .replace(/ /g, '.');

function makeHome(random: Random): { address: Address; region: Region } {
  const { city, region, postcodes } = random.pick(cities);
  const street = `${random.pick(streets.split(','))} ${random.between(1, 128)}${random.chance(0.15) ? 'a' : ''}`;
  return { address: { street, postcode: random.pick(postcodes), city, country: 'DE' }, region };
}

/** As many customers as asked for, no two with one name or e-mail; from the thousandth on with two first names. */
export function makeCustomers(random: Random, count: number): Customer[] {
  const customers = new Map<string, Customer>();
  while (customers.size < count) {
    const first = (): string => random.pick(firstNames.split(' '));
    const given = customers.size < 1_000 ? first() : `${first()}-${first()}`;
    const name = `${given} ${random.pick(lastNames.split(' '))}`;
    if (customers.has(name)) continue;
    const id = `k_${random.code(10, 'abcdefghijkmnpqrstuvwxyz23456789')}`;
    const mail = `${mailName(name)}@${random.pick(mailDomains)}`;
    customers.set(name, { id, name, mail, ...makeHome(random) });
  }
  return [...customers.values()];
}

/** What the words before a number say that it is. */
import type { Token } from './tokens.js';

/** Kinds of numbers that a word can announce; `other` is a number that is none of our entities. */
export type NumberContext = 'order' | 'postcode' | 'tracking' | 'other';

const announcing = (words: string, context: NumberContext): [string, NumberContext][] =>
  words.split(' ').map((word) => [word, context]);

const ANNOUNCES: ReadonlyMap<string, NumberContext> = new Map([
  ...announcing('order orders ordernumber orderno ordernr order-number order-id orderid purchase', 'order'),
  ...announcing(
    'bestellung bestellungen bestellnummer bestellnr bestell-nr bestellnummern bestell-nummer',
    'order',
  ),
  ...announcing('bestellungsnummer auftrag auftragsnummer auftragsnr auftrags-nr', 'order'),
  ...announcing('postcode post-code zip zipcode zip-code postal plz postleitzahl', 'postcode'),
  ...announcing(
    'tracking trackingnumber trackingnummer tracking-number tracking-nummer consignment',
    'tracking',
  ),
  ...announcing('sendungsnummer sendungsnr paketnummer sendungsverfolgungsnummer waybill awb', 'tracking'),
  ...announcing(
    'phone tel telephone telefon telefonnummer mobile mobil handy handynummer cell call fax',
    'other',
  ),
  ...announcing('rückruf ruf rufnummer anruf whatsapp customer kunde kundennummer kundennr account', 'other'),
  ...announcing(
    'konto kontonummer invoice rechnung rechnungsnummer rechnungsnr sku item article artikel',
    'other',
  ),
  ...announcing(
    'artikelnummer artikelnr art model modell modellnummer product produkt card karte ending',
    'other',
  ),
  ...announcing(
    'endet visa mastercard iban bic blz voucher gutschein gutscheincode coupon discount promo rabattcode ticket',
    'other',
  ),
  ...announcing(
    'ticketnummer vorgangsnummer member mitgliedsnummer serial seriennummer ean isbn pin',
    'other',
  ),
  ...announcing(
    'street straße strasse weg allee avenue road apartment apt floor room € $ £ eur usd gbp chf',
    'other',
  ),
  ...announcing('euro dollar pfund about over almost nearly etwa ungefähr rund über fast', 'other'),
]);

/** Words that may stand between the announcing word and its number. */
const FILLERS = new Set(
  (
    'number numbers numbered no nr nummer nummern num id ref reference code is are was ist lautet lauten sind in my the ' +
    "this it its it's with mit der die das den dem meine mein meiner meinem for für and und or oder & + , / # at unter"
  ).split(' '),
);

const FARTHEST = 6;

/** What the nearest announcing word before token `at` says; the sentence's end hides what is before it. */
export function contextBefore(tokens: readonly Token[], at: number): NumberContext | undefined {
  for (let before = at - 1; before >= Math.max(0, at - FARTHEST); before -= 1) {
    const token = tokens[before];
    if (token === undefined) return undefined;
    const word = token.text.toLowerCase();
    const announced = ANNOUNCES.get(word);
    if (token.endsSentence && !isAbbreviation(word)) return undefined;
    if (announced !== undefined) return announced;
    if (!FILLERS.has(word) && !/^#?\d+$/u.test(word)) return undefined;
  }
  return undefined;
}

/** True if another number stands right before, as in "order 12345, 10115 Berlin": the word before it speaks of that one. */
export function followsNumber(tokens: readonly Token[], at: number): boolean {
  return /^#?\d+$/u.test(tokens[at - 1]?.text ?? '');
}

const isAbbreviation = (word: string): boolean =>
  ['no', 'nr', 'num', 'tel', 'art', 'ref', 'ordernr', 'bestellnr', 'bestell-nr', 'str'].includes(word);

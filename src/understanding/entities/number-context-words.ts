/** Words that say what a number is: English, German, and those of French, Spanish and Dutch customers. */

/** Kinds of numbers that a word can announce; `other` is a number that is none of our entities. */
export type NumberContext = 'order' | 'postcode' | 'tracking' | 'phone' | 'sku' | 'other';

const words = (listed: string): readonly string[] => listed.split(' ');

/** The words of a list, separated by spaces. */
export const wordSet = (listed: string): ReadonlySet<string> => new Set(words(listed));

const LISTED: readonly (readonly [NumberContext, string])[] = [
  ['order', 'order orders orderno ordernr orderid ord po purchase bestellung bestellungen bestell auftrag'],
  ['order', 'aufträge order-no order-nr order-id bestell-id bestellid'],
  ['order', 'commande commandes cde pedido pedidos bestelling bestellingen bestel order-ref orderref'],
  ['postcode', 'postcode post-code zip zipcode zip-code postal plz postleitzahl c.p cp'],
  ['tracking', 'tracking consignment waybill awb sendungsnr paketnr sendungscode paketcode barcode'],
  [
    'phone',
    'phone tel telephone telefon mobile mobil handy cell fax call rückruf ruf anruf anrufen whatsapp',
  ],
  ['tracking', 'suivi seguimiento envío envio track-and-trace trackingcode zending sendungsverfolgung'],
  ['phone', 'téléphone portable teléfono móvil telefoon gsm mobiel cel'],
  ['sku', 'référence-article articulo artículo'],
  [
    'other',
    'client cliente clientnr klant klantnr klantnummer kd-nr kdnr kundennr facture factura factuur pakbon',
  ],
  [
    'other',
    'company charity registered registry england wales org co abn siret siren tva btw nif cif kvk hrb partie',
  ],
  ['phone', 'ring dial text sms telefonnr ext extension durchwahl hotline reach erreichen erreichbar'],
  ['sku', 'sku item article artikel artikelnr artikel-nr art product produkt model modell modellnr typ'],
  ['sku', 'catalogue catalog katalog style set part teil ersatzteil'],
  ['other', 'customer kunde kunden kundennr account konto kontonr invoice rechnung rechnungsnr bill receipt'],
  [
    'other',
    'card karte kreditkarte ending endet visa mastercard amex iban bic blz sort bank voucher gutschein',
  ],
  [
    'other',
    'gutscheincode coupon discount promo promotion rabattcode ticket case vorgang fall member membership',
  ],
  [
    'other',
    'serial ean isbn gtin imei pin kennwort password passwort passcode code-word vat ustid ust-idnr ust-id',
  ],
  [
    'other',
    'street straße strasse weg allee avenue road apartment apt flat floor room zimmer suite unit building',
  ],
  ['other', 'house haus hausnummer hausnr gate door tür stock block locker packstation filiale branch store'],
  [
    'other',
    '€ $ £ eur usd gbp chf euro dollar pfund almost nearly approx approximately circa ca etwa ungefähr',
  ],
  ['other', 'rund fast knapp size größe grösse gr version firmware error fehler fehlercode page seite rma'],
  [
    'other',
    'lieferschein lieferscheinnr delivery-note note rücksendung retourennr retourenschein credit gutschrift',
  ],
  [
    'other',
    'claim user benutzer patient student payment transaction zahlung transaktion paypal klarna auth meter complaint batch lot charge chargennr licence license',
  ],
  [
    'other',
    'flight flug zählerstand loyalty kundenkonto steuernr registration reg warranty garantie policy balance',
  ],
];

const ANNOUNCES: ReadonlyMap<string, NumberContext> = new Map(
  LISTED.flatMap(([context, listed]) => words(listed).map((word) => [word, context] as const)),
);

/** First parts of German compounds with "-nummer", and English compounds in one word. */
const COMPOUNDS: readonly (readonly [NumberContext, RegExp])[] = [
  ['order', /^(?:order|best+e?l+|auftrag|purchase)/u],
  ['tracking', /^(?:sendung|paket|tracking|parcel|fracht)/u],
  ['postcode', /^postleit/u],
  ['phone', /^(?:telefon|handy|mobil|ruf|rückruf|fax|phone)/u],
  ['sku', /^(?:artikel|produkt|modell|item|material|waren|katalog|product|sku)/u],
];

/** Things with numbers of their own when called a number: "return number 4711". */
const NUMBERED_THINGS = new Set(
  words(
    'return returns retoure contract vertrag subscription sub abo abonnement retour devolución devolucion offer quote angebot devis offerte presupuesto',
  ),
);

/** True for "return" and the like, which rule out an order number only together with "number". */
export const hasNumbersOfItsOwn = (word: string): boolean => NUMBERED_THINGS.has(word);

const NUMBER_WORDS = new Set(
  words('number numbers numbered no nos nr nrn num nummer nummern id n° nº no° n.º núm número numéro numero'),
);

/** Words that may stand between the announcing word and its number. */
const FILLERS = new Set([
  ...NUMBER_WORDS,
  ...words('ref reference code is are was were ist lautet lauten sind war waren in my the this that it its'),
  ...words(
    "it's with mit der die das den dem des meine mein meiner meinem für for and und or oder & + , / # at",
  ),
  ...words(
    'unter called says shows reads being again nämlich also hier here of-number namens zur zum zu on onto',
  ),
  ...words(
    'est était es era con avec ma mon mes notre nuestro mi mijn onze het een met voor sous portant réf ref.',
  ),
  ...words('laut jeweils both beide einmal please bitte - wegen bezüglich betreffend namely sprich i.e z.b'),
]);

/** What a word announces. */
export function announcedBy(word: string): NumberContext | undefined {
  const listed = ANNOUNCES.get(word);
  if (listed !== undefined) return listed;
  const compound = /^(.{2,}?)[-_.]?(?:nummern?|numbers?|nr|no)$/u.exec(word);
  const first = compound?.[1];
  if (first === undefined || word.length > 40) return undefined;
  const known = COMPOUNDS.find(([, start]) => start.test(first));
  if (known !== undefined) return known[0];
  // "Vorgangsnummer", "Mitgliedsnummer": German can put anything before "-nummer".
  return word.endsWith('nummer') || word.endsWith('-nr') ? 'other' : undefined;
}

/** True for "number", "Nr" and the like. */
export const isNumberWord = (word: string): boolean => NUMBER_WORDS.has(word);

/** True for words that may stand between the announcing word and its number. */
export const isFiller = (word: string): boolean => FILLERS.has(word);

const UNITS = new Set([
  ...words('€ $ £ % eur euro euros usd dollar dollars gbp pound pounds pfund chf franken cent cents percent'),
  ...words(
    'prozent yen jpy quid bucks km m cm mm kg g gram grams gramm ml l liter litre litres mah ah wh kwh w watt',
  ),
  ...words(
    'watts v volt volts btu lumen lm rpm hz mb gb tb px points point punkte punkten steps schritte miles',
  ),
  ...words(
    'times mal people persons personen leute gäste guests pieces piece pcs stück stk seiten pages degrees',
  ),
  ...words(
    'grad days day tage tagen hours hour stunden minutes minuten seconds sekunden weeks wochen months',
  ),
  ...words(
    'monate monaten years jahre jahren followers inch inches zoll thread hour-long uhr qm sqft points',
  ),
  ...words('screws schrauben teile parts beads perlen words wörter subscribers customers kunden reviews'),
]);

/** True for what is counted or measured: "12345 EUR", "10000 steps", "2000 mm". */
export const isUnit = (word: string): boolean => UNITS.has(word);

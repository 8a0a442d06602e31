/** Whether a message is about another trade than a shop's: a hotel, a bank, a doctor. English and German; others are read in English. */

/** What shops are hardly ever asked about. */
const trade = new RegExp(
  `(?<!\\p{L})(?:${[
    'double room|single room|twin room|doppelzimmer|einzelzimmer|zimmerbuchung|room \\d{2,4}|flight|airline|flug|plane ticket|train ticket',
    'fahrkarte|(?:a|the|our|einen|den) (?:table|tisch) (?:for|für)|(?:exchange|mortgage) rate|mortgage|overdraft limit|dispokredit',
    'standing order (?:of|to|for)|savings account|tagesgeldkonto|(?:my|meine) (?:debit card|bank card|girokarte)|freeze my card',
    'on my (?:bank )?statement|kontoauszug|cash machine|geldautomat|(?:home|car|travel|health) insurance|\\p{L}*versicherung|haftpflicht',
    'meter reading|zählerstand|zählernummer|stromzähler|abschlag|electricity (?:bill|contract)|stromvertrag|broadband|dsl|roaming|mobile plan',
    'internet (?:is|has been|geht|ist)|gym (?:membership|contract|card)|fitnessstudio|appointment|arzttermin|blood test|blutwerte|vaccination|impfung',
    '(?:our|my|unsere|meine) (?:flat|wohnung) (?:zum|at|by)|wohnung .{0,30}kündigen|personalausweis|reisepass|strafzettel|parking fine|wetter|weather',
  ].join('|')})(?!\\p{L})`,
  'iu',
);

/** What shops are asked about: beside it, another trade is only where the matter comes from. */
const shop =
  /(?<!\p{L})(?:(?<!standing )orders?|ordered|bought|purchase\p{L}*|parcels?|packages?|deliver\p{L}*|ship\p{L}*|courier|tracking|return\p{L}*|refund\p{L}*|replace\p{L}*|items?|products?|size|voucher|subscription|box|bestell\p{L}*|kauf\p{L}*|gekauft|paket\p{L}*|päckchen|liefer\p{L}*|sendung\p{L}*|versand\p{L}*|retoure\p{L}*|rücksend\p{L}*|zurück\p{L}*|erstatt\p{L}*|ersatz\p{L}*|umtausch\p{L}*|artikel\p{L}*|produkt\p{L}*|größe|gutschein|abo\p{L}*)(?!\p{L})/iu;

/** True if it is, as far as words tell: most such messages want nothing that a flow knows. */
export const isOtherTrade = (text: string): boolean => trade.test(text) && !shop.test(text);

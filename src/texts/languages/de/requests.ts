/** How a customer says in German that something of their own is meant, or is to be done: no question about the shop. */

const deed =
  'stornieren|storniert|canceln|zurückgeben|zurückschicken|zurücksenden|retournieren|erstatten|erstattet|ersetzen|ersetzt|umtauschen|tauschen|ändern|ändert|abändern|umändern|hinzufügen|dazupacken|entfernen|rausnehmen|streichen|stoppen|beenden|kündigen|pausieren|aussetzen|überspringen|auslassen|umleiten|umbuchen|widerrufen|abbestellen|umstellen|sprechen|reden|schicken|schickt|zuschicken|nachschicken|nachsehen|nachschauen|prüfen|anhalten|verlegen|verschieben|zurückhaben|zurückbekommen|wiederhaben|anrufen|weiterhelfen|helfen';
const definite =
  'mein|meine|meinen|meinem|meiner|meins|unser|unsere|unseren|unserem|es|sie|ihn|das|die|den|dem|dieses|diese|diesen|dieser|der';
const own =
  'bestellung|bestellungen|paket|päckchen|abo|abonnement|lieferung|sendung|erstattung|retoure|rücksendung|geld|artikel|ware|kaffee|tee|blumen|kaffeeabo|teeabo|blumenabo|vase|lampe|lieferadresse|adresse|auftrag';

/** For words in lower case without signs, with spaces around. */
export const requests: RegExp = new RegExp(
  [
    String.raw` (?:können|könnten|könnt|könntet|kannst|könntest|würden|würdet|würdest) (?:sie|ihr|du|mir|bitte)(?: [\p{L}\d]+){0,8}? (?:${deed})(?= )`,
    String.raw` (?:kann|könnte|darf|dürfte) (?:ich|wir|mir|man)(?: [\p{L}\d]+){0,4}? (?:${definite})(?: [\p{L}\d]+){0,5}? (?:${deed})(?= )`,
    String.raw` (?:ich|wir) (?:möchte|möchten|will|wollen|würde|würden|hätte|hätten|brauche|wollte|muss|müsste)(?: [\p{L}\d]+){0,9}? (?:${deed})(?= )`,
    String.raw` (?:möglich|geht es|geht das|klappt es|zu spät|chance)(?: [\p{L}\d]+){0,3}? (?:mein|meine|meinen|unser|unsere|es|sie|ihn|das|die|den|diese|dieses)(?: [\p{L}\d]+){0,5}? (?:zu )?(?:${deed})(?= )`,
    String.raw` (?:bitte|mal)(?: [\p{L}\d]+){0,5}? (?:${deed})(?= )`,
    String.raw` (?:storniert|stornieren sie|ändert|ändern sie|kündigt|kündigen sie|schickt mir|schicken sie mir|erstattet|ersetzt|pausiert|tauscht)(?: (?:bitte|mir|mein|meine|meinen|doch))(?= )`,
    String.raw` (?:mein|meine|meinen|meinem|meiner|unser|unsere|unseren|unserem)(?: \p{L}+)? (?:${own})(?= )`,
    String.raw` (?:wo ist|wo bleibt|wo steckt|wo bleiben|wo sind) (?:mein|meine|das|die|es|sie)(?= )`,
    String.raw` (?:kam|kamen|ist|sind|war|waren|angekommen)(?: \p{L}+){0,4} (?:kaputt|beschädigt|defekt|zerbrochen|gebrochen|gesprungen|falsch|zerkratzt|undicht|unvollständig)(?: angekommen| geliefert| an)?(?= )`,
    String.raw` (?:habe|haben|hab|hatte|hatten) (?:ich |wir )?(?:\p{L}+ ){0,5}?(?:bestellt|gekauft|zurückgeschickt|retourniert|erhalten|bekommen|gewartet)(?= )`,
    String.raw` (?:nicht|nie|noch nichts|immer noch nichts)(?: \p{L}+){0,2} (?:angekommen|gekommen|da|erhalten|bekommen|geliefert|zugestellt)(?= )`,
    String.raw` (?:echten menschen|einem menschen|mitarbeiter sprechen|jemandem sprechen|jemand echtes)(?= )`,
  ].join('|'),
  'u',
);

/**
 * "All of it" and "only the lamp", as answers to a question whether it is about all or some of something. Money hangs on
 * it, so only closed forms count: a word that they do not know, such as "difference" or "postage", leaves it unread.
 */
import { amountsIn } from './amount.js';
import { AROUND, NEGATIONS } from './choice-words.js';
import { linesMeant, mentionsLine } from './order-lines.js';
import { ordinalOf } from './ordinals.js';

const words = (listed: string): ReadonlySet<string> => new Set(listed.split(' '));

/** Words that mean all of it. */
const WHOLE = words(
  'all everything every whole entire entirely complete completely full fully total lot both ' +
    'alles allem all ganz ganze ganzen ganzes gesamt gesamte gesamten komplett komplette kompletten komplettes voll volle vollen voller ' +
    'vollständig vollständige vollständigen sämtliche beide beiden beides beids bede beede ois',
);

/** What is whole: nothing that is a part of an order's price. */
const OF_IT = words(
  'order orders purchase thing things item items article articles amount sum price money cent cents penny refund back refunded ' +
    'returned return cancelled payment contract cost costs piece pieces part parts product products one for else everything in them these those there was were is are what paid pay off included including ' +
    'bestellung auftrag kauf einkauf sachen artikel betrag summe preis kaufpreis kaufvertrag vertrag um für geld erstattung zurück zurückgeben erstattet wieder ' +
    'mein meine meins kostet gekostet teile stücke produkte daran davon darin was ich habe hab gesagt haben bezahlt bitte sie mir alle aus an',
);

/** Words around it: politeness, and that it has been said before. */
const SAID = words(
  'said told already again simply just really actually we us our you your can could yep yeah yup sure definitely obviously of ' +
    'course absolutely exactly right correct naturally please ok okay well oh ah hm dear if possible mate now ' +
    'together zusammen samm z de schon nochmal einfach wirklich natürlich klar genau richtig doch halt eben gerne na nun wir uns unser unsere ihr ihnen möglich wenn sofort heute',
);

/** With the whole price, what it cost to be sent is no part of its own. */
const WITH_SENDING =
  /\b(?:including|incl\.?|with|plus|and|samt|inkl\.?|inklusive|mit|und|plus) (?:the |my |den |der |die |dem )?(?:\p{L}+ )?(?:shipping|postage|delivery|versand|versandkosten|porto)(?: costs?| fees?| charges?)?(?!\p{L})/giu;

/** Words of an answer that names things: how many, and that it is no more than these. */
const PARTLY = words(
  'only just some few couple part several two three four five one ones item items thing things article articles product products ' +
    'rest other others stays fine ok keep everything all for about exclusively solely merely alone also as well both ' +
    'nur bloß lediglich ausschließlich einige einzelne ein eine einen einem einer zwei drei vier fünf beide beiden artikel sache sachen teil teile stück ' +
    'produkt produkte position positionen alles sonst nichts nix rest auch sowie für um allein',
);

/** "100 %", "hundert Prozent". */
const IN_FULL =
  /(?<![\p{L}\d])(?:100|(?:a |one )?hundred|(?:ein)?hundert) ?(?:%|percent|per cent|prozent)(?!\p{L})/giu;

/** What takes it back, narrows it, or says that it is about too much of something. */
const NARROWED =
  /\b(?:but|only|except|minus|without|too much|twice|double|extra|aber|nur|sondern|außer|ohne|bloß|zu ?viel|zweimal|doppelt\p{L}*)(?!\p{L})|%|\bpercent\b|\bprozent\b/iu;

/** "There was only the one thing", "war eh nur der Block": of an order with one thing in it, that is all of it. */
const ONLY_ONE =
  /[\s,.;:!–—-]+(?:(?:there (?:was|is|were)|it (?:was|is)|it['’]s|that (?:was|is)|that['’]s) (?:only|just) (?:(?:the|a|that|my) )?(?:one )?\p{L}+(?: in (?:it|there|the (?:order|box|parcel)))?|(?:(?:da|es|das) )?(?:war|ist|is|waren|sind)(?: (?:da|ja|eh|doch|sowieso|ohnehin|auch|halt))* (?:nur|bloß) (?:(?:die|der|das|den|dit|dat|mein|meine|ein|eine) )?(?:eine[rns]? )?\p{L}+(?: (?:drin|dabei|bestellt))?)[\s.!,]*$/iu;

/** One order of two: the second, the one that was placed by mistake. */
const OTHER_ORDER =
  /(?<!\p{L})(?:second|duplicate|other|extra|superfluous|zweite[nrs]?|doppelte[nrs]?|andere[nrs]?|überflüssige[nrs]?) (?=(?:order|purchase|bestellung|lieferung|auftrag)(?!\p{L}))/giu;

/** Whether an answer says nothing but that it is about all of it. */
export function meansWhole(written: string): boolean {
  const text = written.replace(IN_FULL, ' all ').replace(ONLY_ONE, '').replace(OTHER_ORDER, '');
  if (NARROWED.test(text) || amountsIn(text).length > 0) return false;
  const clauses = clausesOf(text.replace(WITH_SENDING, ' '));
  // "My payment, the full one".
  const first = clauses
    .slice(0, clauses.findIndex((clause) => clause.some((word) => WHOLE.has(word))) + 1)
    .flat();
  const isKnown = (word: string): boolean =>
    WHOLE.has(word) || OF_IT.has(word) || SAID.has(word) || AROUND.has(word) || /^#?\d{4,}$/u.test(word);
  return (
    first.some((word) => WHOLE.has(word)) && first.every((word) => isKnown(word) && !NEGATIONS.has(word))
  );
}

/** Whether an answer names the whole price of a thing, and perhaps that a part of it is not meant. */
export const meansFullPrice = (text: string): boolean => {
  const said = text.replace(AMOUNT_FIRST, '');
  return FULL_PRICE.test(said) || COST.test(said);
};

/** "8,50, the full price": the price itself, before it is said what it is. */
const AMOUNT_FIRST = /^\s*(?:[€£$] ?)?\d{1,5}(?:[.,]\d{2})? ?(?:€|£|\$|euros?|eur)?[,;:.–—-]+\s+/iu;

/** "What the teapot cost", "was sie gekostet hat". */
const COST =
  /^\W*(?:just |please |bitte )?(?:what(?:ever)? (?:it|they|i|the \p{L}+(?: \p{L}+)?) (?:cost|costs|paid(?: for (?:it|them|the \p{L}+))?)|was (?:es|sie|er|ich|(?:die|der|das) \p{L}+) (?:gekostet (?:hat|haben)|kostete[nt]?|(?:dafür )?bezahlt habe))(?:,? (?:please|bitte))?\W*$/iu;

/** "The full price of the pan, not a few euros off"; what it cost to be sent is no price of a thing. */
const FULL_PRICE =
  /^\W*(?:please |just |i want |i would like |ich (?:will|möchte) |bitte )?(?:the |den |die |das )?(?:full|whole|entire|complete|total|ganzen?|ganzes|vollen?|volle[rs]?|gesamten?|kompletten?)(?: \p{L}*(?:price|amount|sum|cost|value|preis|betrag|summe|wert))(?: (?:of|for|für|von|vom|der|des) (?![^,.;]*(?:shipping|postage|delivery|fee|difference|discount|voucher|versand|porto|gebühr|lieferung|differenz|rabatt))(?:(?:the|my|both|all|one|two|three|die|den|das|dem|meine[nrms]?|beide[nrs]?|zwei|drei) ){0,2}\p{L}+(?: \p{L}+)?|(?: )?der \p{L}+)?(?:[,.;–— -]+(?:and |und )?(?:not|no|nicht|kein\p{L}*)(?: (?:just|only|a|an|the|few|some|little|euros?|percent|discount|part|half|bit|off|of it|voucher|reduction|nur|eine?n?|paar|teil|davon|prozent|rabatt|nachlass|hälfte|gutschein|abzug))+)?(?:[, ]+(?:please|bitte|thanks|danke))?\W*$/iu;

/** Whether an answer says nothing but that it is about some of these things, and names at least one of them. */
export function namesSome(answer: string, things: readonly string[]): boolean {
  if (meansFraction(answer) || (MONEY_FOR.test(answer) && LESS.test(answer))) return false;
  const text = answer.replace(OWN_PRICE, ' ').replace(MONEY_FOR, ' ');
  if (amountsIn(text).length > 0) return false;
  const lines = things.map((name, at) => ({ id: String(at), name }));
  for (const clause of clausesOf(text)) {
    const unknown = clause.filter((word) => !isAround(word) && !mentionsLine(word, lines));
    if (unknown.length > 0) return false;
    const isNamed = clause.some((word) => !isAround(word)) || linesMeant(placesOf(clause), lines).length > 0;
    const isDenied = clause.some((word) => NEGATIONS.has(word));
    if (isNamed) return !isDenied;
  }
  return false;
}

/** "The money for the lamp", unless a word says that it is less. */
const MONEY_FOR =
  /(?<!\p{L})(?:(?:a|the|my|das|die|mein) )?(?:money|refund|geld|kohle|(?:rück)?erstattung)(?: (?:back|zurück))? (?:for|für|von|vom|auf)(?!\p{L})/iu;
const LESS = /(?<!\p{L})(?:some|part|parts|few|couple|bit|teil|teile|paar|etwas|bisschen)(?!\p{L})/iu;

/** Whether a text says that it is about a fraction of one thing: "a sixth of the box", "die Hälfte davon". */
export const meansFraction = (text: string): boolean => FRACTION.test(text);

const FRACTION =
  /(?<!\p{L})(?:(?:half|halves|a third|a quarter|a fifth|a sixth|a seventh|an eighth|a ninth|a tenth|a twelfth|two thirds|three quarters)(?= of| the| my|[.,!?]|$)|die hälfte|(?:ein|zwei|drei) (?:drittel|viertel|fünftel|sechstel|siebtel|achtel|neuntel|zehntel|zwölftel)(?!\p{L}))/iu;

/** The price of a thing behind its name: "the teapot, 31 euros". */
const OWN_PRICE =
  /(?<=\p{L})(?:\s*[,(–—-]\s*|\s+(?:for|at|für|zu)\s+)(?:[€£$]\s?)?\d{1,5}(?:[.,]\d{2})?\s?(?:€|£|\$|euros?|eur|pounds?|gbp|dollars?)?\s*\)?[\s.!]*$/iu;

const isAround = (word: string): boolean =>
  word.length === 1 ||
  PARTLY.has(word) ||
  SAID.has(word) ||
  AROUND.has(word) ||
  NEGATIONS.has(word) ||
  isOrdinal(word);

const isOrdinal = (word: string): boolean => ordinalOf(word, 2) >= 0;

/** Only the places of a clause: "the third thing". */
const placesOf = (clause: readonly string[]): string => clause.filter(isOrdinal).join(' ');

/** The words of each clause, in small letters. */
function clausesOf(text: string): string[][] {
  return text
    .toLowerCase()
    .split(/[,.;:!?\n()–—]+/u)
    .map((clause) => clause.split(/[\s"'“”„/-]+/u).filter((word) => word !== ''))
    .filter((clause) => clause.some((word) => /[\p{L}\d]/u.test(word)));
}

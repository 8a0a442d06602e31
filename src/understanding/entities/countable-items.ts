/** What customers count: plural nouns that can be items of an order. */
import { monthOf } from '../../texts/languages/month-names.js';
import { isJoinedToNext, type Token, wordAt } from './tokens.js';
import { isUnit, wordSet } from './number-context-words.js';

/** Words for units of anything. */
export const COUNTED = wordSet('pieces pcs pc units stück stk x');
/** Plurals that are no items of an order: times, measures, people, places, talk, problems, parts and papers. */
const NO_THINGS = wordSet(
  'times days weeks months years hours minutes mins secs hrs seconds weekdays nights mornings evenings mondays seasons fortnights ' +
    'pounds dollars euros cents miles kilos grams metres meters inches feet degrees percent points millimetres centimetres litres ' +
    'colleagues adults daughters sons kids children friends people persons drivers couriers neighbours neighbors guys men ' +
    'women boys girls ladies customers staff cats dogs guests students members brothers sisters ' +
    'streets houses doors floors flights rooms sites shops stores addresses places sides corners legs steps stairs levels ' +
    'things ways reasons emails e-mails mails calls messages tries attempts queries questions issues problems requests complaints ' +
    'changes alterations favours favors options choices answers replies reviews tabs pages lines numbers digits letters names ' +
    'words paragraphs sentences facts ideas tips examples synonyms occasions visits promises mistakes errors reminders ' +
    'photos pictures files links buttons accounts payments charges debits transactions refunds invoices receipts copies ' +
    'prices discounts instalments installments subscriptions plans pauses runs deliveries orders parcels packages tickets cards ' +
    'stars hands eyes business working s is was has this us as yes always does goes looks comes makes says',
);
/** German nouns after a number that are no items of an order. */
const KEINE_DINGE =
  /^(?:uhr|tag|woche|monat|jahr|stunde|minute|sekunde|euro|cent|prozent|mal|grad|meter|kilo|gramm|liter|zoll|stock|person|leute|punkt|seite|schritt|watt|volt|versuch|bestellung|paket|e-?mail|anruf|nachricht|werktag|kind|gäste|frage|problem|rechnung|bestätigung|klick|konto|konten|beine|sterne|treppe|etage|zimmer|abbuchung|buchung|mahnung|antwort|kunde|kollege)/iu;

/** True if a thing, perhaps with a word or two describing it, follows the number at `at`. */
export function isThing(tokens: readonly Token[], at: number): boolean {
  for (let ahead = 1; ahead <= 3 && isJoinedToNext(tokens, at + ahead - 1); ahead += 1) {
    if (isPlural(tokens, at + ahead)) return true;
    if (!isAdjective(tokens, at + ahead)) return false;
  }
  return false;
}

function isPlural(tokens: readonly Token[], at: number): boolean {
  const written = tokens[at]?.text ?? '';
  const word = written.toLowerCase();
  if (isUnit(word) || NO_THINGS.has(word) || monthOf(word) !== undefined) return false;
  if (/^\p{L}[\p{Ll}-]{2,30}s$/u.test(written)) return !/(?:ss|us|is|-olds)$/u.test(written);
  return /^\p{Lu}\p{Ll}{3,}$/u.test(written) && /(?:en|er|n|e|s)$/u.test(word) && !KEINE_DINGE.test(word);
}

/** A word between a number and its thing: "two blue shirts", "2 defective toner cartridges". */
function isAdjective(tokens: readonly Token[], at: number): boolean {
  const word = wordAt(tokens, at);
  return (
    /^\p{Ll}[\p{Ll}-]{2,}$/u.test(tokens[at]?.text ?? '') &&
    !isUnit(word) &&
    !NO_THINGS.has(word) &&
    !/^(?:of|or|and|und|oder|for|von|are|but|auf|aus|mit|is|was|have|has|had|times|the|then|when|that|who|were|from|with|weeks?|days?|months?|years?|hours?|minutes?)$/u.test(
      word,
    )
  );
}

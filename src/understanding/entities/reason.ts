/** Why a customer wants money back, in English and German: one reason of a message, the most telling one. */
import { type RefundReason, refundReasons } from '../../contracts/refund-reason.js';
import { ownMatches, type Span } from './matches.js';

/** A few words within the same sentence. */
const near = '[^.!?\\n]{0,30}';

/** What customers say for each reason. */
const said: Readonly<Record<Exclude<RefundReason, 'other'>, readonly string[]>> = {
  not_received: [
    `(?:has|have|had|did|was|were)(?: not|n['’]?t| never)(?: yet| even| been)? (?:arrived?|come|received?|shown? up|turned up|delivered)`,
    'never (?:arrived|came|got here|showed up|turned up|received|got (?:it|them|my|the))',
    'not (?:yet )?(?:arrived|received|been delivered)',
    `(?:nicht|nie|niemals|noch immer nicht|noch nicht)(?: bei mir| hier)? (?:angekommen|erhalten|bekommen|eingetroffen|geliefert|da)`,
    `(?:kam|kommt) (?:nie|nicht)(?: an)?`,
    'lost in the post|got lost|verloren gegangen',
    `(?:have|got|received|found) nothing|nothing (?:has )?(?:arrived|come|came|here|there)|nobody(?: here)? (?:got|received|has)`,
    'nichts (?:da|hier|bekommen|erhalten|angekommen|gekommen)|kein paket (?:da|hier|bekommen|erhalten)',
  ],
  damaged: [
    'broken|damaged|defective|defect|faulty|cracked|smashed|shattered|scratched|torn|dented|leaking|spoilt|spoiled|mou?ldy',
    `(?:does|do|did)(?: not|n['’]?t) (?:work|turn on|switch on|charge)|not working|stopped working`,
    '(?:kaputt|defekt|beschädigt|zerbrochen|zerkratzt|zerrissen|gerissen|gebrochen|verschimmelt|ausgelaufen|mangelhaft)\\p{L}{0,3}',
    `funktioniert\\p{L}{0,2}(?: \\p{L}+){0,2} nicht|geht(?: \\p{L}+){0,2} nicht (?:an|mehr)`,
  ],
  wrong_item: [
    '(?:wrong|incorrect) (?:item|one|product|article|size|colou?r|model|thing|order|parcel|shoes|shirt)s?',
    'different (?:item|product|article|thing|order|parcel)s?',
    // "I ordered a kettle and unwrapped a salad spinner", but "ordered two, got one" misses one.
    `(?:ordered|bought) (?:an?|the|my|some) [^.!?\\n]{0,30}?,?(?: and| but)?(?: i| we)? (?:got|received|unwrapped|was sent|were sent|unpacked) (?:an?|some)(?! (?:e-?mail|message|mail|broken|notification|confirmation|refund|call))`,
    `(?:what|the one|the thing) (?:i|we) (?:got|received|unpacked) (?:is|was) (?:an?|clearly|actually|something)`,
    `(?<=^|[.!?,;\\n]\\s{0,2})instead of (?:the|my|an?) ${near}(?:(?:i|we) (?:got|received|found)|there was)|(?:sent|delivered|gave) (?:me|us) (?:an?|the) ${near}instead`,
    `not what (?:i|we) (?:ordered|bought)|not as described`,
    'falsch\\p{L}{1,2} (?:artikel|produkt|ware|größe|farbe|modell|teil|bestellung|paket|sache|schuhe)\\p{L}{0,2}',
    `(?:etwas|was) (?:anderes|falsches) (?:bekommen|erhalten|geliefert|geschickt)|(?:etwas|was) anderes bestellt`,
    `nicht (?:das|die|den),? (?:was|die|den|das) ich bestellt`,
    `(?:lag|lagen|war|waren|kam|kamen|steckte|hab|habe|haben) ${near}(?:statt|anstatt|anstelle) (?:de[srnm]|einer|eines|meine[srn])(?!${near}(?:bestellt|genommen|gewählt|gekauft))`,
    `(?:statt|anstatt|anstelle) (?:de[srnm]|einer|eines|meine[srn]) ${near}(?:lag|lagen|war|waren|kam|kamen|wurde|hab ich|habe ich|haben wir|bekommen|geliefert)(?!\\p{L})`,
    `b(?:e)?stellt,? (?:und |aber )?(?:gekommen|bekommen|geliefert|kemma|kommen)(?: hab ich| habe ich| wurde| wurden)? (?:ist|sind|san|is|war|waren|eine?|was)(?! (?:nichts|nix|nur|bisher|noch|kaputt|beschädigt|nicht))`,
  ],
  late: [
    '(?:too|very|so|days?|weeks?) late|(?:came|arrived|was|is|delivered) late|late delivery|overdue|delayed',
    'zu spät|verspätet\\p{L}{0,2}|verspätung|überfällig',
  ],
  returned: [
    `(?:sent|shipped|brought|gave|mailed|posted) ${near}back|returned (?:it|them|the|my|everything)|already returned`,
    'zurückgeschickt|zurückgesendet|zurückgesandt|zurückgegeben|retourniert',
  ],
  changed_mind: [
    `changed my mind|by mistake|(?:do|did|does)(?: not|n['’]?t) (?:want|need|like|fit)|no longer (?:want|need)`,
    `(?:will|wollen|möchte|brauche|mag) ${near}nicht(?: mehr)?|gefällt(?: \\p{L}+){0,3} nicht|passt(?: \\p{L}+){0,2} nicht`,
    'anders überlegt|aus versehen|versehentlich|widerruf\\p{L}{0,3}|too (?:small|big|large|tight)|zu (?:klein|groß|eng|weit)',
  ],
};

/** Words that deny what follows: "it is not broken", "nicht beschädigt". */
const denied =
  /(?:(?<!\p{L})(?:not|never|no|isn['’]?t|wasn['’]?t|nicht|nie|kein\p{L}{0,2}|ohne))\s(?:\p{L}+\s)?$/iu;

/** What stands beside an item that the customer chose, or would rather have: "I ordered the …", "swap it for a …". */
const chosenBefore =
  /(?<!\p{L})(?:(?:ordered|bought|picked|chose|selected|took)(?: an?| the| my)?|for an?)\s$/iu;
const chosenBehind =
  /^(?: leider| versehentlich| aus versehen)?\s(?:bestellt|gekauft|gewählt|ausgewählt|ausgesucht|genommen)(?!\p{L})/iu;

const patterns = refundReasons.flatMap((reason) =>
  reason === 'other'
    ? []
    : [{ reason, pattern: new RegExp(`(?<!\\p{L})(?:${said[reason].join('|')})(?!\\p{L})`, 'giu') }],
);

/** The reason that a text names, where it is first said; none if it names none, or only denies it. */
export function refundReason(text: string): (Span & { reason: RefundReason }) | undefined {
  for (const { reason, pattern } of patterns) {
    const [span] = ownMatches(pattern, text).filter(({ start, end }) => {
      const before = text.slice(0, start).slice(-40);
      const isChosen = chosenBefore.test(before) || chosenBehind.test(text.slice(end, end + 40));
      return !denied.test(before) && !(reason === 'wrong_item' && isChosen);
    });
    if (span !== undefined) return { ...span, reason };
  }
  return undefined;
}

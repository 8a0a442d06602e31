/**
 * What a message still wants: without what it says is settled ("my refund came, thanks. But …") and what it says it does not want
 * ("no money back, please, just a new one"). English and German; other languages are read in English before.
 */
import { sentences } from './embedded/sentences.js';

const remedies =
  '(?:money|refund|exchange|replacement|return label|return|credit|voucher|cancellation|new one|discount)';
const abhilfen =
  '(?:geld|erstattung|rückerstattung|umtausch|ersatz\\w*|rückgabe|rücksendung|gutschein\\w*|stornierung|rabatt|kündigung)';

/** What is not wanted. */
const denied: readonly RegExp[] = [
  `\\b(?:do(?:n't| not)|no longer|did(?:n't| not)|never|not) (?:want|need|ask(?:ed)? for|require)(?:ed)?(?: to)?(?: of)? (?:a |an |any |my |the |you )*(?:${remedies}|cancel|send (?:it|them) back|return it)\\b`,
  `\\b(?:forget|never mind|scratch|ignore)(?: about)? (?:the |my |that |a )?(?:${remedies}|cancelling|pause)\\b`,
  `\\b(?:isn't|not|wasn't) about (?:the |my |a |any )?(?:${remedies})\\b`,
  `\\b(?:want|need)s? no ${remedies}\\b`,
  `\\bno (?:need (?:for|to)\\b|${remedies},? (?:please|needed|necessary))`,
  `\\b(?:will|möchte|brauche|wollte|verlange|wünsche) (?:ich )?(?:ja |doch |auch |gar |bitte )*(?:keine?n?|nicht (?:das|mein|die|den)) ${abhilfen}\\b`,
  `\\b${abhilfen} (?:will|möchte|brauche) ich (?:nicht|keine?n?)\\b`,
  `\\bes geht (?:mir |hier )?nicht um\\b`,
  `\\b(?:vergessen sie|vergesst|vergiss) (?:bitte )?(?:das mit )?(?:de[rnm] |die |das )?${abhilfen}\\b`,
  `\\bnicht (?:stornieren|zurückgeben|zurückschicken|zurücksenden|umtauschen)\\b`,
].map((pattern) => new RegExp(pattern, 'iu'));

const thanks =
  /\b(?:thanks|thank you|cheers|great|perfect|brilliant|lovely|danke|dank|super|prima|perfekt|bestens|freut)\b/iu;

/** What came or was done; only with thanks, since it may also be told to complain. */
const done: readonly RegExp[] = [
  /\b(?:refund|money|parcel|package|delivery|order|replacement|return|exchange|invoice|credit|it|they|that)\b.{0,40}\b(?:arrived|came|come|here|landed|account|through|worked|received|back)\b/iu,
  /(?:erstattung|geld|paket|päckchen|lieferung|bestellung|ersatz|rücksendung|gutschrift|retoure|rechnung).{0,40}\b(?:da|angekommen|gekommen|eingegangen|erhalten|zurück|eingetroffen|konto|geklappt)\b/iu,
];

/** What says itself that it is over. */
const settled =
  /\b(?:is|has been|was|are|got|all) (?:now |all |already )?(?:sorted|resolved|settled|dealt with|taken care of)\b|\b(?:ist|hat sich|wurde|sind) (?:ja |nun |jetzt |inzwischen |schon |bereits )*(?:erledigt|geklärt|gelöst)\b/iu;

/** "Different thing: …": what stands before it is another matter. */
const nextMatter =
  /\b(?:different (?:thing|matter|topic|question)|another (?:thing|matter|topic)|(?:other|new) (?:question|topic|matter)|something else|(?:andere|neue) (?:sache|frage)|anderes (?:thema|anliegen)|etwas anderes)\b[^\p{L}]*/iu;

/** Words without which nothing is left to understand. */
const fewest = 3;

/** The text without its clauses about what is settled or not wanted; all of it if too little else would be left. */
export function unsettled(text: string): string {
  const next = nextMatter.exec(text);
  const rest = next === null ? text : text.slice(next.index + next[0].length);
  if (next !== null && isEnough(rest)) return unsettled(rest);
  const found = sentences(text).flatMap((sentence) => {
    if (isOver(sentence)) return [''];
    return sentence
      .split(/(?<=[,–—:-])\s+(?=\p{L})|\s+(?=(?:but|aber|sondern)\b)/iu)
      .map((clause) => (denied.some((pattern) => pattern.test(clause)) ? '' : clause));
  });
  if (!found.includes('')) return text;
  const kept = found.filter((clause) => clause !== '').join(' ');
  return isEnough(kept) ? kept : text;
}

const isOver = (sentence: string): boolean =>
  settled.test(sentence) ||
  (thanks.test(sentence) &&
    done.some((pattern) => pattern.test(sentence)) &&
    !/[?]|\bbut\b|\baber\b/iu.test(sentence));

const isEnough = (text: string): boolean => (text.match(/\p{L}{2,}/gu) ?? []).length >= fewest;

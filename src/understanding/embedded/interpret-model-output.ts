/** From the embedded model's output to what flows get: intents with confidence, further ones, entities. Pure. */
import { firstLanguage } from '../../texts/languages/index.js';
import type { Understanding } from '../../contracts/understanding.js';
import { backgroundNumbers } from '../entities/background-numbers.js';
import { findEntities } from '../entities/find-entities.js';
import { intentOf, rolledUp } from '../../contracts/intent-name.js';
import { isAnsweredAlike, noIntent, peopleIntent } from '../intents/index.js';
import { changeOfOrder, ofTheWhole } from '../intents/related-intents.js';
import { flagsOf } from '../flags.js';
import { inEnglish, meaningOf, wordsIn } from '../dictionaries/dictionary.js';
import { dictionaries } from '../dictionaries/index.js';
import { labelIds } from '../labels.js';
import { stripQuotedText } from '../strip-quoted-text.js';
import { isSure } from '../thresholds.js';
import type { MessageToUnderstand } from '../understander.js';
import { type OwnHead, ownProbabilities } from './own-intents.js';
import { type EmbeddedModel, readMessage, type Reading } from './model.js';
import { partsOf, type Shares } from './sublabel-classifier.js';
import { wordSet } from '../entities/number-context-words.js';
import { sentences } from './sentences.js';

// What a message still wants: without what it says is settled ("my refund came, thanks. But …") and what it says it does not want
// ("no money back, please, just a new one"). English and German; other languages are read in English before.

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

// A mail's own words without what its writer puts under every mail: signatures, the devices they write on, disclaimers. Addresses
// and numbers stand there as facts, but say nothing of what is wanted. The result has the text's length.

/** "Kind regards", "Mit sportlichen Grüßen", "Bien à vous", "Un cordial saludo", "Hartelijke groet". */
const closing = new RegExp(
  '^(?:(?:with )?(?:kind(?:est)?|best|warm(?:est)?|many|yours|all the|with best)? ?' +
    '(?:regards|wishes|thanks|faithfully|sincerely|truly|best)|cheers|sincerely|thank you|' +
    '(?:mit )?(?:\\p{L}+en? )?gr(?:ü|ue)(?:ß|ss)e?n?|mfg|lg|vg|hochachtungsvoll|(?:vielen |besten |herzlichen )?dank|danke|alles gute|' +
    'cordialement|bien à vous|(?:\\p{L}+ )?salutations|bonne journée|(?:un )?(?:\\p{L}+ )?saludos?|atentamente|' +
    '(?:met )?(?:\\p{L}+e )?groet(?:en|jes)?|groetjes|mvg)(?:[\\p{L} ,.!/&-]{0,30})$',
  'iu',
);

/** "Sent from my iPhone", "Diese Nachricht wurde von einem Mobilgerät gesendet", "Envoyé de mon mobile". */
const device =
  /^(?:sent|get|von mein|gesendet|diese nachricht wurde|envoyé|enviado|verzonden|verstuurd)\b.{0,60}(?:iphone|ipad|android|handy|mobil|phone|outlook|gmail|samsung|móvil|telefoon)/iu;

/** "This e-mail is confidential", "nur für den Adressaten bestimmt", "Please consider the environment". */
const disclaimer =
  /\bconfidential|\bvertraulich|\bconfidentiel|\bconfidencial|\bvertrouwelijk|intended recipient|adressaten bestimmt|unbefugt|geadresseerde|seul destinataire|before printing|vor dem ausdrucken|virus.free|virenfrei/iu;

/** "PS: …" is said in person, below the name. */
const afterthought = /^(?:p\.?\s?s\b|p\.?\s?d\b|n\.?\s?b\b|nachtrag)/iu;

/** The text with signatures, devices and disclaimers replaced by spaces; all of it if nothing else would be left. */
export function stripSignature(text: string): string {
  const lines = text.split('\n');
  let isSigned = false;
  let isDivided = false;
  const kept = lines.map((line, at) => {
    const said = line.trim();
    if (said === '') return line;
    const isFirst = lines.slice(0, at).every((own) => own.trim() === '');
    isDivided ||= said === '--' && !isFirst;
    if (isSigned && isSentence(said)) isSigned = false;
    isSigned ||= !isFirst && said.length <= longestClosing && closing.test(said);
    const isUnder = isDivided || isSigned || device.test(said) || disclaimer.test(said);
    return isUnder ? ' '.repeat(line.length) : line;
  });
  const own = kept.join('\n');
  return own.trim() === '' ? text : own;
}

/** UTF-16 units. */
const longestClosing = 60;

/** A line below a signature that asks or tells something after all. */
const isSentence = (line: string): boolean =>
  afterthought.test(line) || line.endsWith('?') || (/[.!]$/u.test(line) && line.split(/\s+/u).length >= 7);

// Whether a text is in a language that the model has not learnt, and which: French, Spanish or Dutch.

/** Words of the model's languages, among them those that others write alike. */
const learnt = wordSet(
  'the i my you your it is not for with to and of in on was have this that no please but a me can will at as ' +
    'der die das ich sie mir mein meine ist nicht für mit und von den dem auf war habe bitte aber ein eine es in wir ' +
    'hallo geld alles dag an wie wat order return retour size box label bank us es abo alle lieber na number statt no',
);

/** The language if clearly more of a text's words are its own than the model's. */
export function foreignTongue(text: string): string | undefined {
  const words = wordsIn(text);
  const own = words.filter((word) => learnt.has(word)).length;
  const [best] = [...dictionaries]
    .map(([language, known]) => ({
      language,
      count: words.filter(
        (word) => word.length > 1 && !learnt.has(word) && (meaningOf(known, word) ?? word) !== word,
      ).length,
    }))
    .toSorted((a, b) => b.count - a.count);
  return best !== undefined && best.count >= 2 && best.count > 1.5 * own ? best.language : undefined;
}

// Whether a message is about another trade than a shop's: a hotel, a bank, a doctor. English and German; others are read in English.

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

// Whether a message is about a part of an order and not about all of it: whatever its verb, that is a change. English and German.

/** "Take the rake off", "rest can come", "die Brücke rausnehmen", "der Rest bleibt". */
const part = new RegExp(
  `(?<!\\p{L})(?:${[
    '(?:take|strike|cross|knock|drop|leave|pull|cut|get)(?= )[^.!?\\n]{0,40}? (?:off|out)(?= of (?:my|the|that|this) order| (?:my|the|that|this) order|[.,!?;]|$| please| from| again)',
    '(?:remove|strike|drop|delete|cancel) (?:just |only )?(?:the|one|two|my|a|an) [^.!?\\n]{0,40}?(?:from|off|out of) (?:my|the|that|this|order)',
    '(?:at|in|from|of) (?:the |my )?order \\S{0,12} ?(?:please )?(?:strike|remove|take|drop|leave) ',
    '(?:the )?(?:rest|others?|other (?:things?|items?|stuff)) (?:can|may|should|shall|must|will|please|stays?|remains?|is fine|are fine|is still)',
    '(?:keep|send|ship|want|deliver) (?:me )?(?:the |all the )?(?:rest|others?|remaining)',
    '(?:cancel|drop|remove) (?:just|only) (?:the|one|two|that)',
    '(?:raus|heraus|rauszu|herauszu)(?:nehmen|genommen|streichen|werfen|lassen|machen)|(?:wieder |bitte |komplett )raus(?!\\p{L})',
    'aus (?:der|meiner|unserer) bestellung[^.!?\\n]{0,40}(?:nehmen|streichen|löschen|entfernen|raus|weglassen)',
    '(?:der |den |das )?(?:rest|andere|anderen|übrige\\p{L}?) (?:bleibt|bleiben|behalt\\p{L}*|kann|können|soll|sollen|bitte|passt|nehme|möchte|will)',
    '(?:streich|lösch|entfern)\\p{L}* (?:sie |bitte |mir |doch |mal )*(?:den|die|das|eine?n?) (?!bestellung|order|auftrag|ganze)',
    '(?:nur|lediglich) (?:den|die|das|eine?n?) (?:\\p{L}+ )?(?:stornieren|abbestellen|streichen)',
  ].join('|')})`,
  'iu',
);

/** All of it after all. */
const whole =
  /(?<!\p{L})(?:whole|entire|complete(?:ly)?|everything|all of it|in full|full cancellation|ganze[nrs]?|gesamte[nrs]?|komplett|vollständig|alles)(?!\p{L})/iu;

/** True if it is, as far as words tell. */
export const isAboutPart = (text: string): boolean => part.test(text) && !whole.test(text);

type Candidate = Understanding['candidates'][number];

/** Understands a message, including its merchant's own intents; leaves out who answered and how long it took. */
export function understand(
  model: EmbeddedModel,
  message: MessageToUnderstand,
  own: readonly OwnHead[] = [],
): Omit<Understanding, 'provider'> {
  const text = stripQuotedText(message.text);
  const said = stripSignature(text);
  const dictionary = dictionaries.get(foreignTongue(said) ?? '');
  const english = dictionary === undefined ? said : inEnglish(said, dictionary);
  const wanted = unsettled(english);
  const reading = readMessage(model, wanted);
  const parts = new Map(
    model.parts.map((each) => [each.label, partsOf(each, wanted, reading.state)] as const),
  );
  const known = leaningToMatter(rank(reading.message, message.apart, ofMatters(parts)), parts, message.apart);
  const ranked = isOtherTrade(english)
    ? leaningTo(noIntent, otherTrade, known)
    : leaningToPart(known, english);
  const candidates = withOwn(ranked, ownProbabilities(own, reading.state));
  const intent = candidates[0]?.intent ?? noIntent;
  const secondary = furtherIntents(reading, intent, model.mix.further, message.apart);
  // `other` is the lack of an intent: no further one speaks for it.
  const supporting = intent === noIntent ? [] : secondary;
  const alike = candidates.flatMap((each) => (isAnsweredAlike(each.intent, intent) ? [each.intent] : []));
  const judged = trust(candidates, [intent, ...supporting, ...alike]);
  const confidence = dictionary === undefined ? judged.confidence : judged.confidence * trustedAbroad;
  const margin = Math.min(judged.margin, confidence);
  const sure = isSure(intent, confidence, margin);
  const entities = findEntities(text, message);
  return {
    intent,
    confidence: round(confidence),
    calibrated: true,
    margin: round(margin),
    candidates: candidates.slice(0, 3).map(({ intent, score }) => ({ intent, score: round(score) })),
    secondary,
    label: likeliestLabel(reading.message, intent, message.apart),
    entities: [...entities, ...backgroundNumbers(message, entities)],
    language: languageOf(model, reading, message.language),
    flags: [
      ...(sure && intent === peopleIntent ? ['wants_human' as const] : []),
      ...flagsOf(text, message.hidden),
    ],
    sure,
  };
}

/** How far an answer is trusted on a text that was read in English: as often as it is right (test/understanding/dictionaries). */
const trustedAbroad = 0.95;

/** Several intents share a message's probability: all of it supports the first one, against what supports none. */
function trust(
  candidates: readonly Candidate[],
  intents: readonly string[],
): { confidence: number; margin: number } {
  const sum = (of: readonly Candidate[]): number => of.reduce((total, { score }) => total + score, 0);
  const confidence = Math.min(1, sum(candidates.filter(({ intent }) => intents.includes(intent))));
  const next = candidates.find(({ intent }) => !intents.includes(intent));
  return { confidence, margin: confidence - (next?.score ?? 0) };
}

/** Intents by probability; the fine ones are told apart that `apart` names, and those that `parts` tells of a label. */
export function rank(
  scores: readonly number[],
  apart?: readonly string[],
  parts: ReadonlyMap<string, Shares> = new Map(),
): Candidate[] {
  const byIntent = new Map<string, number>();
  const add = (label: string, score: number): void => {
    const intent = rolledUp(label, apart);
    byIntent.set(intent, (byIntent.get(intent) ?? 0) + score);
  };
  scores.forEach((score, k) => {
    const label = labelIds[k] ?? noIntent;
    for (const [part, share] of parts.get(label) ?? [[label, 1] as const]) add(part, score * share);
  });
  return [...byIntent].map(([intent, score]) => ({ intent, score })).sort(byScore);
}

/** The label whose parts are matters that people answer, and from which share on such a part is likelier than what is not sure. */
const matters = { label: 'other.question', least: 0.85, odds: 8 };

/** What the label says is all of a matter's that is told: either way people answer, and hardly any is told wrongly. */
const ofMatters = (parts: ReadonlyMap<string, Shares>): ReadonlyMap<string, Shares> => {
  const part = matterIn(parts);
  return part === undefined ? parts : new Map([...parts, [matters.label, new Map([[part.name, 1]])]]);
};

/** The matter that is told, with its share. */
function matterIn(parts: ReadonlyMap<string, Shares>): { name: string; share: number } | undefined {
  const [[name, share] = ['', 0]] = parts.get(matters.label) ?? [];
  return name === '' || name === matters.label ? undefined : { name, share };
}

/** What people answer is likelier where the message is surely one of their matters, and nothing else is sure. */
function leaningToMatter(
  known: readonly Candidate[],
  parts: ReadonlyMap<string, Shares>,
  apart: readonly string[] = [],
): readonly Candidate[] {
  const [top, next] = known;
  const matter = matterIn(parts);
  if (top === undefined || matter === undefined || matter.share < matters.least) return known;
  const isElseSure = isSure(top.intent, top.score, top.score - (next?.score ?? 0));
  return !isElseSure && apart.includes(matter.name) ? leaningTo(matter.name, matters.odds, known) : known;
}

/** How much likelier no intent is where a message is about another trade: odds, as the corpus has them. */
const otherTrade = 8;

/** How much likelier a change is than a cancellation where a message speaks of a part of an order. */
const partOfOrder = 12;

/** An order is not cancelled as a whole because one thing of it shall be taken off. */
function leaningToPart(known: readonly Candidate[], text: string): readonly Candidate[] {
  const [top] = known;
  const isOfTheWhole = top !== undefined && ofTheWhole.has(top.intent);
  return isOfTheWhole && isAboutPart(text) ? leaningTo(changeOfOrder, partOfOrder, known) : known;
}

/** The same with better odds for one intent. */
function leaningTo(leaning: string, odds: number, known: readonly Candidate[]): Candidate[] {
  const weighed = known.map(({ intent, score }) => ({
    intent,
    score: intent === leaning ? score * odds : score,
  }));
  const sum = weighed.reduce((total, { score }) => total + score, 0);
  return weighed.map(({ intent, score }) => ({ intent, score: score / sum })).sort(byScore);
}

/** A merchant's own intents take their share first; the labels get what is left. */
function withOwn(known: readonly Candidate[], own: readonly Candidate[]): Candidate[] {
  const rest = 1 - own.reduce((sum, { score }) => sum + score, 0);
  return [...known.map(({ intent, score }) => ({ intent, score: score * rest })), ...own].sort(byScore);
}

const byScore = (a: Candidate, b: Candidate): number => b.score - a.score || a.intent.localeCompare(b.intent);

/**
 * Other requests in separate sentences, each at least as likely as `least`; in the order of the sentences. Of one
 * intent's fine intents a message means one, whatever its sentences say: which one must be clear from the whole.
 */
export function furtherIntents(
  reading: Pick<Reading, 'sentences'>,
  top: string,
  least: number,
  apart?: readonly string[],
): string[] {
  const found = reading.sentences.flatMap((scores) => {
    const best = rank(scores, apart)[0];
    if (best === undefined || intentOf(best.intent) === intentOf(top) || best.intent === noIntent) return [];
    return best.score >= least ? [best.intent] : [];
  });
  return [...new Set(found)];
}

/** The likeliest label of an intent. */
function likeliestLabel(scores: readonly number[], intent: string, apart?: readonly string[]): string {
  const own = labelIds
    .map((label, k) => ({ label, score: scores[k] ?? 0 }))
    .filter(({ label }) => rolledUp(label, apart) === intent);
  return own.reduce((best, one) => (one.score > best.score ? one : best), { label: intent, score: 0 }).label;
}

const sureLanguage = 0.8;

/** The language of the text if it is recognisable, else the channel's, else the product's first. */
function languageOf(model: EmbeddedModel, { language }: Reading, said = firstLanguage): string {
  const known = model.ngrams.languages.classes.includes(said.slice(0, 2));
  return known && language.probability >= sureLanguage ? language.name : said;
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

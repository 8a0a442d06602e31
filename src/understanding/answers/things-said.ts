/**
 * Which things of a list a message names that was not asked about them, how many pieces of each, and which it says stay (DESIGN §23.2):
 * what could mean others is unclear, and is asked.
 */
import { amountsIn } from './amount.js';
import { numberAnswer } from './number.js';
import { linesMeant, mentionsLine, type NamedLine } from './order-lines.js';
import { cardinalOf } from './ordinals.js';
import { meansFraction } from './whole-or-part.js';

/**
 * The one thing of a list that a message names, beside such as it says are kept or fine; its place. Of several, of a
 * fraction of one, and where "not" or "only" stands beside it, nobody knows what is meant: what "is not in the box" is missing, and
 * what is "not needed" is not.
 */
export function thingSaid(text: string, labels: readonly string[]): number | undefined {
  const lines = linesOf(labels);
  const [meant, left] = [new Set<string>(), new Set<string>()];
  for (const { clause, mentions } of clausesOf(text, AT_AND, lines)) {
    const words = mentions.filter(isDistinct);
    if (words.length === 0) continue;
    const isLeft = LEFT.test(clause);
    if (!isLeft && UNCLEAR.test(clause)) return undefined;
    for (const id of linesMeant(words.join(' '), lines)) (isLeft ? left : meant).add(id);
  }
  const [only, ...others] = [...meant].filter((id) => !left.has(id));
  if (only === undefined || others.length > 0 || SEVERAL.test(text)) return undefined;
  // "The hat and the mittens": a short name may be meant too.
  const isNamedShortly = clausesOf(text, AT_AND, lines).some(({ mentions }) =>
    mentions.some((word) => !isDistinct(word) && !linesMeant(plain(word), lines).includes(only)),
  );
  return isNamedShortly || isOfOnePiece(text, labels[Number(only)] ?? '') ? undefined : Number(only);
}

/**
 * Which things of a list a message is about, beside such as it says stay: all but those that it excepts, or those that one of its
 * sentences names. `unclear` where others could be meant by what it names; undefined where it names none of them, or means all.
 */
export function thingsSaid(
  text: string,
  labels: readonly string[],
): readonly number[] | 'unclear' | undefined {
  const lines = linesOf(labels);
  const excepted = EXCEPTED.test(text) ? linesMeant(EXCEPTED.exec(text)?.[0] ?? '', lines).map(Number) : [];
  if (excepted.length > 0 && excepted.length < labels.length) return excepted;
  if (SEVERAL_WHOLE.test(text.replace(THE_REST, ' '))) return undefined;
  const said = text.split(/[.!?;\n]+/u).map((sentence) => thingsIn(sentence, lines));
  const left = new Set(said.flatMap((one) => [...one.left]));
  // Of several pieces some may stay.
  const isOne = (id: string): boolean => /^1 ×/u.test(labels[Number(id)] ?? '');
  const [first, ...others] = said.flatMap(({ meant }) => (meant.size > 0 ? [meant] : []));
  const all = new Set(said.flatMap(({ meant }) => [...meant]));
  if (all.size === labels.length && left.size === 0 && labels.length > 1) return undefined;
  if (said.some(({ isUnclear }) => isUnclear)) return 'unclear';
  if (first === undefined) return left.size > 0 ? 'unclear' : undefined;
  const isClear =
    others.every((meant) => [...meant].every((id) => first.has(id))) &&
    ![...first].some((id) => left.has(id) && isOne(id));
  return isClear ? [...first].map(Number).sort((one, other) => one - other) : 'unclear';
}

interface ThingsSaid {
  meant: ReadonlySet<string>;
  left: ReadonlySet<string>;
  isUnclear: boolean;
}

/** What a sentence names, and what it says stays. */
function thingsIn(sentence: string, lines: readonly NamedLine[]): ThingsSaid {
  const [meant, left] = [new Set<string>(), new Set<string>()];
  let isUnclear = false;
  for (const clause of listsIn(sentence, lines).flatMap((part) => staysApart(part, lines))) {
    const isDone = TAKEN_OUT.test(clause);
    const names = clause.split(/\s+/u).filter((word) => mentionsLine(plain(word), lines));
    // A short word alone stands in a story by chance.
    const mentions = isDone || names.some(isDistinct) ? names : [];
    if (mentions.length === 0) continue;
    const isLeft = LEFT.test(clause) || STAYS.test(clause) || NOT_THESE.test(clause);
    isUnclear ||= !isLeft && UNCLEAR.test(clause) && !(isDone && ONLY.test(clause));
    const named = mentions.map((word) => linesMeant(plain(word), lines));
    // Several things are wanted where it is said what with, each by its own name.
    const isSeveral = new Set(named.flat()).size > 1;
    isUnclear ||=
      !isLeft && isSeveral && (!(isDone || MONEY_WANTED.test(clause)) || named.some((ids) => ids.length > 1));
    for (const id of named.flat()) (isLeft ? left : meant).add(id);
  }
  return { meant, left, isUnclear };
}

/** The clauses of a sentence, in which the names of a list stand together: "the lamp, the pot and the rug stay". */
function listsIn(sentence: string, lines: readonly NamedLine[]): string[] {
  const parts = sentence
    .split(/[,:–—]+|\s(?:but|while|aber|sondern|während)\s/u)
    .filter((part) => /\p{L}/u.test(part));
  const names = (part: string): boolean =>
    part.split(/\s+/u).some((word) => mentionsLine(plain(word), lines));
  const isBare = (part: string): boolean => names(part) && isNames(part, lines);
  const joined: string[] = [];
  let open = '';
  for (const part of parts) {
    const before = joined.at(-1);
    if (!isBare(part)) joined.push(`${open}${part}`);
    else if (open === '' && before !== undefined && names(before))
      joined.push(`${joined.pop() ?? ''} and ${part}`);
    else {
      open = `${open}${part} and `;
      continue;
    }
    open = '';
  }
  return open === '' ? joined : [...joined, open];
}

/** Whether a part has names of a list alone, and what stands beside names. */
const isNames = (part: string, lines: readonly NamedLine[]): boolean =>
  part
    .split(/\s+/u)
    .every((word) => plain(word) === '' || BESIDE_NAME.test(plain(word)) || mentionsLine(plain(word), lines));

/** "The lamp is fine and the pot leaks" are two; "I keep the lamp and the pot" and "the lamp and the pot are fine" are one. */
function staysApart(clause: string, lines: readonly NamedLine[]): string[] {
  const at = Math.max(clause.search(LEFT), clause.search(STAYS));
  const places = [...clause.matchAll(/[\p{L}\p{N}-]+/gu)]
    .filter(([word]) => mentionsLine(plain(word), lines))
    .map(({ index }) => index);
  const isBetween = places.some((place) => place < at) && places.some((place) => place > at);
  return isBetween ? clause.split(/\s(?:and|und|n|&)\s/u) : [clause];
}

const THE_REST = /(?<!\p{L})(?:(?:everything|all) else|alles (?:andere|übrige|weitere|sonstige))(?!\p{L})/giu;
const BESIDE_NAME =
  /^(?:an?|the|my|our|both|all|other|one|and|n|also|too|of|die|der|das|den|dem|eine?[nrms]?|beide[nrs]?|alle|meine?[nrms]?|anderen?|und|auch|von|zwei|drei|vier|fünf|sechs|two|three|four|five|six|\d+x?)$/u;
/** "Everything except the lamp", to the end of its sentence. */
const EXCEPTED =
  /(?<!\p{L})(?:everything|all(?: of (?:it|them))?|(?:the )?(?:whole|entire|complete|rest of the) (?:order|purchase|thing)|alles|(?:die )?(?:ganze|gesamte|komplette) bestellung)(?: \p{L}+){0,3} (?:except(?: for)?|but(?! not)|apart from|other than|außer|ausser|bis auf)(?!\p{L})[^.!?;\n]*/iu;
const TAKEN_OUT =
  /(?<!\p{L})(?:cancel\p{L}*|remov\p{L}*|drop\p{L}*|take|leave out|strike|delete|return\p{L}*|send(?:ing)? back|storn\p{L}*|streich\p{L}*|entfern\p{L}*|raus\p{L}*|abbestell\p{L}*|weglassen|zurückgeben|zurückschicken|zurücksenden|umtauschen)(?!\p{L})/iu;
const ONLY = /(?<!\p{L})(?:only|just|nur|bloß)(?!\p{L})/iu;
const STAYS =
  /(?<!\p{L})(?:(?:is|are) enough|reich(?:t|en)|genügt|weiterhin|as ordered|wie bestellt|(?:darf|kann|können|dürfen|soll|sollen) (?:so )?(?:kommen|bleiben)|(?:all|what|everything) (?:that )?(?:i|we) (?:really |actually )?(?:want|need)|only (?:want|need)|brauchen? nur|will nur|möchte nur)(?!\p{L})/iu;
/** "The lamp and the towels not", "do not cancel the lamp". */
const NOT_THESE = new RegExp(
  `(?<!\\p{L})(?:nicht|not)[\\s.!]*$|(?<!\\p{L})(?:not|n[’']t|nicht) (?:${TAKEN_OUT.source})`,
  'iu',
);

/** "One of the six glasses" and "a sixth of it" mean less than a thing of which there is one piece, a box of six. */
const isOfOnePiece = (text: string, label: string): boolean =>
  /^1 ×/u.test(label) && (meansFraction(text) || ONE_OF_SEVERAL.test(text));

/**
 * Which things of a list a correction leaves: those that it names, or all but those that it takes out, "leave the lamp out". None of
 * them if it names nothing of the list; `unclear` if it names a thing both ways.
 */
export function thingsCorrected(
  text: string,
  labels: readonly string[],
): readonly number[] | 'unclear' | undefined {
  const lines = linesOf(labels);
  const [meant, left] = [new Set<string>(), new Set<string>()];
  for (const { clause, mentions } of clausesOf(text, AT_BUT, lines)) {
    const isLeft = LEFT.test(clause) || OUT.test(clause);
    for (const word of mentions.filter(isDistinct))
      for (const id of linesMeant(plain(word), lines)) (isLeft ? left : meant).add(id);
  }
  if (meant.size + left.size === 0) return undefined;
  if ([...meant].some((id) => left.has(id))) return 'unclear';
  return lines.flatMap(({ id }, at) => ((meant.size > 0 ? meant.has(id) : !left.has(id)) ? [at] : []));
}

/** What is taken out again. */
const OUT =
  /(?<!\p{L})(?:out|without|not|no|except|grown on me|changed my mind about|raus|weg|ohne|nicht|doch nicht|außer|kein\p{L}*)(?!\p{L})/iu;

/**
 * Whether a message that asks for money back names some of these things, and neither an amount nor anything by which less than what
 * they cost could be meant: then it is about some of the things.
 */
export function saysSome(text: string, things: readonly string[]): boolean {
  const isOther = PART_OF_PRICE.test(text) || meansFraction(text) || amountsIn(text).length > 0;
  if (things.length < 2 || isOther || !MONEY_WANTED.test(text) || SEVERAL_WHOLE.test(text)) return false;
  const clauses = clausesOf(text, AT_AND, linesOf(things));
  return clauses.some(({ clause, mentions }) => mentions.some(isDistinct) && !LEFT.test(clause));
}

const MONEY_WANTED =
  /(?<!\p{L})(?:refund\p{L}*|reimburs\p{L}*|money|pay me back|geld|kohle|kaufpreis|(?:rück|zurück)?erstatt\p{L}*)(?!\p{L})/iu;

/** What is about the price, a fee or the order's terms, leaves it open, or keeps the thing itself. */
const PART_OF_PRICE =
  /(?<!\p{L})(?:part(?:ly|ial\p{L}*| of)|(?:some|bit|any|little) (?:of )?(?:my |the )?(?:money|cash)|percent|per cent|shipping|postage|delivery (?:fee|cost|charge)s?|fees?|difference|discount|voucher|compensat\p{L}*|goodwill|gesture|promised|cheaper|too much|twice|double|reduc\p{L}*|trouble|off|or|if|unless|instead|(?:i['’]?ll |i will |i |to )keep(?:ing)? (?:it|them|the \p{L}+)|ein(?:en)? teil|etwas|bisschen|prozent|prozänt|versand\p{L}*|porto|gebühr\p{L}*|differenz|rabatt|nachlass|gutschein|entschäd\p{L}*|kulanz|versproch\p{L}*|zugesagt|billiger|günstiger|zu ?viel|doppelt\p{L}*|oder|falls|wenn|(?:sie|ihn|es) (?:trotzdem |aber |gern |gerne |schon |auch ){0,2}behalt\p{L}*|behalt\p{L}* (?:ich )?(?:sie|ihn|es))(?!\p{L})|%/iu;

const SEVERAL_WHOLE =
  /(?<!\p{L})(?:(?:whole|entire|complete|full|total|ganze[nrs]?|gesamte[nrs]?|komplette?[nrs]?) (?:order|purchase|amount|refund|thing|lot|bestellung|auftrag|einkauf|betrag|summe)|everything|all of (?:it|them)|in full|alles|vollständig\p{L}*)(?!\p{L})/iu;

/** The one thing of a list that an answer means where it says of the others that they stay, are fine or needed. */
export function thingAmongKept(text: string, labels: readonly string[]): number | undefined {
  if (!LEFT.test(text) || text.includes('?')) return undefined;
  const lines = linesOf(labels);
  const [meant, left] = [new Set<string>(), new Set<string>()];
  for (const { clause, mentions } of clausesOf(text, AT_AND, lines)) {
    const named = mentions.length === 0 ? [] : linesMeant(mentions.map(plain).join(' '), lines);
    for (const id of named) (LEFT.test(clause) ? left : meant).add(id);
  }
  const wanted = lines
    .map(({ id }) => id)
    .filter((id) => !left.has(id) && (meant.size === 0 || meant.has(id)));
  const [only, ...others] = left.size + meant.size === 0 ? [] : wanted;
  return only === undefined || others.length > 0 ? undefined : Number(only);
}

/** More than one is meant. */
const SEVERAL =
  /(?<!\p{L})(?:in its entirety|(?:entire|whole|complete|full) (?:order|purchase)|(?:ganze[ns]?|gesamte[ns]?|komplette[ns]?) (?:bestellung|auftrag|einkauf)|both|two orders|all|beide[ns]?|alle[ns]?|zwei bestellungen)(?!\p{L})/iu;
const UNCLEAR =
  /(?<!\p{L})(?:not|no|never|without|only|just(?! (?:found|seen|noticed|got|had|arrived|come|been|bought|ordered|opened|realised|realized))|missing|nicht|kein\p{L}*|ohne|nur|bloß|fehl\p{L}*)(?!\p{L})/iu;

/** The things of a list, named by their places. */
const linesOf = (labels: readonly string[]): NamedLine[] =>
  labels.map((label, at) => ({ id: String(at), name: nameIn(label) }));

/** Whether a text has a word that names one of these things. */
export const mentionsThing = (text: string, things: readonly string[]): boolean =>
  text.split(/[\s.!?;:,–—]+/u).some((word) => isDistinct(word) && mentionsLine(plain(word), linesOf(things)));

/** The clauses of a message, and the words of each that mention a thing of the list. */
const clausesOf = (
  text: string,
  separator: RegExp,
  lines: readonly NamedLine[],
): { clause: string; mentions: string[] }[] =>
  text
    .split(separator)
    .flatMap(beforeStatement)
    .map((clause) => ({
      clause,
      mentions: clause.split(/\s+/u).filter((word) => mentionsLine(plain(word), lines)),
    }));

/** "Just the pot saucer is ok": without a comma, what is fine is the word before the "is". */
function beforeStatement(clause: string): string[] {
  const [, said = '', stated = ''] = STATEMENT.exec(clause) ?? [];
  return said.trim() === '' || stated === '' ? [clause] : [said, stated];
}
const STATEMENT =
  /^((?:just|only|nur|bloß) (?:the |die |der |das |den )?\p{L}+) ((?:(?:the|die|der|das) )?\p{L}+ (?:is|are|ist|sind) (?:ok|okay|fine|good|perfect|gut|heil|intakt)(?!\p{L}).*)$/iu;

/** Where a clause ends. In a correction "and" ends none: it joins the things that are taken out together. */
const AT_AND = /[.!?;,:\n–—]+|\s(?:but|and|while|aber|und|während)\s/u;
const AT_BUT = /[.!?;,:\n–—]+|\s(?:but|while|aber|während)\s/u;

/** What a label says of the thing alone: not how many there are, and not how a record stands. */
const nameIn = (label: string): string =>
  label.replace(/^\p{L}+ \S*\d\S*(?: \([^)]*\))?:?|^\d+ ×/u, ' ').trim();

/** Short words name things by chance. */
const isDistinct = (word: string): boolean => plain(word).length > 3;

const plain = (word: string): string => word.toLowerCase().replace(/[^\p{L}\p{N}-]+/gu, '');

/** What is said of a thing that is not meant. */
const LEFT =
  /(?<!\p{L})(?:keep\p{L}*|stay(?:s|ing)?|carry on|continue[sd]?|goes on|remain\p{L}*|need (?:it|them)|is (?:here|with me)|brauche?|fine|ok|okay|good|happy|survived|perfect|lovely|great|complete|flawless|intact|unharmed|can come|still want|behalt\p{L}*|bleib\p{L}*|weiter ?lauf\p{L}*|läuft weiter|super|gut|toll|zufrieden|überlebt|passt|prima|heil|vollständig|unversehrt|eagerly|freue)(?!\p{L})/iu;

/** How many of something a message says there shall be, or are meant: "make it five", "three instead of two", "one of the four". */
export function countSaid(text: string): number | undefined {
  const counts = [...text.toLowerCase().matchAll(COUNT)].flatMap(({ groups = {} }) => {
    const value = valueOf(Object.values(groups).find((word: string | undefined) => word !== undefined) ?? '');
    return value === undefined ? [] : [value];
  });
  const [count, ...others] = new Set(counts);
  return count === undefined || others.length > 0 || count < 1 ? undefined : count;
}

/**
 * How many pieces of the thing that a question names last, "How many of these do you mean: Mug?", a message is about: where it names
 * the thing, and not where it tells what was ordered or what stays.
 */
export function piecesSaid(text: string, question: string): number | undefined {
  const [, name = ''] = /:\s+([^?\n]+)\?/u.exec(question) ?? [];
  const lines = name === '' ? [] : linesOf([name]);
  const counts = text.split(/[.!?;\n]+/u).flatMap((sentence) => {
    const parts = sentence.split(/[,:–—]+|\s(?:and|und|but|aber|n|&|\+)\s/u);
    const isWished = TAKEN_OUT.test(sentence) || MONEY_WANTED.test(sentence);
    if (!isWished && !parts.every((part) => ofList.test(part.trim()))) return [];
    const counted = parts.filter(
      (part) =>
        part.split(/\s+/u).some((word) => mentionsLine(plain(word), lines)) &&
        !LEFT.test(part) &&
        !STAYS.test(part) &&
        !NOT_THESE.test(part),
    );
    return counted.map((part) => (ORDERED.test(part) ? undefined : numberAnswer(part, question)));
  });
  if (counts.includes(undefined)) return undefined;
  const [count, ...others] = new Set(counts);
  return others.length > 0 ? undefined : count;
}

/** "One kettle", "all three of the tea towels", whatever the thing is. */
const ofList =
  /^(?:(?:an?|the|my|all|both|\d{1,3}x?|one|two|three|four|five|six|of|die|der|das|den|eine?[nrms]?|beide[nrs]?|alle|zwei|drei|vier|fünf|sechs|von) )*\p{L}[\p{L}-]*(?: \p{L}[\p{L}-]*)?$/iu;
const ORDERED = /(?<!\p{L})(?:ordered|bought|bestellt|gekauft)(?!\p{L})/iu;

const NUMBER =
  '\\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eine?[nrs]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf';
const COUNT = new RegExp(
  [
    `(?<![\\p{L}\\d])(?:make (?:it|that|them)|should (?:only )?be|sollen(?: nur)?) (?<made>${NUMBER})(?![\\p{L}\\d]|[.,-]\\d)`,
    `(?<![\\p{L}\\d])(?<more>${NUMBER})(?: \\p{L}+){0,4} (?:instead of|rather than|(?:an)?statt) (?:the |den )?(?:${NUMBER})(?![\\p{L}\\d])`,
    `(?<![\\p{L}\\d])(?<part>${NUMBER}) (?:out )?(?:of|von)(?: the| den| meinen| my| those)? (?:${NUMBER})(?:e?n)?(?![\\p{L}\\d])`,
    `(?<![\\p{L}\\d])(?<all>${NUMBER}) (?:in total|altogether|insgesamt|in all)(?!\\p{L})`,
  ].join('|'),
  'gu',
);

const ONE_OF_SEVERAL = new RegExp(
  [
    `(?<![\\p{L}\\d])(?:${NUMBER}) (?:out )?of (?:the |my |those |these )?(?:${NUMBER})(?![\\p{L}\\d])`,
    `(?<![\\p{L}\\d])(?:${NUMBER}) (?:von|aus) (?:den |meinen |diesen )?(?:${NUMBER})(?:e?n)?(?![\\p{L}\\d])`,
    `(?<!\\p{L})von (?:den |meinen )(?:${NUMBER})(?:e?n)? (?:\\p{L}+ )?(?:ist |war |sind )?(?:${NUMBER})(?![\\p{L}\\d])`,
  ].join('|'),
  'iu',
);

const valueOf = (word: string): number | undefined =>
  /^\d+$/u.test(word) ? Number(word) : /^ein/u.test(word) || word === 'one' ? 1 : cardinalOf(word);

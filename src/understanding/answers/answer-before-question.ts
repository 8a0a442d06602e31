/**
 * What a message says to a question that was not asked yet (DESIGN §23.2). Its writer had no question before them: an answer counts
 * only where a part of the message says it by itself, and no other part says something else.
 */
import { meantChoice } from './choice.js';
import { linesMeant, mentionsLine, type NamedLine } from './order-lines.js';
import { isElse, type Wording } from './nearest-option.js';
import { cardinalOf } from './ordinals.js';
import { amountsIn } from './amount.js';
import { meansFraction, meansWhole } from './whole-or-part.js';

/** Parts of a message that are compared, and characters of the longest: whoever writes more tells a story. */
const most = { parts: 16, chars: 200 };

/** How far the next option is behind one that is meant, at least: measured on the exam's conversations. */
const leastLead = 0.5;

/** The sentences of a message, and their clauses where they have several. */
export function partsSaid(text: string): readonly string[] {
  const sentences = text.split(/(?<=[.!?;…])\s+|\n+/u).map(bare);
  const clauses = sentences.flatMap((sentence) => {
    const own = sentence.split(/[,:–—]\s+|\s-\s|\s(?:but|and|aber|und|sondern)\s/u).map(bare);
    return own.length > 1 ? own.filter((clause) => clause.split(/\s+/u).length > 1) : [];
  });
  const all = [...new Set([...sentences, ...clauses])];
  return all.filter((part) => part !== '' && part.length <= most.chars).slice(0, most.parts);
}

const bare = (part: string): string => part.replace(/[\s.!?;:,…]+$/u, '').trim();

/** The one option that parts of a message mean, each by a wording that is near; `likeness` by part, option and wording. */
export function choiceSaid(
  parts: readonly string[],
  options: readonly Wording[],
  likeness: readonly (readonly (readonly number[])[])[],
): number | undefined {
  const meant = parts.flatMap((part, at) => {
    const near = meantChoice(part, options, likeness[at] ?? []);
    const isMeant = near?.close === true && near.lead >= leastLead;
    return isMeant && !isElse(options[near.option]?.[0] ?? '') ? [near.option] : [];
  });
  const [option, ...others] = new Set(meant);
  return others.length > 0 ? undefined : option;
}

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
  const isBeside = clausesOf(text, AT_AND, lines).some(({ mentions }) =>
    mentions.some((word) => !isDistinct(word) && !linesMeant(plain(word), lines).includes(only)),
  );
  return isBeside || isOfOnePiece(text, labels[Number(only)] ?? '') ? undefined : Number(only);
}

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
 * The option that means all of something, where a message that asks for it says so: "a refund for my whole order". `things` are the
 * parts. Money hangs on it, so nothing else may stand there that names a part, an amount, a fee or an exception.
 */
export function wholeSaid(
  text: string,
  labels: readonly string[],
  things: readonly string[],
): number | undefined {
  const [whole, ...others] = labels.flatMap((label, at) => (meansWhole(label) ? [at] : []));
  if (whole === undefined || others.length > 0) return undefined;
  if (!WHOLE_WANTED.test(text) || IN_PART.test(text) || meansFraction(text)) return undefined;
  const words = text.replace(WHOLE_WANTED, ' ').split(/[\s.!?;:,–—]+/u);
  const isOfPart = words.some((word) => isDistinct(word) && mentionsLine(plain(word), linesOf(things)));
  return isOfPart || amountsIn(text).length > 0 ? undefined : whole;
}

/** Money for all of an order, in one clause. */
const WHOLE_WANTED =
  /(?<!\p{L})(?:refund\p{L}*|money back|erstatt\p{L}*|rückerstatt\p{L}*|geld (?:zurück )?für)(?: \p{L}+){0,2} (?:the|my|this|that|die|meine[nr]?|diese[nrs]?|den|der)? ?(?:whole|entire|complete|full|ganzen?|gesamten?|komplette?n?) (?:order|purchase|bestellung|auftrag|einkauf)(?!\p{L})|(?<!\p{L})(?:whole|entire|complete|full|ganzen?|gesamten?|komplette?n?) (?:order|purchase|bestellung|auftrag|einkauf)(?: #?\d+)?(?: (?:please|bitte))? (?:refunded|erstatte[nt]|zurückerstatte[nt]|erstattet (?:haben|bekommen))(?!\p{L})/iu;

/** What narrows it, or is about more than what the things cost. */
const IN_PART =
  /(?<!\p{L})(?:not|no|n[’']t|never|only|just|except|but|without|minus|or|if|unless|part\p{L}*|some|half|shipping|postage|delivery|fees?|difference|discount|voucher|second|other|another|twice|double|nicht|kein\p{L}*|nur|bloß|außer|aber|sondern|ohne|oder|falls|wenn|teil\p{L}*|einige\p{L}*|hälfte|versand\p{L}*|porto|gebühr\p{L}*|differenz|rabatt|gutschein|zweite\p{L}*|andere\p{L}*|doppelt\p{L}*)(?!\p{L})|%/iu;

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
  /(?<!\p{L})(?:(?:whole|entire|complete|full|total|ganze[nrs]?|gesamte[nrs]?|komplette?[nrs]?) (?:order|purchase|amount|refund|bestellung|auftrag|einkauf|betrag|summe)|everything|all of (?:it|them)|alles|vollständig\p{L}*)(?!\p{L})/iu;

/** The one option of a few short ones that stands in a message as it is, such as a size or a colour. */
export function shortSaid(text: string, labels: readonly string[]): number | undefined {
  const said = ` ${text
    .toLowerCase()
    .replace(AGAINST, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
  const named = labels.flatMap((label, at) => {
    const words = label
      .toLowerCase()
      .replace(/\([^)]*\)/gu, ' ')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
      .split(' ');
    const own = words.filter((word) => !KIND.test(word));
    return own.length > 0 && own.length <= 3 && said.includes(` ${own.join(' ')} `) ? [at] : [];
  });
  const [only, ...others] = named;
  return others.length > 0 ? undefined : only;
}

/** What it shall not be: "instead of S". */
const AGAINST =
  /(?<!\p{L})(?:instead of|rather than|and not|not|from|statt|anstatt|und nicht|nicht|von)(?: (?:an?|the|in|der|die|das|dem|den|size|colou?r|größe|gr|farbe))* [\p{L}\d]+/giu;
const KIND = /^(?:size|colou?r|größe|gr|farbe|in)$/u;

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
  /(?<!\p{L})(?:keep\p{L}*|stay(?:s|ing)?|carry on|continue[sd]?|goes on|remain\p{L}*|need (?:it|them)|is (?:here|with me)|brauche?|fine|ok|okay|good|perfect|lovely|great|complete|flawless|intact|unharmed|can come|still want|behalt\p{L}*|bleib\p{L}*|weiter ?lauf\p{L}*|läuft weiter|super|gut|toll|passt|prima|heil|vollständig|unversehrt|eagerly|freue)(?!\p{L})/iu;

/** How many of something a message says there shall be, or are meant: "make it five", "three instead of two", "one of the four". */
export function countSaid(text: string): number | undefined {
  const counts = [...text.toLowerCase().matchAll(COUNT)].flatMap(({ groups = {} }) => {
    const value = valueOf(Object.values(groups).find((word: string | undefined) => word !== undefined) ?? '');
    return value === undefined ? [] : [value];
  });
  const [count, ...others] = new Set(counts);
  return count === undefined || others.length > 0 || count < 1 ? undefined : count;
}

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

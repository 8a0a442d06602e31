/**
 * What stands behind a yes. Remarks leave it what it was: they say the question again, accept what was told, let something else stay
 * as it is, or say how to do it; each clause has to be one of these, as whatever else stands there could bind or lessen the yes. Who
 * names less than what was asked, or orders something in its place, says no to it.
 */
import { actionAt, type Doing, lengthOf, type Spoken, spokenIn } from './answer-tokens.js';
import { clauseEnd, clauses, has, openingIn, restFrom, sentenceEnd, type YesOrNo } from './answer-clauses.js';
import { linesMeant } from './order-lines.js';
import { monthOf } from '../../texts/languages/month-names.js';
import { cardinalOf } from './ordinals.js';
import type { AskedAction } from '../../texts/languages/answer-words.js';
import { type AskedFor, askedFor, askingIn } from './asked-for.js';
import { type Echoed, echoAt, echoedIn, isAtOdds, stemOf } from './echoed-question.js';

/** Words of the longest answer that is read so. */
const longest = 24;

/** Whether a text begins with a yes and says nothing behind it that a question does not leave as it is. */
export function isYesWithRemarks(text: string, question: string): boolean {
  const spoken = spokenIn(text);
  if (/[?"„“”]/u.test(text) || spoken.length > longest) return false;
  const [first = [], ...others] = clausesIn(spoken);
  const yes = lengthOf(first, 0, ['polite']);
  const at = yes + lengthOf(first, yes, ['yes']);
  const isWanted = WANTS.test(first[at]?.text ?? '') || lengthOf(first, 0, ['wants', 'no']) > 0;
  if (at === yes || at <= lengthOf(first, 0, ['soft']) || isWanted) return false;
  const open: OpenQuestion = { asked: askedFor(question), echoed: echoedIn(question) };
  const behind = [first.slice(at), ...others].filter((own) => own.length > 0);
  // What is at odds with the question is looked for where the question is said again: "the others stay" names others.
  const again = behind.filter((own) => !letsStay(own, open));
  return (
    again.every((own) => isRemark(own, open)) &&
    !isAtOdds(['yes', ...again.map(written)].join(', '), question)
  );
}

/**
 * Whether nothing in a text could bind or lessen a yes, or mean it for another thing, value, day or deed than the question names:
 * what is left of it may be read as a yes by how people say yes, though not every word of it is known.
 */
export function leavesYes(text: string, question: string): boolean {
  const spoken = spokenIn(text);
  const isOpen = /[?"„“”]/u.test(text) || MUSES.test(text) || has(spoken, 0, spoken.length, ['wants']);
  if (isOpen || spoken.length > longest || isAtOdds(text, question)) return false;
  const open: OpenQuestion = { asked: askedFor(question), echoed: echoedIn(question) };
  const isSaid = has(spoken, 0, spoken.length, ['yes', 'accepts']) || CONSENTS.test(text);
  const asking = new Set(spokenIn(askingIn(question)).map(({ text: word }) => stemOf(word)));
  const isOfAsked = ({ text: word }: Spoken, at: number): boolean =>
    actionAt(spoken, at, open.asked.actions) !== undefined || (word.length > 4 && asking.has(stemOf(word)));
  if (!isSaid && !spoken.some(isOfAsked)) return false;
  return clausesIn(spoken).every(
    (own) =>
      isRemark(own, open) || isOfWords(own, open.echoed) || letsStay(own, open) || isHarmless(own, open),
  );
}

const CONSENTS =
  /(?<!\p{L})(?:einverstanden|willige|consent|agreed?|ordered|by all means|^(?:please|bitte))(?!\p{L})/iu;

/** "Navy S", of a question that has these words: whatever they may mean elsewhere. */
const isOfWords = (own: readonly Spoken[], { words }: Echoed): boolean =>
  own.every(
    ({ kind, text }, at) => (kind === 'word' && words.has(stemOf(text))) || lengthOf(own, at, ['polite']) > 0,
  );

/** A clause that names nothing but the question does, and takes nothing back, whatever else it tells. */
function isHarmless(own: readonly Spoken[], { asked, echoed }: OpenQuestion): boolean {
  const isOfTime = (at: number): boolean => asked.named.days.size === 0 && TIME.test(own[at + 1]?.text ?? '');
  const isOther = ({ kind, text }: Spoken, at: number): boolean =>
    ELSE.test(text) ||
    ((kind === 'number' || monthOf(text) !== undefined || (cardinalOf(text) ?? 0) > 1) &&
      !isOfTime(at) &&
      (echoAt(own, at, echoed)?.length ?? 0) === 0);
  const doing = own.flatMap((_, at) => [...(actionAt(own, at)?.actions ?? [])]);
  const isDoing = doing.length > 0;
  // "Cancel the mug" names a part of it, "not now" denies it.
  const isOfPart =
    has(own, 0, own.length, ['articles']) && (isDoing || !has(own, 0, own.length, ['verbs', 'reasons']));
  const isDenied = has(own, 0, own.length, ['negations']) && (isDoing || own.length <= mostDenied);
  // "Until Easter" is another day than a question's.
  const isDay = asked.named.days.size > 0 && DAY.test(own[0]?.text ?? '');
  return !(
    isOfPart ||
    isDenied ||
    isDay ||
    has(own, 0, own.length, takingBack) ||
    lengthOf(own, lengthOf(own, 0, ['joiners']), ['wonders']) > 0 ||
    own.some(isOther) ||
    doing.some((action) => !asked.actions.has(action))
  );
}

/** Words of the longest clause that may deny what is asked without naming it: "not now, please". */
const mostDenied = 3;
const DAY = /^(?:until|till|til|from|on|by|bis|ab|zum|am|im|erst|schon)$/u;
const ELSE = /^(?:another|other|others|different|else|new|andere[nrsm]?|anders|neue[nrsm]?)$/u;
/** What a number counts that tells a story: "at 2 am", "for three weeks". */
const TIME =
  /^(?:am|pm|uhr|hours?|stunden?|days?|tagen?|weeks?|wochen?|months?|monaten?|years?|jahren?|times?|mal)$/u;
const MUSES =
  /(?<!\p{L})(?:hm+|mm+|well|tja|na ja|naja|idk|dunno)(?!\p{L})|(?<!\p{L})(?:want|need|will|möchte|brauche)(?!\p{L})/iu;

/** A question, by what it offers and by its words. */
interface OpenQuestion {
  asked: AskedFor;
  echoed: Echoed;
}

const written = (own: readonly Spoken[]): string => own.map(({ text }) => text).join(' ');

function clausesIn(spoken: readonly Spoken[]): Spoken[][] {
  const found: Spoken[][] = [[]];
  for (const token of spoken) {
    if (token.kind === 'mark') found.push([]);
    else found.at(-1)?.push(token);
  }
  return found;
}

const isRemark = (own: readonly Spoken[], open: OpenQuestion): boolean =>
  saysAgain(own, open) || accepts(own, open) || saysHow(own) || deniesElse(own, open);

/** "Only this one time", "for the cushion only", "3 trays". */
function saysAgain(own: readonly Spoken[], { asked, echoed }: OpenQuestion): boolean {
  // "But only the butter dish", of which alone there is talk.
  const isBut = BUT.test(own[0]?.text ?? '') && lengthOf(own, 1, ['limits']) > 0;
  let [at, isLimited, isNamed] = [isBut ? 1 : 0, false, false];
  while (at < own.length) {
    const once = asked.isOne ? lengthOf(own, at, ['once']) : 0;
    const limit = lengthOf(own, at, ['limits']);
    const action = actionAt(own, at, asked.actions)?.length ?? 0;
    const again = echoAt(own, at, echoed);
    const length = Math.max(once, limit, action, again?.length ?? 0);
    if (length === 0) return false;
    isLimited ||= limit > 0;
    isNamed ||= once > 0 || again?.again === true;
    at += length;
  }
  // "Only this": of what? And "only the mugs" of a question that names several things in its sentence.
  const isOfSeveral = echoed.things.length === 0 && /[,(]| (?:and|und) /u.test(echoed.asking);
  return isLimited ? isNamed && !isOfSeveral : true;
}

/** "Not all four again", where one is asked about; "but not end it", where it would be paused: what was not asked is what is not wanted. */
function deniesElse(own: readonly Spoken[], { asked, echoed }: OpenQuestion): boolean {
  const from = BUT.test(own[0]?.text ?? '') ? 1 : lengthOf(own, 0, ['joiners']);
  const length = lengthOf(own, from, ['negations']);
  const denied = own.slice(from + length);
  if (length === 0 || has(denied, 0, denied.length, [...binding, 'keeps', 'corrects'])) return false;
  const named = denied.flatMap((_, at) => [...(actionAt(denied, at)?.actions ?? [])]);
  if (named.length > 0) return named.every((action) => !asked.actions.has(action)) && asked.actions.size > 0;
  const pieces = echoed.things.map(({ count }) => count);
  const counts = denied.flatMap(
    ({ text }) => cardinalOf(text) ?? (/^\d{1,3}$/u.test(text) ? Number(text) : []),
  );
  return pieces.length === 1 && counts.length === 1 && (counts[0] ?? 0) > (pieces[0] ?? 0);
}

/** "2.95 is fair": of what it costs to send something back, which was told before. */
function accepts(own: readonly Spoken[], { asked, echoed }: OpenQuestion): boolean {
  const isBound = has(own, 0, own.length, binding) || lengthOf(own, 0, ['wonders']) > 0;
  if (!has(own, 0, own.length, ['accepts']) || isBound) return false;
  return own.every(
    ({ kind, text }, at) =>
      kind !== 'number' ||
      (echoAt(own, at, echoed)?.length ?? 0) > 0 ||
      (asked.actions.has('send_back') && /^\d{1,2}\.\d{2}$/u.test(text)),
  );
}

/** "Blanket stays paid", where the blanket is none of what the question is about. */
function letsStay(own: readonly Spoken[], { asked, echoed }: OpenQuestion): boolean {
  const isOfPart = (['take_off', 'change', 'send', 'send_back', 'skip'] as const).some((action) =>
    asked.actions.has(action),
  );
  if (!isOfPart || !has(own, 0, own.length, ['stays']) || has(own, 0, own.length, wishing)) return false;
  const things = new Set(echoed.things.flatMap(({ words }) => [...words]));
  const isNamed = own.some(({ kind, text }) => kind === 'word' && things.has(stemOf(text)));
  const isOfElse = own.some(
    ({ kind, text }, at) =>
      kind === 'word' && text.length > 3 && lengthOf(own, at, ['stays', 'glue', 'polite', 'limits']) === 0,
  );
  return isOfElse && !isNamed && things.size > 0;
}

/** "But pack it better this time, please". */
function saysHow(own: readonly Spoken[]): boolean {
  let [at, says] = [0, false];
  while (at < own.length) {
    const handling = lengthOf(own, at, ['handling']);
    const length = Math.max(
      handling,
      lengthOf(own, at, ['polite', 'joiners']),
      BUT.test(own[at]?.text ?? '') ? 1 : 0,
    );
    if (length === 0) return false;
    says ||= handling > 0;
    at += length;
  }
  return says;
}
/** "I do want it" says of what is asked about that it is wanted. */
const WANTS = /^(?:want|need|like|will|möchte|brauche)$/u;
const BUT = /^(?:but|aber)$/u;

const binding: readonly Doing[] = ['no', 'conditions', 'binds', 'turns', 'doubts', 'hesitations', 'without'];
const takingBack: readonly Doing[] = [
  ...binding,
  ...(['against', 'keeps', 'stays', 'prefers', 'wants', 'puzzled', 'corrects', 'parts'] as const),
  ...(['anotherPlace', 'limits', 'remainder', 'single', 'mocks', 'inPlaceOf', 'faults', 'whole'] as const),
];
const wishing: readonly Doing[] = ['conditions', 'doubts', 'hesitations', 'wants', 'wonders'];

// Praise behind a yes may mean the opposite: "yes lovely, I'll pop the wardrobe in my handbag".

/**
 * Whether a yes is praised, or doubted in the same breath, and goes on with something that the question did not ask about: nobody can
 * tell from the words whether it is meant. Thanks, requests, questions, reasons and what says the question again leave it a yes.
 */
export function isLaidOnThick(text: string, question: string): boolean {
  if (MOCKING.test(text) || FORESEES.test(text)) return true;
  const spoken = spokenIn(text);
  const [to, isPraised] = praisedTo(spoken);
  if (!isPraised) return false;
  const open: OpenQuestion = { asked: askedFor(question), echoed: echoedIn(question) };
  const starts = [to, ...clauses(spoken, to, spoken.length)].filter((at) => at < spoken.length);
  return starts.some((at) => {
    const own = spoken.slice(at, clauseEnd(spoken, at)).filter(({ kind }) => kind !== 'mark');
    const isAsked = spoken[sentenceEnd(spoken, at)]?.text.includes('?') === true;
    return own.length > 0 && !(isAsked ? !MOCKING_QUESTION.test(written(own)) : isMeant(own, open));
  });
}

/** Behind the yes at the beginning and its praise, and whether there is any: "ja super", "oh yes". */
function praisedTo(spoken: readonly Spoken[]): [to: number, isPraised: boolean] {
  let [at, to, isYes, isPraised, isExclaimed] = [0, 0, false, false, false];
  while (at < spoken.length) {
    const praise = lengthOf(spoken, at, ['praise']);
    const yes = lengthOf(spoken, at, ['yes']);
    const length = Math.max(praise, yes, lengthOf(spoken, at, ['polite']));
    if (length === 0 && spoken[at]?.kind !== 'mark') break;
    isPraised ||= praise > 0 && praise >= yes;
    isExclaimed ||= yes > 0 && phraseStart(spoken, at, yes) === 'oh';
    isYes ||= yes > praise;
    at += Math.max(length, 1);
    // Thanks may go on: "thank you for the quick help".
    if (Math.max(praise, yes) > 0) to = at;
  }
  // "Oh yes please" begs for it.
  return [to, isYes && (isPraised || (isExclaimed && !has(spoken, 0, at, ['begs'])))];
}

/** The word before a yes, or its first where it has several: the "oh" of "oh yes". */
const phraseStart = (spoken: readonly Spoken[], at: number, yes: number): string =>
  (yes > 1 ? spoken[at] : spoken[at - 1])?.text ?? '';

/** A clause behind a praised yes that leaves it one. */
function isMeant(own: readonly Spoken[], open: OpenQuestion): boolean {
  const opening = openingIn(own, open.asked);
  if (isRemark(own, open) || letsStay(own, open) || (opening.orders && opening.to >= own.length)) return true;
  const from = lengthOf(own, 0, ['joiners', 'polite']);
  const isMocking = has(own, 0, own.length, ['mocks']);
  if (own.length > mostMeant || isMocking) return false;
  return (
    [0, from].some((at) => lengthOf(own, at, ['contents', 'unneeded', 'channels']) > 0) ||
    has(own, 0, own.length, ['begs', 'reasons']) ||
    (open.asked.actions.has('send_back') && has(own, 0, own.length, ['faults'])) ||
    ASKS_FOR.test(written(own)) ||
    HAS_ALREADY.test(written(own))
  );
}

/** Words of the longest such clause. */
const mostMeant = 10;
const MOCKING = /🙃|🙄|😒|🤡|🤦/u;
/** "Let me know", "sagen Sie mir Bescheid". */
const ASKS_FOR =
  /^(?:let me|tell me|send me|email me|sagen? (?:sie )?mir|sag(?:t)? mir|geben sie mir|gebt mir|schicken sie mir|schickt mir)(?!\p{L})/u;
const HAS_ALREADY =
  /(?<!\p{L})(?:has|have|ive|got|hat|habe?|haben)(?!\p{L}).*(?<!\p{L})(?:already|schon|bereits)(?!\p{L})/u;
/** "Shall I hire a crane?", "who carries it?": it wants to know nothing. */
const MOCKING_QUESTION =
  /^(?:(?:and|und|so|also|then|dann) )*(?:who|why|what else|shall i|should i|any more|have you got|got any|wer|warum|wieso|was noch|sonst noch|soll ich|haben sie noch|habt ihr noch|noch)(?!\p{L})/u;
/** "Yeah, I'm sure this van reads labels": a yes to what will come of it, and not to what was asked. */
const FORESEES =
  /^\W*(?:\p{L}+\W+){1,3}(?:(?:i['’]?m|i am|we['’]?re) (?:\p{L}+ )?sure (?!(?:this|that|it) (?:is|one|was|will do)|that (?:i|we) |about|of )(?:this|your|you|they|the|that|it['’]?ll|everyone|everybody|he|she)(?!\p{L})|(?:ganz )?(?:bestimmt|sicherlich|sicher) (?:klappt|kommt|schafft|findet|wird|werden)(?!\p{L}))/iu;

/** "Yes, just the lamp", of several things that the question lists: what is asked is more than what is wanted. */
export function onlySome(text: string, question: string): YesOrNo | undefined {
  const lines = question
    .split('\n')
    .slice(1)
    .map((name, at) => ({ id: String(at), name }));
  const spoken = spokenIn(text);
  if (lines.length < 2 || text.includes('?') || has(spoken, 0, spoken.length, ['conditions', 'negations']))
    return undefined;
  const at = [...spoken.keys()].find((place) => lengthOf(spoken, place, ['limits']) > 0);
  if (at === undefined) return undefined;
  const named = linesMeant(text.slice(spoken[at]?.start, spoken[sentenceEnd(spoken, at) - 1]?.end), lines);
  if (named.length === 0 || named.length === lines.length) return undefined;
  return { says: 'no', rest: spoken[at]?.start ?? 0, corrects: true };
}

/** "Yes, two boxes", where one is listed: it is a no to one, and says how many it should be. */
export function anotherCount(text: string, question: string): YesOrNo | undefined {
  const spoken = spokenIn(text);
  const yes = lengthOf(spoken, 0, ['polite']);
  if (lengthOf(spoken, yes, ['yes']) === 0 || has(spoken, 0, spoken.length, ['conditions', 'negations']))
    return undefined;
  const rest = otherCount(text, question);
  return rest === undefined ? undefined : { says: 'no', rest, corrects: true };
}

/** Where a text counts the only thing that a question lists, and not as many as it does: "five lanterns", "its 5". */
export function otherCount(text: string, question: string): number | undefined {
  const [line = '', ...others] = question.split('\n').slice(1);
  const listed = /^(\d{1,3}) × (.+)$/u.exec(line);
  if (listed === null || others.length > 0 || text.includes('?')) return undefined;
  const names = new Set(spokenIn(listed[2] ?? '').map(({ text: word }) => stemOf(word)));
  const spoken = spokenIn(text);
  const counts = spoken.flatMap(({ kind, text: word, start }, at) => {
    const count = kind === 'number' && /^\d{1,3}$/u.test(word) ? Number(word) : cardinalOf(word);
    const [next] = spoken.slice(at + 1).filter((token) => token.kind !== 'mark');
    const isOf =
      next === undefined ||
      names.has(stemOf(next.text)) ||
      PIECES.test(next.text) ||
      isPluralOf(next.text, names);
    const isDenied = lengthOf(spoken, at - 1, ['negations']) > 0;
    return count === undefined || count < 1 || names.has(word) || !isOf || isDenied ? [] : [{ count, start }];
  });
  const [first, ...more] = counts;
  if (first === undefined || more.some(({ count }) => count !== first.count)) return undefined;
  return first.count === Number(listed[1]) ? undefined : first.start;
}

const isPluralOf = (word: string, names: ReadonlySet<string>): boolean =>
  word.length > 3 &&
  [...names].some(
    (name) => name.length > 3 && (name.endsWith(stemOf(word)) || stemOf(word).startsWith(name)),
  );

const PIECES = /^(?:pieces?|pcs|of|stück|stk|davon|von|please|bitte|in|instead|altogether|insgesamt)$/u;

/**
 * "Yes, money back for the pot please", where a new one was offered: a clause behind a yes that orders what rules out what was asked,
 * and nothing orders that itself. It is a no, on which nothing happens, and what is wanted instead is read by itself.
 */
export function rivalBehindYes(spoken: readonly Spoken[], asked: AskedFor): YesOrNo | undefined {
  const [action] = asked.actions;
  const named = action === undefined ? [] : (replacing[action] ?? []);
  if (named.length === 0 || spoken.some((_, at) => actionAt(spoken, at, asked.actions) !== undefined))
    return undefined;
  const at = clauses(spoken, 0, spoken.length).find((start) => {
    const own = spoken.slice(start, clauseEnd(spoken, start));
    const isJoined = lengthOf(own, 0, ['joiners', 'wonders']) > 0;
    return (
      !isJoined &&
      !has(own, 0, own.length, ['negations', 'no', 'conditions', 'channels']) &&
      own.some((_, place) => [...(actionAt(own, place)?.actions ?? [])].some((one) => named.includes(one)))
    );
  });
  return at === undefined ? undefined : { says: 'no', ...restFrom(spoken, at) };
}

/** What a customer orders in the place of what was asked. */
const replacing: Readonly<Partial<Record<AskedAction, readonly AskedAction[]>>> = {
  cancel: ['pause', 'skip'],
  pay_back: ['send'],
  send: ['pay_back'],
  pause: ['skip'],
};

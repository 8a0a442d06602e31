/** What speaks against a yes: a no, with the word or without it, and what stands behind a yes and takes it back. */
import type { AskedAction } from '../../texts/languages/answer-words.js';
import { monthOf } from '../../texts/languages/month-names.js';
import { type AskedFor, countAt } from './asked-for.js';
import {
  behindAll,
  clauseAt,
  clauseEnd,
  clauses,
  deniesThis,
  has,
  isClauseEnd,
  nextWord,
  openingIn,
  restFrom,
  sentenceEnd,
  withoutJoiner,
  type YesOrNo,
} from './answer-clauses.js';
import { actionAt, type Doing, lengthOf, type Spoken } from './answer-tokens.js';

// Whether what stands behind a yes could bind it or take it back: "if I get everything back", "but not the mug", "10106".

/** Words behind a yes. */
interface Behind {
  spoken: readonly Spoken[];
  /** Where they begin. */
  from: number;
  /** Up to where known forms went on before one that is not known. */
  known: number;
  /** The yes says what it is to: "cancel it". */
  orders: boolean;
  asked: AskedFor;
}

/** Whether one of them could: then it is asked once more. A sentence of its own binds a yes by its first words alone. */
export function isTakenBack(behind: Behind): boolean {
  const { spoken, from, asked } = behind;
  const isOwn = spoken[from - 1]?.ends === true;
  const isJoined = lengthOf(spoken, from, ['joiners']) > 0;
  const to = isOwn ? from : sentenceEnd(spoken, from);
  const later = clauses(spoken, from, to);
  return (
    [from, nextWord(spoken, to)].some((at) => startsDoubt(spoken, withoutJoiner(spoken, at), asked)) ||
    later.some((at) => startsDoubt(spoken, withoutJoiner(spoken, at), asked, { conditions: !isJoined })) ||
    (!isOwn && has(spoken, from, clauseEnd(spoken, from), isJoined ? ['turns'] : ['turns', 'conditions'])) ||
    has(spoken, from, to, isJoined ? ['binds'] : ['binds', 'conditions']) ||
    (asked.actions.has('send') &&
      has(spoken, from, sentenceEnd(spoken, nextWord(spoken, from)), ['faults'])) ||
    // "Yes. No calls, and do not cancel it."
    clauses(spoken, from, spoken.length).some((at) => forbidsAsked(spoken, at, asked)) ||
    (asked.actions.has('send') && !isOwn && lengthOf(spoken, from, ['towards']) > 0) ||
    ordersAnother(behind, isJoined) ||
    (!isJoined && namesAnother(behind))
  );
}

/** "But …", "no, wait", "or …", "do not cancel it": at the beginning of a clause. */
function startsDoubt(
  spoken: readonly Spoken[],
  at: number,
  asked: AskedFor,
  { conditions } = { conditions: true },
): boolean {
  const doubts: readonly Doing[] = ['turns', 'doubts', 'binds', 'hesitations', 'keeps', 'remainder'];
  const said = at + lengthOf(spoken, at, ['polite']);
  const doubted = conditions ? [...doubts, 'conditions' as const] : doubts;
  // "Before it goes out", "if at all possible" bind nothing, though their first words may.
  if ([at, said].some((from) => lengthOf(spoken, from, doubted) > lengthOf(spoken, from, ['polite'])))
    return true;
  const no = lengthOf(spoken, at, ['no']);
  const next = spoken[at + no];
  const isNo =
    no > 0 && (next === undefined || next.kind === 'mark' || lengthOf(spoken, at + no, ['behindNo']) > 0);
  return isNo || forbidsAsked(spoken, at, asked) || deniesThis(spoken, at);
}

/** Words from a "not" to what it forbids, at most. */
const reach = 4;

/** "Do not cancel it", "storniert sie nicht", within one clause. */
function forbidsAsked(spoken: readonly Spoken[], from: number, { actions }: AskedFor): boolean {
  const own = spoken.slice(from, clauseEnd(spoken, from));
  const denied = [...own.keys()].filter((at) => lengthOf(own, at, ['negations']) > 0);
  const named = [...own.keys()].filter((at) => actionAt(own, at, actions) !== undefined);
  return denied.some((at) => named.some((action) => Math.abs(action - at) <= reach));
}

/** "Yes, cancel the mug", "yes, send me a new one": part of what was asked, or something else, in the same breath. */
function ordersAnother({ spoken, from, known, orders, asked }: Behind, isJoined: boolean): boolean {
  const own = spoken.slice(from, Math.min(clauseEnd(spoken, from), from + mostWords));
  const isOwn = spoken[from - 1]?.ends === true;
  if (!orders && !isOwn && !isJoined && has(own, 0, own.length, ['wants'])) return true;
  return own.some((_, at) => {
    if (actionAt(own, at, asked.actions) !== undefined)
      return (
        from + at < known || (!isJoined && (!(isOwn || orders) || own.some((token) => isOther(token, asked))))
      );
    return !isOwn && !isJoined && actionAt(own, at) !== undefined && !asksWhen(spoken, from);
  });
}

/** "When do I get my money back?", "wie lange dauert die Erstattung?": such a question orders nothing; "when will you send a new one?" may. */
function asksWhen(spoken: readonly Spoken[], from: number): boolean {
  const end = sentenceEnd(spoken, from);
  const words = spoken.slice(from, end).flatMap(({ kind, text }) => (kind === 'mark' ? [] : [text]));
  const isAsked = spoken.slice(from, end + 1).some(({ text }) => text.includes('?'));
  return isAsked && WHEN.test(words.join(' ')) && !words.some((word) => SENT.test(word));
}

const SENT = /^(?:send|sent|ship|deliver|schick|liefer|versend|ersatz|replace)/u;
const WHEN =
  /^(?:and |und )?(?:when (?:do|does|will|can|is|would|should)|how (?:long|soon|quickly|fast|will|do i|does)|wann (?:krieg|bekomm|hab|ist|kommt|wird|werd|kann|erhalt|gibt|geht)\p{L}*|wie (?:lange|lang|schnell|bald|krieg|bekomm|kommt|erhalt)\p{L}*)(?!\p{L})/u;

/** Words in which a clause says what it orders. */
const mostWords = 7;

/** "Yes, 10106", "yes, the mug": another value or a thing right behind a yes may be meant in the place of what was asked. */
function namesAnother({ spoken, from, orders, asked }: Behind): boolean {
  const end = clauseEnd(spoken, from);
  const own = spoken.slice(from, end);
  const isThing = lengthOf(own, 0, ['articles']) > 0;
  const near = own.slice(0, spoken[from - 1]?.ends === true ? 2 : mostWords);
  const isLongAgo = has(own, 0, own.length, ['since']);
  if (own.length <= mostWords && !isLongAgo && near.some((token) => isOther(token, asked))) return true;
  const counts = own.flatMap((_, at) =>
    isLongAgo || isAllListed(own, at, asked) ? [] : (countAt(own, at)?.count ?? []),
  );
  const isReason = has(own, 0, own.length, ['reasons']);
  if (own.length <= mostWords && !isReason && counts.some((count) => !asked.counts.has(count))) return true;
  const isStatement = has(own, 0, own.length, ['verbs']) && !has(own, 0, own.length, ['relatives']);
  return isThing && !orders && !isStatement && !isSaidAgain(spoken, end, asked);
}

/** "All three", of three that the question lists. */
const isAllListed = (own: readonly Spoken[], at: number, { listed }: AskedFor): boolean =>
  /^all[e]?$/u.test(own[at - 1]?.text ?? '') && countAt(own, at)?.count === listed;

/** "Yes, until Easter", "yes, take the plates out": a time or a thing behind a yes that is none of the question's. */
export function namesElse(own: readonly Spoken[], asked: AskedFor): boolean {
  const [first, next] = own.filter(({ kind }) => kind !== 'mark');
  const isTime = asked.named.days.size > 0 && /^(?:bis|until|till|ab|from)$/u.test(first?.text ?? '');
  if (isTime && next?.kind === 'word' && !TIME_AGAIN.test(next.text) && monthOf(next.text) === undefined)
    return true;
  const clause = own.slice(0, clauseEnd(own, 0));
  const orders = clause.some(
    ({ text }, at) => actionAt(clause, at, asked.actions) !== undefined || OUT.test(text),
  );
  return (
    orders &&
    clause.length <= mostToOrder &&
    clause.some(
      (token, at) =>
        token.kind === 'word' &&
        token.text.length > 3 &&
        !OUT.test(token.text) &&
        actionAt(clause, at) === undefined &&
        lengthOf(clause, at, known) === 0 &&
        !/^(?:order|orders|bestellung\p{L}*|auftrag|abo|subscription|paket|parcel)$/u.test(token.text) &&
        !isOfQuestion(token.text, asked),
    )
  );
}

/** "Until then". */
const TIME_AGAIN =
  /^(?:zum|dann|dahin|then|that|when|the|dem|auf|there|now|jetzt|wann|weiteres|further|a|today|heute)$/u;
const OUT = /^(?:raus|weg|out|off|heraus|go)$/u;
const mostToOrder = 4;

/** A word of the question, with another ending or as a part of a compound: "Schalen" of "Müslischale". */
function isOfQuestion(word: string, { words }: AskedFor): boolean {
  const root = rootOf(word);
  return [...words].some((own) => rootOf(own).endsWith(root) || rootOf(own).startsWith(root));
}

const rootOf = (word: string): string => word.replace(/(?:en|er|es|n|s|e)$/u, '');
const known: readonly Doing[] = [
  ...([
    'glue',
    'objects',
    'polite',
    'yes',
    'no',
    'verbs',
    'wants',
    'joiners',
    'articles',
    'pointing',
  ] as const),
  ...(['starts', 'reasons', 'relatives', 'channels', 'particles', 'whole', 'once'] as const),
];

/** A number or a month that the question does not name. */
const isOther = ({ kind, text }: Spoken, { numbers, words }: AskedFor): boolean =>
  (kind === 'number' && !numbers.has(text)) ||
  ([...words].some((word) => monthOf(word) !== undefined) && monthOf(text) !== undefined && !words.has(text));

/** Whether a later clause orders what was asked: "The bench. So yes, cancel it." */
function isSaidAgain(spoken: readonly Spoken[], from: number, { actions }: AskedFor): boolean {
  for (let at = from; at < spoken.length; at += 1) {
    const action = actionAt(spoken, at, actions);
    const isFirst = spoken[at - 1]?.kind === 'mark' || lengthOf(spoken, at - 1, ['polite', 'yes']) > 0;
    if (action !== undefined && isFirst && lengthOf(spoken, at + action.length, ['objects']) > 0) return true;
  }
  return false;
}

/** A no at the beginning, and what more there is. */
export function readNo(spoken: readonly Spoken[], asked: AskedFor): YesOrNo | undefined {
  const at = behindAll(spoken, 0, ['polite'], ['no', 'yes']);
  const length = lengthOf(spoken, at, ['no']);
  if (length === 0 || lengthOf(spoken, at, ['yes', 'hesitations']) > length) return undefined;
  const behind = at + length;
  const end = behindAll(spoken, behind, ['no', 'polite']);
  const { to, says } = openingIn(spoken, asked, end);
  // "No, yes"; the "doch" of "ich behalte es doch" says nothing by itself.
  const isRequest = lengthOf(spoken, nextWord(spoken, end), ['wants']) > 0;
  if (says.has('yes') && !isRequest && isClauseEnd(spoken, end) && isClauseEnd(spoken, to))
    return { says: 'nearly' };
  const { orders } = openingIn(spoken.slice(0, clauseEnd(spoken, end - 1)), asked, end);
  // "Do not cancel it": what is forbidden belongs to the no.
  const isForbidding = spoken
    .slice(at, end)
    .some((_, index) => lengthOf(spoken, at + index, ['negations']) > 0);
  const isMeant =
    lengthOf(spoken, at, ['bareNo']) !== length ||
    end > behind ||
    isClauseEnd(spoken, behind) ||
    (lengthOf(spoken, behind, ['behindNo', 'negations']) > 0 && !isVerbal(spoken, at)) ||
    (asked.actions.size > 0 && actionAt(spoken, behind) !== undefined) ||
    (isForbidding && orders);
  return isMeant
    ? {
        says: 'no',
        ...restFrom(spoken, isForbidding && orders ? Math.max(end, clauseAt(spoken, to, asked) ?? to) : end),
      }
    : undefined;
}

/** "I don't": what stands behind it says what is not done, as in "I don't have the number". */
const isVerbal = (spoken: readonly Spoken[], at: number): boolean =>
  lengthOf(spoken, at, ['verbalNo']) === lengthOf(spoken, at, ['no']);

// A no without the word: "keep it", "that is the wrong one", "send it to my office rather". It is one only where nothing says yes.

/** Whether a yes comes first, as it is said alone: not "I want …". */
export function beginsWithYes(spoken: readonly Spoken[]): boolean {
  const from = behindAll(spoken, 0, ['polite'], ['yes', 'against', 'keeps', 'prefers']);
  return lengthOf(spoken, from, ['yes']) > 0 && lengthOf(spoken, from, ['wants']) === 0;
}

/** A refusal in a clause that begins here, by default in the first that says anything. */
export function refusal(spoken: readonly Spoken[], asked: AskedFor, start = 0): YesOrNo | undefined {
  const from = behindAll(spoken, start, ['polite'], ['against', 'keeps', 'prefers', 'no']);
  const first = clauseEnd(spoken, from);
  const own = spoken.slice(from, first);
  // "If it is only a few euros, then yes" has a condition, and refuses nothing.
  const isConditional = lengthOf(own, 0, ['conditions']) > 0 && has(spoken, from, spoken.length, ['yes']);
  if (own.length === 0 || isConditional || spoken[first]?.text.includes('?') === true || !refuses(own, asked))
    return undefined;
  // What only refuses is done with; whatever says what is wanted goes on.
  const isBare =
    behindAll(spoken, from, ['against', 'keeps', 'polite', 'glue', 'objects', 'negations', 'no']) >= first;
  return { says: 'no', ...restFrom(spoken, isBare ? first : from) };
}

/** "Not interested in that. Scrap the order, please.": what refuses something else is no sure no. */
export const ordersLater = (spoken: readonly Spoken[], asked: AskedFor): boolean =>
  clauses(spoken, 0, spoken.length).some((at) => {
    const own = spoken.slice(at, clauseEnd(spoken, at));
    return (
      spoken[at - 1]?.ends === true &&
      openingIn(own, asked).orders &&
      !has(own, 0, own.length, ['no', 'negations'])
    );
  });

function refuses(own: readonly Spoken[], asked: AskedFor): boolean {
  const orders = own.some((_, at) => actionAt(own, at, asked.actions) !== undefined);
  // What is sent or changed is so in one way or another.
  const isAtAnotherPlace = asked.actions.has('send') || asked.actions.has('change');
  if (forbidsAsked(own, 0, asked)) return true;
  // "Cancel it we have moved abroad".
  if (!isAtAnotherPlace && openingIn(own, asked).orders) return false;
  return (
    has(own, 0, own.length, ['against', 'keeps']) ||
    (lastNo(own, asked) && !has(own, 0, own.length, ['yes'])) ||
    (isAtAnotherPlace && has(own, 0, own.length, ['unneeded'])) ||
    deniesAsked(own, asked) ||
    ((!orders || isAtAnotherPlace) && has(own, 0, own.length, ['prefers'])) ||
    (!orders && isSettled(own, asked)) ||
    (!orders && isRival(own, asked)) ||
    (!orders && asked.actions.has('pay_back') && has(own, 0, own.length, ['anotherPlace'])) ||
    (isAtAnotherPlace && has(own, 0, own.length, ['anotherPlace'])) ||
    own.some((token) => isOtherRecord(token, asked) || (isAtAnotherPlace && isOther(token, asked)))
  );
}

/** "I would say no"; but "the app does not work" refuses nothing. */
const lastNo = (own: readonly Spoken[], asked: AskedFor): boolean =>
  own.some((_, at) => {
    const length = lengthOf(own, at, ['no']);
    if (length === 0 || at + length !== own.length) return false;
    const isBare = lengthOf(own, at, ['negations']) === length;
    const before = own.slice(0, at);
    const isWord = (_: Spoken, index: number): boolean =>
      lengthOf(before, index, ['glue', 'objects', 'polite', 'doubts', 'joiners', 'wants']) > 0;
    return !isBare || before.every(isWord) || namesAsked(before, asked);
  });

/** "One of them yes, the other one no": a clause of the same sentence that ends in a no. */
export const endsInNo = (spoken: readonly Spoken[], from: number, asked: AskedFor): boolean =>
  [from, ...clauses(spoken, from, sentenceEnd(spoken, from))].some((at) => {
    const own = spoken.slice(nextWord(spoken, at), clauseEnd(spoken, nextWord(spoken, at)));
    return own.length > 1 && lastNo(own, asked);
  });

/** "Not that one", "no refund", "not the kettle": what is denied has to do with the question. */
function deniesAsked(own: readonly Spoken[], asked: AskedFor): boolean {
  const length = lengthOf(own, 0, ['negations']);
  if (length === 0 || lengthOf(own, 0, ['hesitations', 'polite']) > length) return false;
  const next = own.slice(length, length + 1);
  return next.length === 0 || isOfAsked(next, asked) || lengthOf(own, length, ['anyMore']) > 0;
}

/** "Wait, I measured again: five": another number or amount than those of a question that lists some, and nothing says yes. */
export function correction(spoken: readonly Spoken[], asked: AskedFor): YesOrNo | undefined {
  if (!asked.actions.has('change') && !asked.actions.has('send')) return undefined;
  if (behindAll(spoken, 0, ['polite', 'corrects', 'no'], ['yes']) === 0) return undefined;
  if (!has(spoken, 0, spoken.length, ['corrects'])) return undefined;
  const binds = (at: number): boolean =>
    lengthOf(spoken, at, ['conditions', 'hesitations', 'since']) > lengthOf(spoken, at, ['corrects']);
  if ([...spoken.keys()].some(binds)) return undefined;
  // "Wait, yes, five".
  const isYes = [0, ...clauses(spoken, 0, spoken.length)].some((at) => {
    const length = lengthOf(spoken, at, ['yes']);
    return length > 0 && isClauseEnd(spoken, at + length);
  });
  if (isYes || spoken.some(({ text }) => text.includes('?'))) return undefined;
  const isNew = (token: Spoken, at: number): boolean =>
    token.kind === 'number'
      ? !asked.numbers.has(token.text)
      : !asked.counts.has(countAt(spoken, at)?.count ?? [...asked.counts][0] ?? 0);
  return spoken.some(isNew) ? { says: 'no', ...restFrom(spoken, 0), corrects: true } : undefined;
}

/** Whether words name or stand for what is asked, or say what is wanted. */
const isOfAsked = (own: readonly Spoken[], asked: AskedFor): boolean =>
  has(own, 0, own.length, ['glue', 'objects', 'articles', 'wants', 'keeps', 'no']) || namesAsked(own, asked);

const namesAsked = (own: readonly Spoken[], { actions, words }: AskedFor): boolean =>
  own.some((token, at) => words.has(token.text) || actionAt(own, at, actions) !== undefined);

/** A no, or a refusal, at the beginning of a later clause: where nothing says yes. */
export function lateNo(spoken: readonly Spoken[], asked: AskedFor): YesOrNo | undefined {
  for (const at of clauses(spoken, 0, spoken.length)) {
    const start = withoutJoiner(spoken, at);
    const late = readNo(spoken.slice(start), asked) ?? refusal(spoken, asked, start);
    if (late?.says === 'no') return late;
  }
  return undefined;
}

/** "Send a new one", where money was offered: something else to do that rules out what was asked; not "end of January". */
const isRival = (own: readonly Spoken[], { actions, isInstead }: AskedFor): boolean =>
  own.some(
    (_, at) =>
      !own.slice(at + 1, at + 3).some(({ text }) => monthOf(text) !== undefined) &&
      [...(actionAt(own, at)?.actions ?? [])].some(
        (named) => isInstead || [...actions].some((action) => rivals[action]?.includes(named) === true),
      ),
  );

const rivals: Readonly<Partial<Record<AskedAction, readonly AskedAction[]>>> = {
  cancel: ['change', 'send', 'send_back', 'pause', 'skip'],
  pay_back: ['send', 'change', 'pause'],
  send_back: ['send', 'search', 'change'],
  send: ['pay_back', 'cancel'],
  search: ['send', 'pay_back'],
  pause: ['cancel', 'change', 'skip'],
};

/** "It turned up", "we have got it": nothing needs to be searched for, or sent. */
const isSettled = (own: readonly Spoken[], { actions }: AskedFor): boolean =>
  [...actions].some((action) => soughtBy.has(action)) &&
  has(own, 0, own.length, ['found']) &&
  !has(own, 0, own.length, ['negations', 'no', 'undone']);

/** These are not done any more once something has come. */
const soughtBy: ReadonlySet<AskedAction> = new Set(['search', 'send', 'cancel']);

/** A number like that of the question's record, and another one. */
const isOtherRecord = ({ kind, text }: Spoken, { numbers }: AskedFor): boolean =>
  kind === 'number' &&
  /^\d{4,}$/u.test(text) &&
  !numbers.has(text) &&
  [...numbers].some((number) => /^\d+$/u.test(number) && number.length === text.length);

/** Decides where a message goes once it is understood (DESIGN §7). */
import type {
  AskName,
  Clarification,
  UnderstoodMessage,
  UnservedLanguage,
} from '../../contracts/activities.js';
import { type GraveFlag, gravestOf } from '../../contracts/understanding.js';
import { bounds } from './bounds.js';
import { type FollowUpAnswer, answerToFollowUp } from './follow-ups.js';
import type { ReceivedReading } from './received.js';
import { type Intents, namesOrder } from './intents.js';
import { hasPlace, isCarrying } from './runs.js';
import { answerAtQuestion, answerAboutDone, type SideAnswer } from './side-questions.js';
import { askOf, openMatter, type OpenMatter } from './open-matter-status.js';
import type { ConversationState } from './state.js';

/** How often an open ask is repeated for a message that fits nothing. */
export const reaskLimit = 2;

/** What to do with a message. */
export type Route =
  | ({ to: 'ask' } & UnderstoodMessage['fits'][number])
  | ({ to: 'run' } & Intents)
  | ({ to: 'queue' } & Intents)
  | { to: 'reask'; run: string; key: string }
  /** It says yes, and two questions about something that will be changed are open. */
  | { to: 'which'; asks: readonly AskName[] }
  /** What a run is about is taken back. */
  | { to: 'back_out'; run: string; key?: string; rest?: number }
  /** The same, of what cannot be stopped any more. */
  | { to: 'under_way' }
  /** The question cannot be answered by the customer. */
  | { to: 'unknowing'; run: string; key: string }
  /** Whatever is said next answers it: nothing of its own is wanted. */
  | { to: 'nothing' }
  | FollowUpAnswer
  | SideAnswer
  | ({ to: 'status' } & OpenMatter)
  | { to: 'clarify'; clarify: Clarification }
  | { to: 'ask_what' }
  /** Nobody but people can read it. */
  | ({ to: 'unserved' } & UnservedLanguage)
  | { to: 'people'; because: Reason };

/** Why people take over, as named in the summary's sentence: matters that a person must see, or nobody else can. */
type Reason = GraveFlag | 'unclear' | 'unread' | 'unknowing' | 'flood';

/** Decides where an understood message goes: dangers and people first, then answers, then what it wants. */
export function route(
  state: ConversationState,
  understood: UnderstoodMessage,
  how: Partial<Pick<ReceivedReading, 'isEarly' | 'isRest' | 'isTooLate' | 'corrects' | 'follows'>> = {},
): Route {
  const { isEarly = false, isRest = false, isTooLate = false, corrects, follows } = how;
  const { flags } = understood.understanding;
  const because = gravestOf(flags);
  if (because !== undefined) return { to: 'people', because };
  const answer = flags.includes('wants_human') ? undefined : answerOf(state, understood);
  if (answer !== undefined)
    return beforeAskedAgain(state, understood, isEarly ? undefined : answer) ?? answer;
  if (isTooLate && state.runs.length > 0) return { to: 'under_way' };
  const aside = flags.includes('wants_human')
    ? undefined
    : (takenBack(state, understood) ?? (isRest ? undefined : unanswered(state, understood)));
  if (aside !== undefined) return aside;
  if (corrects !== undefined && !wantsElse(understood, corrects))
    return { to: hasPlace(state) ? 'run' : 'queue', intents: [corrects], from: 'corrected' };
  if (isSaidAgain(understood, follows)) return { to: 'nothing' };
  const followUp = answerToFollowUp(state, understood);
  if (followUp !== undefined)
    return (isEarly || isRest) && followUp.to === 'small_talk' ? { to: 'nothing' } : followUp;
  const matter = isChoice(state, understood)
    ? undefined
    : openMatter(state, withLastIntent(state, understood));
  const given = givenOnSide(isEarly ? undefined : answerAtQuestion(state, understood), understood, matter);
  if (given !== undefined) return given;
  if (matter !== undefined)
    return isAskedEnough(state, matter) ? { to: 'people', because: 'unread' } : { to: 'status', ...matter };
  const aboutDone = isEarly ? undefined : answerAboutDone(state, understood);
  if (aboutDone !== undefined) return aboutDone;
  const intents = intentsOf(state, understood);
  if (intents !== undefined) {
    if (state.queue.length + intents.intents.length > bounds.queue) return { to: 'people', because: 'flood' };
    return { to: hasPlace(state) ? 'run' : 'queue', ...intents };
  }
  // Behind a no stands what is wanted instead.
  const isRequest = isRest && follows === undefined && understood.clarify !== undefined;
  const isIdle = isRest && !isRequest && (state.askedWhat || understood.isQuestion !== true);
  if (isEarly || isIdle) return { to: 'nothing' };
  const [ask] = state.asks;
  if (ask !== undefined) return asked(state, ask);
  const { nothingKnown } = understood;
  if (state.askedWhat && (nothingKnown ?? state.askedAgain ?? state.clarifying?.asked !== undefined))
    return { to: 'people', because: 'unclear' };
  const { clarify } = understood;
  return clarify === undefined ? { to: 'ask_what' } : { to: 'clarify', clarify };
}

/** "But who pays the postage?" is answered before the question is asked again. */
const beforeAskedAgain = (
  state: ConversationState,
  understood: UnderstoodMessage,
  answer: Route | undefined,
): Route | undefined =>
  answer?.to === 'reask' ? (answerAtQuestion(state, understood) ?? fromKnowledge(understood)) : undefined;

/** What was said of the customer's own record, and how their own matter stands, is nearer than what holds for everybody. */
function givenOnSide(
  onSide: SideAnswer | undefined,
  understood: UnderstoodMessage,
  matter: OpenMatter | undefined,
): SideAnswer | undefined {
  if (onSide?.answer !== undefined || (matter !== undefined && understood.asksAbout !== undefined))
    return onSide;
  return fromKnowledge(understood) ?? onSide;
}

/** What the shop's knowledge answers to a message that says nothing else, and names nobody who is wanted. */
const fromKnowledge = ({ knowledge, understanding }: UnderstoodMessage): SideAnswer | undefined =>
  knowledge === undefined || knowledge.withMore === true || understanding.flags.includes('wants_human')
    ? undefined
    : { to: 'side_question', answer: knowledge.answer };

/** "Yes, that is right, make the label": what follows the answer wants nothing but what the question was about. */
const isSaidAgain = ({ wanted, isQuestion, understanding }: UnderstoodMessage, follows?: string): boolean =>
  follows !== undefined &&
  isQuestion !== true &&
  wanted.length > 0 &&
  wanted.every((intent) => intent === follows) &&
  !namesOrder(understanding);

/** Whether a correction wants something else, or a person; by itself it reads like a change of the order. */
const wantsElse = ({ wanted, understanding }: UnderstoodMessage, intent: string): boolean =>
  understanding.flags.includes('wants_human') ||
  wanted.some((other) => other !== intent && other !== 'change_order');

/**
 * The question that a message answers, or is nearest to; a yes that two writes could build on is asked which. In a language that is
 * not served, “ja” and “no” may be any words: whoever writes in one can give facts, and is otherwise for people.
 */
function answerOf(
  state: ConversationState,
  { fits: all, nearly = [], unserved }: UnderstoodMessage,
): Route | undefined {
  const fits = unserved === undefined ? all : all.filter((fit) => !isYesOrNo(state, fit));
  const [fit] = fits;
  if (unserved !== undefined && fit === undefined) return { to: 'unserved', ...unserved };
  const confirming = fits.filter(
    ({ run, key, value }) =>
      value === 'yes' && state.asks.find((ask) => ask.run === run && ask.key === key)?.confirms === true,
  );
  const [near] = fit === undefined ? nearly : confirming.length > 1 ? confirming : [];
  if (near !== undefined) {
    const again = asked(state, near);
    return again.to === 'reask' && fit !== undefined ? { to: 'which', asks: confirming } : again;
  }
  if (fit === undefined) return undefined;
  const isTooMuch = state.queue.length + (fit.also?.length ?? 0) > bounds.queue;
  return isTooMuch ? { to: 'people', because: 'flood' } : { to: 'ask', ...fit };
}

const isYesOrNo = ({ asks }: ConversationState, { run, key }: AskName): boolean =>
  asks.some((ask) => ask.run === run && ask.key === key && ask.kind === 'yes_or_no');

/** An open question once more, or people if it has been repeated often enough. */
function asked({ asks }: ConversationState, { run, key }: AskName): Route {
  const ask = asks.find((each) => each.run === run && each.key === key);
  return ask !== undefined && ask.reasked < reaskLimit
    ? { to: 'reask', run, key }
    : { to: 'people', because: 'unread' };
}

/** What a customer takes back: the newest question's matter, or for sure alone one that an approver has, or that is under way. */
function takenBack(state: ConversationState, { backsOut }: UnderstoodMessage): Route | undefined {
  if (backsOut === undefined) return undefined;
  const { asks, runs } = state;
  const [ask] = asks;
  const { rest } = backsOut;
  const more = rest === undefined ? {} : { rest };
  if (ask !== undefined) return { to: 'back_out', run: ask.run, key: ask.key, ...more };
  if (backsOut.surely !== true) return undefined;
  if (isCarrying(state)) return { to: 'under_way' };
  const waiting = runs.findLast(({ waitStatus }) => waitStatus?.on === 'approval');
  if (waiting !== undefined) return { to: 'back_out', run: waiting.waiting.at(-1) ?? waiting.id, ...more };
  return runs.some(({ waitStatus }) => waitStatus?.on === 'event') ? { to: 'under_way' } : undefined;
}

/** "I do not know": what is possible is said once, then a person helps. */
function unanswered(
  { asks, askedWhat }: ConversationState,
  { unknowing }: UnderstoodMessage,
): Route | undefined {
  if (unknowing !== true) return undefined;
  const [ask] = asks;
  if (ask === undefined) return askedWhat ? { to: 'people', because: 'unknowing' } : undefined;
  const { run, key, reasked, kind, explained } = ask;
  // Who has not understood it may have been asked once more already.
  const isDone = kind === 'yes_or_no' ? explained === true || reasked >= reaskLimit : reasked > 0;
  return isDone ? { to: 'people', because: 'unknowing' } : { to: 'unknowing', run, key };
}

/** What a message definitely asks for: by itself, as the answer to a clarifying question, or as what was talked about last. */
function intentsOf(state: ConversationState, understood: UnderstoodMessage): Intents | undefined {
  const { clarifying, lastIntent } = state;
  const { understanding, chosen = [], wanted, followUp } = understood;
  if (isChoice(state, understood)) return { intents: chosen, from: 'clarified' };
  if (followUp?.is === 'number' && lastIntent !== undefined)
    return { intents: [lastIntent.intent], from: 'last_intent' };
  if (wanted.length === 0) return undefined;
  // A message that names an order of its own is not about the one that was asked about.
  const continues = clarifying !== undefined && clarifying.asked === undefined && !namesOrder(understanding);
  const wantsPeople = understanding.flags.includes('wants_human');
  return { intents: wanted, ...(continues && !wantsPeople ? { from: 'clarified' } : {}) };
}

/** Whether the run's question has been repeated often enough to somebody who only says once more what they want. */
const isAskedEnough = (state: ConversationState, { run, isQuestion }: OpenMatter): boolean =>
  !isQuestion && (askOf(state, run)?.reasked ?? 0) >= reaskLimit;

/** An order number alone wants what was talked about last. */
const withLastIntent = (
  { lastIntent }: ConversationState,
  understood: UnderstoodMessage,
): UnderstoodMessage =>
  understood.followUp?.is === 'number' && lastIntent !== undefined
    ? { ...understood, wanted: [lastIntent.intent] }
    : understood;

/** Whether it is the answer to a clarifying question. */
const isChoice = (
  { clarifying }: ConversationState,
  { understanding: { flags }, chosen = [] }: UnderstoodMessage,
): boolean => !flags.includes('wants_human') && clarifying !== undefined && chosen.length > 0;

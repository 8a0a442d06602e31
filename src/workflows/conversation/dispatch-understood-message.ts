/** What follows from an understood message: where it goes, and what the customer reads about that. */
import type {
  AskName,
  Clarification,
  UnderstoodMessage,
  UnservedLanguage,
} from '../../contracts/activities.js';
import type { Answer } from '../../contracts/interpreter-event.js';
import { gravestOf } from '../../contracts/understanding.js';
import { carrying, hold, isHeld } from './held-messages.js';
import { smallTalkLimit } from './follow-ups.js';
import { asReceived } from './received.js';
import { forOthers, inContext, type Intents, intentsIn, namesOrder, withNumber } from './intents.js';
import {
  askedAgain,
  passedOver,
  saysWhatIsPossible,
  shortQuestion,
  withLabels,
} from './repeated-questions.js';
import { remember } from './receive.js';
import { reaskLimit, route, type Route } from './route.js';
import {
  belongsTo,
  closeAsk,
  countReask,
  noteExplained,
  noteSaid,
  placeOf,
  withNothingAsked,
  withNothingOffered,
} from './runs.js';
import { askOf, statusOf } from './open-matter-status.js';
import type { ConversationState, QueuedIntent, ReceivedMessage, Task } from './state.js';

/** The state after a message was understood; if people have taken over meanwhile, it waits to be passed on to them. */
export function follow(
  before: ConversationState,
  message: ReceivedMessage,
  understood: UnderstoodMessage,
): ConversationState {
  const { language, customer, facts } = understood;
  const state: ConversationState = {
    ...withNothingOffered(before),
    language: language === '' ? before.language : language,
    // The channel's claim of who the customer is; operations that need the voucher check it.
    ...(customer === undefined ? {} : { customer }),
    facts: { ...before.facts, ...facts },
  };
  if (state.withPeople) return { ...state, inbox: [message, ...state.inbox] };
  const to = routeOf(state, message, understood);
  const wantsPeople = understood.understanding.flags.includes('wants_human');
  if (!wantsPeople && isHeld(state, to)) return hold(state, message);
  if (to.to === 'small_talk') return answerSmallTalk(state, message, to.sentence);
  return send({ ...withGiven(state, message, understood, to), smallTalkCount: 0 }, message, understood, to);
}

/** What the shop's knowledge answers to one part of a message, before anything comes of the others. */
function withGiven(
  state: ConversationState,
  { messageId }: ReceivedMessage,
  { knowledge, understanding }: UnderstoodMessage,
  { to }: Route,
): ConversationState {
  const isForPeople = to === 'people' || understanding.flags.includes('wants_human');
  if (knowledge?.withMore !== true || isForPeople) return state;
  const key = `knowledge/${messageId}`;
  return withTasks(state, { do: 'repeat', question: knowledge.answer, labels: [], key });
}

function routeOf(state: ConversationState, message: ReceivedMessage, understood: UnderstoodMessage): Route {
  const { state: read, understood: said, ...how } = asReceived(state, message, understood);
  return route(read, said, how);
}

function send(
  state: ConversationState,
  message: ReceivedMessage,
  understood: UnderstoodMessage,
  to: Exclude<Route, { to: 'small_talk' }>,
): ConversationState {
  // Customers who answer something else may be asked again what it is about; a choice of two stays open.
  const asked = { ...state, askedWhat: state.clarifying !== undefined };
  switch (to.to) {
    case 'ask':
      return answer(asked, message, understood, to);
    case 'run':
    case 'queue':
      return queueIntents(state, to, queuedIntent(message, understood));
    case 'reask':
    case 'unknowing': {
      const ask = state.asks.find(({ run, key }) => run === to.run && key === to.key);
      const answered = to.to === 'reask' ? askedAgain : saysWhatIsPossible;
      const counted = countReask(asked, to.run, to.key);
      const noted = to.to === 'reask' ? counted : noteExplained(counted, to.run, to.key);
      return withTasks(noted, answered(ask, message.messageId));
    }
    case 'back_out':
      return backOut(asked, message, to);
    case 'under_way':
      return say(asked, 'under_way', message);
    case 'which':
      return askWhich(asked, message, to.asks);
    case 'nothing':
      return state;
    case 'side_question':
      return answerSideQuestion(asked, message, to.answer);
    case 'status':
      return answerStatus(asked, message, understood, to);
    case 'clarify':
      return askWhichIntent(state, message, understood, to.clarify);
    case 'ask_matter':
      return askMatter(state, message, understood, to.number);
    case 'ask_what':
      return askWhatItIs(state, message, understood);
    case 'unserved':
      return handOverUnserved(state, message, to);
    case 'people':
      return handOver(state, message.messageId, to.because);
  }
}

/** Asks which of two intents is meant. */
function askWhichIntent(
  state: ConversationState,
  message: ReceivedMessage,
  understood: UnderstoodMessage,
  asked: Clarification,
): ConversationState {
  const clarifying = { message: queuedIntent(message, understood), asked };
  const [first, second] = asked.names;
  return say({ ...state, askedWhat: true, clarifying }, 'clarify', message, { first, second }, asked.names);
}

/** Asks what to do with an order of which a message only says the number. */
function askMatter(
  state: ConversationState,
  message: ReceivedMessage,
  understood: UnderstoodMessage,
  number: string,
): ConversationState {
  const named = queuedIntent(message, understood);
  const { clarifying: asking } = state;
  // What was unclear and named no order is no request that a number could go with.
  const isKnown =
    asking !== undefined && (asking.asked !== undefined || namesOrder(asking.message.understanding));
  const clarifying = isKnown ? withNumber(asking, named) : { message: named };
  return say({ ...state, askedWhat: true, clarifying }, 'unclear_order', message, { number });
}

/** Asks what a message is about, and once more in other words; what was said first is read with the answer. */
function askWhatItIs(
  state: ConversationState,
  message: ReceivedMessage,
  understood: UnderstoodMessage,
): ConversationState {
  const clarifying = state.clarifying ?? { message: queuedIntent(message, understood) };
  if (!state.askedWhat) return say({ ...state, askedWhat: true, clarifying }, 'unclear_message', message);
  return say({ ...state, askedAgain: true, clarifying }, 'unclear_again', message);
}

/** Tells how an open matter stands, and goes on with what else the message wants. */
function answerStatus(
  state: ConversationState,
  message: ReceivedMessage,
  understood: UnderstoodMessage,
  to: Extract<Route, { to: 'status' }>,
): ConversationState {
  const ask = to.isQuestion ? undefined : askOf(state, to.run);
  const counted = ask === undefined ? state : countReask(state, ask.run, ask.key);
  const answered = withTasks(counted, statusOf(state, to.run, message.messageId));
  const others = withoutQuestion({ ...understood, wanted: to.others });
  const next = routeOf(answered, message, others);
  return to.others.length === 0 || next.to === 'small_talk'
    ? answered
    : send(answered, message, others, next);
}

/** Asks which of the questions a yes is meant for. */
function askWhich(
  state: ConversationState,
  message: ReceivedMessage,
  meant: readonly AskName[],
): ConversationState {
  const asks = meant.flatMap((one) =>
    state.asks.filter(({ run, key }) => run === one.run && key === one.key),
  );
  const [first, second] = asks.map((ask) => shortQuestion(ask) ?? '…');
  const [newest] = asks;
  if (newest === undefined || first === undefined || second === undefined) return state;
  return say(countReask(state, newest.run, newest.key), 'which_question', message, { first, second });
}

/** Answers a question beside what is open by what was said before, and asks what is open once more. */
function answerSideQuestion(
  state: ConversationState,
  message: ReceivedMessage,
  answer?: string,
): ConversationState {
  const [ask] = state.asks;
  const { messageId } = message;
  if (ask === undefined) {
    if (answer === undefined) return say({ ...state, offersPerson: true }, 'side_question', message);
    return withTasks(state, { do: 'repeat', question: answer, labels: [], key: `answer/${messageId}` });
  }
  const question = shortQuestion(ask) ?? '…';
  if (answer === undefined) {
    if (ask.reasked >= reaskLimit) return handOver(state, messageId, 'unread');
    const counted = countReask(state, ask.run, ask.key);
    const key = `side_question/${messageId}`;
    return withTasks(counted, {
      ...{ do: 'say', sentence: 'side_question_open', key, values: { question } },
      ...withLabels(ask),
    });
  }
  const options = ask.kind === 'yes_or_no' ? [] : ask.labels.map((label, at) => `${at + 1}. ${label}`);
  const text = [answer, question].filter((part) => part !== '').join(' ');
  return withTasks(state, {
    do: 'repeat',
    question: [text, ...options].join('\n'),
    labels: ask.labels,
    key: `answer/${messageId}`,
  });
}

/** Answers small talk or a remark; a question that is open stays so, and is repeated. */
function answerSmallTalk(
  state: ConversationState,
  message: ReceivedMessage,
  sentence: string,
): ConversationState {
  const smallTalkCount = state.smallTalkCount + 1;
  const counted = { ...state, smallTalkCount };
  if (smallTalkCount > smallTalkLimit) return counted;
  const [ask] = state.asks;
  const question = ask && shortQuestion(ask);
  if (question === undefined) return say(counted, sentence, message);
  const key = `question_open/${message.messageId}`;
  return withTasks(counted, {
    ...{ do: 'say', sentence: 'question_open', key, values: { question } },
    ...withLabels(ask),
  });
}

const queuedIntent = (
  message: ReceivedMessage,
  { understanding, startedBy }: UnderstoodMessage,
): QueuedIntent => ({ message, understanding, ...(startedBy === undefined ? {} : { startedBy }) });

/**
 * The answer in a message; one that an agent wrote for the customer is marked as the agent's. What follows it is a message of its
 * own, which waits until the answer has come to something.
 */
function answer(
  state: ConversationState,
  message: ReceivedMessage,
  understood: UnderstoodMessage,
  { run, key, value, rest, corrects, also = [] }: Extract<Route, { to: 'ask' }>,
): ConversationState {
  const { messageId, receivedAt } = message;
  const { facts, startedBy } = understood;
  const asking = state.asks.find((ask) => ask.run === run && ask.key === key);
  const { digest, confirms, intent, about } = asking ?? {};
  const given: Answer = {
    ...{ value, facts, receivedAt },
    ...(startedBy === undefined ? {} : { startedBy }),
    ...(digest === undefined ? {} : { to: digest }),
  };
  const saidBefore = state.runs.find(({ id }) => belongsTo(run, id))?.said ?? [];
  const again = { ...{ said: saidBefore }, ...(about === undefined ? {} : { about }) };
  const corrected = corrects !== true || intent === undefined ? {} : { corrects: { intent, ...again } };
  // Behind a no, the same wish is another one: "no, the other order".
  const follows = intent === undefined || value === 'no' ? {} : { follows: intent };
  const signal = { type: 'answer', key, messageId, answer: given } as const;
  const own: ReceivedMessage = {
    ...message,
    ...(rest === undefined ? {} : { part: { to: rest } }),
    ...(confirms === true && value === 'yes' ? { confirms } : {}),
  };
  const task = { do: 'signal', ...placeOf({ run, ...asking }), signal, message: own } as const;
  const filled = noteSaid(closeAsk(state, run, key), run, { messageId, slot: asking?.fills });
  const others = forOthers(state, run, queuedIntent(message, understood), also);
  const queue = [...state.queue, ...others];
  const answered = withTasks(remember({ ...filled, queue }, own), task);
  const more =
    rest === undefined
      ? answered
      : hold(answered, { ...message, part: { from: rest }, ...corrected, ...follows });
  return confirms === true || rest !== undefined ? carrying(more, run, receivedAt) : more;
}

/** Has a run take back what it is about; it tells the customer, or sends the message back if it cannot any more. */
function backOut(
  state: ConversationState,
  message: ReceivedMessage,
  { run, key, rest }: Extract<Route, { to: 'back_out' }>,
): ConversationState {
  const { messageId, receivedAt } = message;
  const asking = state.asks.find((ask) => ask.run === run && ask.key === key);
  const own: ReceivedMessage = { ...message, backsOut: true };
  const place = placeOf({ run, ...asking });
  const task = { do: 'signal', ...place, signal: { type: 'backed_out', messageId }, message: own } as const;
  const closed = key === undefined ? state : closeAsk(state, run, key);
  const answered = withTasks(remember(closed, own), task);
  return rest === undefined
    ? answered
    : carrying(hold(answered, { ...message, part: { from: rest } }), run, receivedAt);
}

/** Queues a message's intents; the first starts at once if there is a place. */
function queueIntents(
  state: ConversationState,
  wanted: Intents & { to: 'run' | 'queue' },
  queued: QueuedIntent,
): ConversationState {
  const taken = intentsIn(state.workflowId, inContext(state, queued, wanted), wanted.intents);
  const [first, ...others] = taken;
  const isOneOfSeveral = wanted.to === 'run' && first !== undefined && others.length > 0;
  const queue: QueuedIntent[] = isOneOfSeveral ? [{ ...first, isFirstOfSeveral: true }, ...others] : taken;
  const next = passedOver({ ...withNothingAsked(state), queue: [...state.queue, ...queue] });
  return wanted.to === 'queue' ? say(next, 'queued', queued.message) : next;
}

/** What a message says beside a question that has been answered. */
const withoutQuestion = ({
  asksAbout: _asksAbout,
  followUp: _followUp,
  ...others
}: UnderstoodMessage): UnderstoodMessage => others;

/** Replies with one of the merchant's sentences. */
function say(
  state: ConversationState,
  sentence: string,
  { messageId }: ReceivedMessage,
  values?: Readonly<Record<string, string>>,
  labels?: readonly string[],
): ConversationState {
  const key = `${sentence}/${messageId}`;
  return withTasks(state, {
    ...{ do: 'say', sentence, key },
    ...(values === undefined ? {} : { values }),
    ...(labels === undefined ? {} : { labels }),
  });
}

/** Tells the customer that a person takes over, and gives the conversation to people because of a message. */
export function handOver(
  state: ConversationState,
  messageId: string,
  because: Extract<Route, { to: 'people' }>['because'],
): ConversationState {
  const flag = gravestOf([because]);
  return withTasks(
    state,
    {
      do: 'say',
      sentence: flag === undefined ? 'unsure' : `to_people_${flag}`,
      key: `handover/${messageId}/said`,
    },
    {
      ...{ do: 'hand_over', messageId, summary: `summary_${because}` },
      ...(flag === undefined ? {} : { flag }),
    },
  );
}

/** Tells in the customer's own language, as far as it is known, that nothing is answered in it, and gives it to people by its name. */
function handOverUnserved(
  state: ConversationState,
  { messageId }: ReceivedMessage,
  { name, sentence }: UnservedLanguage,
): ConversationState {
  const key = `handover/${messageId}/said`;
  return withTasks(
    state,
    sentence === undefined
      ? { do: 'say', sentence: 'unserved_language', key }
      : { do: 'repeat', question: sentence, key },
    name === undefined
      ? { do: 'hand_over', messageId, summary: 'summary_unknown_language' }
      : { do: 'hand_over', messageId, summary: 'summary_unserved_language', values: { language: name } },
  );
}

const withTasks = (state: ConversationState, ...tasks: readonly Task[]): ConversationState => ({
  ...state,
  tasks: [...state.tasks, ...tasks],
});

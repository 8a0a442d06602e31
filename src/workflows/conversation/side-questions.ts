/** Questions beside what is open or has just been done: they begin nothing again, and a question that is open stays so. */
import type { UnderstoodMessage } from '../../contracts/activities.js';
import { intentOf } from '../../contracts/intent-name.js';
import { namesOrder } from './intents.js';
import type { ConversationState } from './state.js';

/** How such a question is answered: by what was said before, or not at all. */
export interface SideAnswer {
  to: 'side_question';
  answer?: string;
}

/** The answer to one beside the newest open question. */
export function answerAtQuestion(
  { asks }: ConversationState,
  understood: UnderstoodMessage,
): SideAnswer | undefined {
  const [ask] = asks;
  if (ask === undefined || namesOther(understood, ask.about)) return undefined;
  // "Is it done yet?" has an answer of its own.
  const asksStatus = understood.asksAbout !== undefined && understood.sideQuestion?.answer === undefined;
  return asksStatus ? undefined : answered(understood, ask.intent);
}

/** The answer to one about what the conversation was last about, once nothing of it needs the customer any more. */
export function answerAboutDone(
  { asks, runs, lastIntent, clarifying }: ConversationState,
  understood: UnderstoodMessage,
): SideAnswer | undefined {
  const isDone = asks.length === 0 && runs.every(({ waiting }) => waiting.length > 0);
  if (!isDone || lastIntent === undefined || clarifying !== undefined) return undefined;
  if (namesOrder(understood.understanding)) return undefined;
  const { clarify } = understood;
  const isUnclear =
    clarify !== undefined && !clarify.intents.some((intent) => isSame(intent, lastIntent.intent));
  return isUnclear ? undefined : answered(understood, lastIntent.intent);
}

function answered({ sideQuestion, wanted }: UnderstoodMessage, matter?: string): SideAnswer | undefined {
  if (sideQuestion === undefined) return undefined;
  const { answer, forPeople, reading } = sideQuestion;
  const others = wanted.filter(
    (intent) => !forPeople.includes(intent) && (reading.includes(intent) || !isSame(intent, matter)),
  );
  const isStatus = others.every((intent) => reading.includes(intent) && !isSame(intent, matter));
  if (answer !== undefined && isStatus) return { to: 'side_question', answer };
  return others.length === 0 ? { to: 'side_question' } : undefined;
}

const isSame = (intent: string, matter?: string): boolean =>
  matter !== undefined && intentOf(intent) === intentOf(matter);

const namesOther = ({ understanding }: UnderstoodMessage, about?: string): boolean =>
  namesOrder(understanding) && (about === undefined || !namesOrder(understanding, about));

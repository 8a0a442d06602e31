/** Decides where a message goes once it is understood (DESIGN §7). */
import type { Clarification, UnderstoodMessage } from '../contracts/activities.js';
import type { Json } from '../contracts/json.js';
import { bounds } from './bounds.js';
import { type FragmentAnswer, answerToFragment } from './fragments.js';
import { namesOrder } from './intents.js';
import { hasPlace } from './runs.js';
import { askOf, openMatter, type OpenMatter } from './status.js';
import type { ConversationState } from './state.js';

/** How often an open ask is repeated for a message that fits nothing. */
const reaskLimit = 2;

/** What to do with a message. */
export type Route =
  | { to: 'ask'; run: string; key: string; value: Json }
  | ({ to: 'run' } & Intents)
  | ({ to: 'queue' } & Intents)
  | { to: 'reask'; run: string; key: string }
  | FragmentAnswer
  | ({ to: 'status' } & OpenMatter)
  | { to: 'clarify'; clarify: Clarification }
  | { to: 'ask_what' }
  | { to: 'people'; because: Reason };

/** Why people take over, as named in the summary's sentence: matters that a person must see, or nobody else can. */
type Reason = 'legal_threat' | 'safety' | 'unclear' | 'flood';

const grave = ['safety', 'legal_threat'] as const;

/** Intents to run in sequence. */
export interface Intents {
  intents: readonly string[];
  /** They are what a message was about that was asked about, or what the conversation was last about. */
  from?: 'clarified' | 'topic';
}

/** Decides where an understood message goes. */
export function route(state: ConversationState, understood: UnderstoodMessage): Route {
  const fit = understood.fits[0];
  if (fit !== undefined) return { to: 'ask', ...fit };
  const because = grave.find((flag) => understood.understanding.flags.includes(flag));
  if (because !== undefined) return { to: 'people', because };
  const answer = answerToFragment(state, understood);
  if (answer !== undefined) return answer;
  const matter = isChoice(state, understood) ? undefined : openMatter(state, withTopic(state, understood));
  if (matter !== undefined)
    return isAskedEnough(state, matter) ? { to: 'people', because: 'unclear' } : { to: 'status', ...matter };
  const intents = intentsOf(state, understood);
  if (intents !== undefined) {
    if (state.queue.length + intents.intents.length > bounds.queue) return { to: 'people', because: 'flood' };
    return { to: hasPlace(state) ? 'run' : 'queue', ...intents };
  }
  const ask = state.asks[0];
  if (ask !== undefined && ask.reasked < reaskLimit) return { to: 'reask', run: ask.run, key: ask.key };
  if (ask !== undefined || state.askedWhat) return { to: 'people', because: 'unclear' };
  const { clarify } = understood;
  return clarify === undefined ? { to: 'ask_what' } : { to: 'clarify', clarify };
}

/** What a message definitely asks for: by itself, as the answer to a clarifying question, or as what was talked about last. */
function intentsOf(state: ConversationState, understood: UnderstoodMessage): Intents | undefined {
  const { clarifying, topic } = state;
  const { understanding, chosen = [], wanted, fragment } = understood;
  if (isChoice(state, understood)) return { intents: chosen, from: 'clarified' };
  if (fragment?.is === 'number' && topic !== undefined) return { intents: [topic.intent], from: 'topic' };
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
const withTopic = ({ topic }: ConversationState, understood: UnderstoodMessage): UnderstoodMessage =>
  understood.fragment?.is === 'number' && topic !== undefined
    ? { ...understood, wanted: [topic.intent] }
    : understood;

/** Whether it is the answer to a clarifying question. */
const isChoice = (
  { clarifying }: ConversationState,
  { understanding: { flags }, chosen = [] }: UnderstoodMessage,
): boolean => !flags.includes('wants_human') && clarifying !== undefined && chosen.length > 0;

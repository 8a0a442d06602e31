/** Where a message goes once it is understood (DESIGN §7). Pure. */
import type { UnderstoodMessage } from '../../activities/activities.js';
import type { Json } from '../../json.js';
import type { ConversationState } from './state.js';

/** Runs that may be open at once, not counting those that wait for an approval, an event or a timer. */
const openLimit = 3;
/** How often an open ask is repeated for a message that fits nothing. */
const reaskLimit = 2;

/** What to do with a message. */
export type Route =
  | { to: 'ask'; run: string; key: string; value: Json }
  | { to: 'run'; intent: string }
  | { to: 'queue'; intent: string }
  | { to: 'reask'; run: string; key: string }
  | { to: 'ask_what' }
  | { to: 'people' };

/** Decides where an understood message goes. */
export function route(state: ConversationState, understood: UnderstoodMessage): Route {
  const fit = understood.fits[0];
  if (fit !== undefined) return { to: 'ask', ...fit };
  const { intent, sure } = understood.understanding;
  if (sure && intent !== 'other') return hasPlace(state) ? { to: 'run', intent } : { to: 'queue', intent };
  const ask = state.asks[0];
  if (ask !== undefined) {
    return ask.reasked < reaskLimit ? { to: 'reask', run: ask.run, key: ask.key } : { to: 'people' };
  }
  return state.askedWhat ? { to: 'people' } : { to: 'ask_what' };
}

/** Whether another run may start now. */
export const hasPlace = (state: ConversationState): boolean =>
  state.runs.filter((run) => run.waiting.length === 0).length < openLimit;

/** How a conversation follows its open runs and their questions. */
import type { OpenAsk, WaitStatus } from '../../contracts/conversation.js';
import { boundAbout, boundAsk, bounds } from './bounds.js';
import type { ConversationState, OpenRun } from './state.js';

/** Runs that may be open at once, not counting those that wait for an approval, an event or a timer. */
const openLimit = 3;

/** Whether another run may start now. */
export const hasPlace = ({ runs }: ConversationState): boolean =>
  runs.length < bounds.runs && runs.filter(({ waiting }) => waiting.length === 0).length < openLimit;

/** Adds a question as the newest, whose run waits for nobody else now; one that was announced before is replaced. */
export function openAsk(state: ConversationState, ask: OpenAsk): ConversationState {
  // An inlined run waits as its workflow does.
  const awake = setAwake(state, ask.inlinedIn ?? ask.run, ask.about);
  const { asks, ...rest } = closeAsk(awake, ask.run, ask.key);
  const { reminded } = state.asks.find(({ run, key }) => run === ask.run && key === ask.key) ?? {};
  // Each reminder of a question has a number of its own, also where the question is announced twice.
  const opened = { ...boundAsk(ask), reasked: 0, ...(reminded === undefined ? {} : { reminded }) };
  return { ...rest, asks: [opened, ...asks].slice(0, bounds.asks) };
}

/** Where an asking run is reached: it may be inlined in another one's workflow. */
export const placeOf = ({
  run,
  inlinedIn,
}: Pick<OpenAsk, 'run' | 'inlinedIn'>): Pick<OpenAsk, 'run' | 'inlinedIn'> =>
  inlinedIn === undefined ? { run } : { run, inlinedIn };

/** Notes that a question has been put in other words. */
export const noteExplained = (state: ConversationState, run: string, key: string): ConversationState => ({
  ...state,
  asks: state.asks.map((ask) => (ask.run === run && ask.key === key ? { ...ask, explained: true } : ask)),
});

/** Notes the answer to a question that fills something: it need not be asked again where something is corrected. */
export const noteSaid = (
  state: ConversationState,
  run: string,
  { messageId, slot }: { messageId: string; slot: string | undefined },
): ConversationState =>
  slot === undefined
    ? state
    : inTree(state, run, ({ said = [], ...open }) => ({
        ...open,
        said: [{ messageId, slot }, ...said].slice(0, bounds.said),
      }));

/** Removes an ask that was answered, withdrawn or expired. */
export const closeAsk = (state: ConversationState, run: string, key: string): ConversationState => ({
  ...state,
  asks: state.asks.filter((ask) => ask.run !== run || ask.key !== key),
});

/** Counts that a question is asked again. */
export const countReask = (state: ConversationState, run: string, key: string): ConversationState => ({
  ...state,
  asks: state.asks.map((ask) =>
    ask.run === run && ask.key === key ? { ...ask, reasked: ask.reasked + 1 } : ask,
  ),
});

/** Whether a run carries out what the customer has said yes to: neither has it ended, nor does it wait for anybody. */
export const isCarrying = ({ carrying, runs }: ConversationState): boolean =>
  carrying !== undefined && runs.some(({ id, waiting }) => id === carrying.run && waiting.length === 0);

/** Forgets a closed run and the questions of its tree. */
export const forgetRun = (state: ConversationState, id: string): ConversationState => ({
  ...state,
  runs: state.runs.filter((run) => run.id !== id),
  asks: state.asks.filter(({ run }) => !belongsTo(run, id)),
});

/** Whether a run is the ancestor itself or a sub-flow below it: a child's id begins with its parent's. */
export const belongsTo = (run: string, ancestor: string): boolean =>
  run === ancestor || run.startsWith(`${ancestor}/`);

/** Notes that a run of a tree waits for an approval, an event or a timer. */
export function setWaiting(
  state: ConversationState,
  run: string,
  { about, ...waitStatus }: Partial<WaitStatus> = {},
): ConversationState {
  return inTree(state, run, (open) => ({
    ...awakened(open, run),
    waiting: [...open.waiting.filter((id) => id !== run), run].slice(-bounds.waiting),
    waitStatus,
    ...boundAbout(about),
  }));
}

/** Notes that a run of a tree waits for nobody but the customer. */
const setAwake = (state: ConversationState, run: string, about?: string): ConversationState =>
  inTree(state, run, (open) => ({ ...awakened(open, run), ...boundAbout(about) }));

const inTree = (
  state: ConversationState,
  run: string,
  change: (open: OpenRun) => OpenRun,
): ConversationState => ({
  ...state,
  runs: state.runs.map((open) => (belongsTo(run, open.id) ? change(open) : open)),
});

/** An open run of whose tree a run does not wait any more. */
function awakened(open: OpenRun, run: string): OpenRun {
  if (!open.waiting.includes(run)) return open;
  return { ...withoutWaitStatus(open), waiting: open.waiting.filter((id) => id !== run) };
}

const withoutWaitStatus = ({ waitStatus: _waitStatus, ...open }: OpenRun): OpenRun => open;

/** The state without the conversation's own questions: what it is about, or which of two intents. */
export function withNothingAsked({
  clarifying: _clarifying,
  askedAgain: _askedAgain,
  ...state
}: ConversationState): ConversationState {
  return { ...state, askedWhat: false };
}

/** The state once the customer has said something to the offer of a person. */
export const withNothingOffered = ({
  offersPerson: _offersPerson,
  ...state
}: ConversationState): ConversationState => state;

/** The state once people have had the conversation: what they have talked about is not known. */
export const forgetLastIntent = ({
  lastIntent: _lastIntent,
  ...state
}: ConversationState): ConversationState => state;

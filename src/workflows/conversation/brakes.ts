/**
 * What keeps flows from answering whom they must not answer (DESIGN §7): messages that are for people whatever they say, and loops
 * with programs that reply by themselves. Nothing is lost by it: people have the conversation, and what comes is passed on.
 */
import type { UnderstoodMessage } from '../../contracts/activities.js';
import type { Aside } from '../../contracts/workflow-messages.js';
import { bounds } from './bounds.js';
import type { ConversationState, ReceivedMessage, Turns } from './state.js';

/** So often a text is read that answers no question; one that comes more often is a program's. */
const sameText = 2;
/** So many turns in so many ms are answered; people write more slowly. */
const pace = { withinMs: 10 * 60 * 1000, mail: 10, chat: 60 } as const;

/** Why a conversation is answered no more, as named in the summary's sentence. */
type Brake = 'repeated' | 'hurried';

/** Counts a message; with the reason if it is one too many. An agent's own are not counted, nor one that is read again. */
export function braked(
  state: ConversationState,
  { seq, receivedAt }: ReceivedMessage,
  understood: UnderstoodMessage,
): { state: ConversationState; because?: Brake } {
  const { digest, isMail, followUp, startedBy, wanted } = understood;
  const { recent, texts } = state.turns ?? { recent: [], texts: [] };
  if (state.withPeople || startedBy !== undefined || recent.some((turn) => turn.seq === seq))
    return { state };
  const turns = [...recent, { seq, at: receivedAt }].slice(-bounds.turns);
  const known = texts.find((text) => text.digest === digest);
  const wants = wanted.length > 0 || known?.wanted === true;
  const times = timesOf(texts, known, followUp) + 1;
  const said = digest === undefined ? undefined : { digest, times, ...(wants ? { wanted: wants } : {}) };
  const others = texts.filter((text) => text.digest !== digest);
  const counted = {
    ...state,
    turns: { recent: turns, texts: said === undefined ? texts : [...others, said].slice(-bounds.texts) },
  };
  if (said !== undefined && said.times > sameText && !answers(state, understood))
    return { state: counted, because: 'repeated' };
  const near = turns.filter(({ at }) => at > receivedAt - pace.withinMs);
  const isHurried = near.length > (isMail === true ? pace.mail : pace.chat);
  return { state: counted, ...(isHurried ? { because: 'hurried' } : {}) };
}

/** Whether it answers an open question; one for facts takes any text, and is answered by a fact alone. */
const answers = ({ asks }: ConversationState, { fits, facts }: UnderstoodMessage): boolean =>
  fits.some(({ run, key }) => {
    const asked = asks.find((ask) => ask.run === run && ask.key === key)?.facts;
    return asked === undefined || Object.keys(facts).some((kind) => asked.includes(kind));
  });

/** How often a text has come; people say “thanks”, or the number of an order, again and again, but seldom twice running. */
function timesOf(
  texts: Turns['texts'],
  known: Turns['texts'][number] | undefined,
  followUp: UnderstoodMessage['followUp'],
): number {
  return known === undefined || (followUp !== undefined && texts.at(-1) !== known) ? 0 : known.times;
}

/** A message, in which a yes to a change is none yet if the same text wanted something before: programs say it once more. */
export function unlessSaidBefore(
  { turns, asks }: ConversationState,
  understood: UnderstoodMessage,
): UnderstoodMessage {
  const { digest, fits, nearly = [] } = understood;
  if (turns?.texts.some((text) => text.digest === digest && text.wanted === true) !== true) return understood;
  const isYes = ({ run, key, value }: UnderstoodMessage['fits'][number]): boolean =>
    value === 'yes' && asks.some((ask) => ask.run === run && ask.key === key && ask.confirms === true);
  const unclear = fits.filter(isYes).map(({ run, key }) => ({ run, key }));
  return { ...understood, fits: fits.filter((fit) => !isYes(fit)), nearly: [...nearly, ...unclear] };
}

/** The state when the turn of a message comes that is for people; a program is told nothing. */
export function putAside(before: ConversationState, messageId: string, aside: Aside): ConversationState {
  const state = aside === 'author' ? ofNobody(before) : before;
  const announcement = { do: 'say', sentence: 'with_people', key: `handover/${messageId}/said` } as const;
  const handOver = { do: 'hand_over', messageId, summary: `summary_${aside}` } as const;
  return { ...state, tasks: [...state.tasks, ...(aside === 'automatic' ? [] : [announcement]), handOver] };
}

/** Gives the conversation to people without a word: each would be answered. */
export const handOverSilently = (
  state: ConversationState,
  messageId: string,
  because: Brake,
): ConversationState => ({
  ...state,
  tasks: [...state.tasks, { do: 'hand_over', messageId, summary: `summary_${because}`, silently: true }],
});

/** The state without what its customer has said of themselves: somebody else writes. */
export const ofNobody = ({ customer: _customer, ...state }: ConversationState): ConversationState => ({
  ...state,
  facts: {},
});

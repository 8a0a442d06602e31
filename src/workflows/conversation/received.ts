/**
 * What a message may answer: the open questions that its writer could have read. One that was delivered after the message was
 * kept is none of them, however late the message is understood; and what follows an answer answers nothing (DESIGN §23.1).
 */
import type { AskName, UnderstoodMessage } from '../../contracts/activities.js';
import type { ConversationState, ReceivedMessage } from './state.js';

/** A message in the conversation as its writer saw it. */
export interface ReceivedReading {
  /** The conversation with the questions alone that the message may answer. */
  state: ConversationState;
  understood: UnderstoodMessage;
  /** The newest question came after it: whatever wants nothing of its own is followed by that question. */
  isEarly: boolean;
  /** It follows an answer in the same message. */
  isRest: boolean;
  /** Intent of the question that it corrects. */
  corrects?: string;
  /** Intent of the question whose answer it follows. */
  follows?: string;
  /** A run has sent it back that could not be taken back any more. */
  isTooLate: boolean;
}

/** The conversation and the message for deciding where it goes. */
export function asReceived(
  state: ConversationState,
  message: ReceivedMessage,
  understood: UnderstoodMessage,
): ReceivedReading {
  const isRest = message.part !== undefined && 'from' in message.part;
  // Of a message that the store no longer has, every question counts that stands in the outbox.
  const { seen = Infinity, delivered } = understood;
  const couldRead = (ask: AskName): boolean =>
    delivered?.some(({ position, ...name }) => isSame(name, ask) && position <= seen) ?? true;
  const asks = isRest ? [] : state.asks.filter(couldRead);
  const isOpen = (name: AskName): boolean => asks.some((ask) => isSame(name, ask));
  const { fits, nearly = [], ...rest } = understood;
  const [newest] = state.asks;
  return {
    state: { ...state, asks },
    understood: { ...rest, fits: fits.filter(isOpen), nearly: nearly.filter(isOpen) },
    isEarly: !isRest && newest !== undefined && !isOpen(newest),
    isRest,
    ...(message.corrects === undefined ? {} : { corrects: message.corrects.intent }),
    ...(message.follows === undefined ? {} : { follows: message.follows }),
    isTooLate: message.backsOut === true,
  };
}

const isSame = (one: AskName, other: AskName): boolean => one.run === other.run && one.key === other.key;

/** Messages that name no matter of their own: small talk, reasons, and order numbers about which nothing is said. */
import type { UnderstoodMessage } from '../../contracts/activities.js';
import { namesOrder } from './intents.js';
import type { ConversationState } from './state.js';

/** How such a message is answered: with a sentence, beside whatever is open; or by asking what to do with the order. */
export type FollowUpAnswer = { to: 'small_talk'; sentence: string } | { to: 'ask_matter'; number: string };

/**
 * After so much small talk and so many remarks in a row nothing is said to further ones: two programs that thank each other
 * would never stop.
 */
export const smallTalkLimit = 20;

/** What a follow-up is answered with, if that is all that comes of it; it never counts as not understood. */
export function answerToFollowUp(
  state: ConversationState,
  understood: UnderstoodMessage,
): FollowUpAnswer | undefined {
  const { followUp, chosen = [], wanted, understanding } = understood;
  if (followUp === undefined || chosen.length > 0 || understanding.flags.includes('wants_human'))
    return undefined;
  const isAsking = state.asks.length > 0;
  switch (followUp.is) {
    case 'small_talk': {
      // Where a run asks, a "yes" is meant as an answer, and has to be read as one.
      const isMeantAsAnswer = followUp.answers === true && isAsking;
      return isMeantAsAnswer ? undefined : { to: 'small_talk', sentence: followUp.sentence };
    }
    case 'reason': {
      const belongs =
        isAsking || (state.lastIntent !== undefined && (followUp.certain || wanted.length === 0));
      return belongs ? { to: 'small_talk', sentence: 'remark' } : undefined;
    }
    case 'file':
      // Nobody here can look at it: it neither answers nor wants anything.
      return isAsking ? { to: 'small_talk', sentence: 'remark' } : undefined;
    case 'number': {
      // "Order 1001", where the question is about that order, says neither yes nor no.
      if (isNamedIn(state.asks[0]?.question, followUp.number))
        return { to: 'small_talk', sentence: 'remark' };
      const isAskedAbout = namesOrder(state.clarifying?.message.understanding, followUp.number);
      const isNew = state.lastIntent === undefined && !isAsking && !isAskedAbout;
      return isNew ? { to: 'ask_matter', number: followUp.number } : undefined;
    }
  }
}

// Without classes of Unicode, which the bundle would spell out at length.
const isNamedIn = (question = '', number: string): boolean =>
  question.split(/[\s.,;:!?()"'#]+/).includes(number);

/** Messages that name no matter of their own: courtesies, reasons, and order numbers about which nothing is said. */
import type { UnderstoodMessage } from '../../contracts/activities.js';
import { namesOrder } from './intents.js';
import type { ConversationState } from './state.js';

/** How such a message is answered: with a sentence, beside whatever is open; or by asking what to do with the order. */
export type FragmentAnswer = { to: 'courtesy'; sentence: string } | { to: 'ask_matter'; number: string };

/**
 * After so many courtesies and remarks in a row nothing is said to further ones: two programs that thank each other
 * would never stop.
 */
export const courtesyLimit = 20;

/** What a fragment is answered with, if that is all that comes of it; it never counts as not understood. */
export function answerToFragment(
  state: ConversationState,
  understood: UnderstoodMessage,
): FragmentAnswer | undefined {
  const { fragment, chosen = [], wanted, understanding } = understood;
  if (fragment === undefined || chosen.length > 0 || understanding.flags.includes('wants_human'))
    return undefined;
  const isAsking = state.asks.length > 0;
  switch (fragment.is) {
    case 'courtesy': {
      // Where a run asks, a "yes" is meant as an answer, and has to be read as one.
      const isMeantAsAnswer = fragment.answers === true && isAsking;
      return isMeantAsAnswer ? undefined : { to: 'courtesy', sentence: fragment.sentence };
    }
    case 'reason': {
      const belongs = isAsking || (state.topic !== undefined && (fragment.certain || wanted.length === 0));
      return belongs ? { to: 'courtesy', sentence: 'remark' } : undefined;
    }
    case 'file':
      // Nobody here can look at it: it neither answers nor wants anything.
      return isAsking ? { to: 'courtesy', sentence: 'remark' } : undefined;
    case 'number': {
      // "Order 1001", where the question is about that order, says neither yes nor no.
      if (isNamedIn(state.asks[0]?.question, fragment.number)) return { to: 'courtesy', sentence: 'remark' };
      const isAskedAbout = namesOrder(state.clarifying?.message.understanding, fragment.number);
      const isNew = state.topic === undefined && !isAsking && !isAskedAbout;
      return isNew ? { to: 'ask_matter', number: fragment.number } : undefined;
    }
  }
}

// Without classes of Unicode, which the bundle would spell out at length.
const isNamedIn = (question = '', number: string): boolean =>
  question.split(/[\s.,;:!?()"'#]+/).includes(number);

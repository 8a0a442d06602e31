/** Messages that name no matter of their own, and how they are understood. */
import type { FollowUp, Understanding } from '../../contracts/understanding.js';
import { answering, type SmallTalk, smallTalkKinds } from '../intents/small-talk.js';
import { smallTalkOf, labelOfSmallTalk, noIntent } from '../intents/index.js';
import type { EntityHints } from '../entities/find-entities.js';
import { isFileAlone } from './attached-file.js';
import { type Asked, isBareAnswer } from './bare-answer.js';
import { smallTalkIn } from './small-talk.js';
import { isHollow } from './hollow.js';
import { loneNumber } from './lone-number.js';
import type { PhraseKind } from '../../texts/languages/phrases.js';
import { complaints, phraseAt, wordsOf } from './known-phrases.js';

// Messages that say why, and not what is wanted: "because it is broken", "it was too small".

const leading: ReadonlySet<PhraseKind> = new Set([...smallTalkKinds, 'around']);
const because: ReadonlySet<PhraseKind> = new Set(['because']);

/** A reason is one short clause: what is longer may say what is wanted, too. */
const mostWords = 14;

/**
 * Whether a whole message is a reason: `certain` if it begins as one, `likely` if it goes on behind a comma, or only states
 * what is wrong.
 */
export function reasonIn(text: string): 'certain' | 'likely' | undefined {
  if (/[?;]|[.!:\n]\s*\p{L}/u.test(text.trim())) return undefined;
  const words = wordsOf(text);
  if (words.length > mostWords) return undefined;
  let at = 0;
  // "Well, because …", "yes, because …"; a phrase that is both is the conjunction.
  while (phraseAt(words, at, because) === undefined) {
    const before = phraseAt(words, at, leading);
    if (before === undefined) break;
    at += before.length;
  }
  if (at < words.length && phraseAt(words, at, because) !== undefined)
    return text.split(',').length > (at > 0 ? 2 : 1) ? 'likely' : 'certain';
  const statement = words.slice(at).join(' ');
  return complaints.some((complaint) => complaint.test(statement)) ? 'likely' : undefined;
}

/** A message's understanding, and the follow-up that it is by its own words. */
interface Read {
  understanding: Understanding;
  followUp?: FollowUp;
  /** The language of the follow-up's words; empty where several know them, and the conversation's own is as good. */
  language?: string;
}

/**
 * What a message's words alone say of it, `text` being the customer's own: a “thank you” and a bare order number want nothing
 * for certain, whatever a model makes of so few words; nor does the bare answer to a question that is open.
 */
export function readFollowUp(
  text: string,
  understanding: Understanding,
  hints: Pick<EntityHints, 'orderNumbers'>,
  asked: Asked,
): Read {
  if (isFileAlone(text)) return { understanding: wantingNothing(understanding), followUp: { is: 'file' } };
  const alone = loneNumber(text, understanding.entities, hints);
  if (alone !== undefined) {
    const { number, language } = alone;
    const meant = wantingNothing({ ...understanding, entities: [number] });
    return { understanding: meant, followUp: { is: 'number', number: number.value }, language };
  }
  if (isBareAnswer(text, understanding.entities, asked))
    return { understanding: wantingNothing(understanding) };
  const polite = smallTalkIn(text);
  if (polite !== undefined) {
    const { smallTalk, language } = polite;
    const meant = wantingNothing(understanding, labelOfSmallTalk(smallTalk));
    return { understanding: meant, followUp: asSmallTalk(smallTalk), language };
  }
  if (isHollow(text, understanding.entities)) return { understanding: wantingNothing(understanding) };
  const reason = reasonIn(text);
  return reason === undefined
    ? { understanding }
    : { understanding, followUp: { is: 'reason', certain: reason === 'certain' } };
}

/** The small talk that a message is by how it was understood: a model knows more words than a list. */
export function understoodSmallTalk({ intent, label, sure }: Understanding): FollowUp | undefined {
  const smallTalk = intent === noIntent && sure ? smallTalkOf(label) : undefined;
  return smallTalk && asSmallTalk(smallTalk);
}

const asSmallTalk = (smallTalk: SmallTalk): FollowUp => ({
  ...{ is: 'small_talk', sentence: smallTalk },
  ...(smallTalk === answering ? { answers: true } : {}),
});

function wantingNothing({ label: _label, ...understanding }: Understanding, label?: string): Understanding {
  return {
    ...understanding,
    ...{ intent: noIntent, sure: true, confidence: 1, margin: 1 },
    ...(label === undefined ? {} : { label }),
    candidates: [{ intent: noIntent, score: 1 }],
    secondary: [],
    flags: understanding.flags.filter((flag) => flag !== 'wants_human'),
  };
}

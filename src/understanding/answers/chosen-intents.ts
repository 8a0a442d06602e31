/** Which of two intents a message means in answer to "Is it about …, or about …?". */
import { intentOf } from '../../contracts/intent-name.js';
import type { Understanding } from '../../contracts/understanding.js';
import { noIntent } from '../../intents/index.js';
import { clarifiableFrom } from '../thresholds.js';
import { choiceAnswer, wholeMessageChoice } from './choice.js';
import { openingOf } from './opening.js';
import { yesOrNo } from './yes-or-no.js';

/** The two intents that were asked about, by intent, and as the customer read them. */
export interface TwoIntents {
  intents: readonly [string, string];
  names: readonly [string, string];
}

const NEITHER =
  /^(no |nein )?(neither( of (them|those|these|the two|both))?|none( of (them|those|these|the two|both))?|nothing of that|something else|keins?( von beiden| davon)?|keines?( von beiden| davon)?|keine?( von beiden| davon)|weder noch|etwas anderes|was anderes|nichts davon)$/u;
const BOTH = /^(it is |its |es geht um )?(both|both of (them|those|these)|beides?|beide[sn]?|um beides)$/u;
const POLITE = /\b(please|thanks|thank you|bitte|danke)\b/gu;
/** A name beside one of these may be what the customer does not want. */
const NEGATION = /(^|\s)(not|no|nicht|nein|kein\p{L}*|don't|dont|isn't|without|ohne|statt|instead)(?=\s|$)/u;
/** Words in names that say nothing about the intent. */
const FILLING =
  /(?<!\p{L})(where|your|something|back|talking|eine[nrms]?|ihre[rnms]?|etwas|jemande[mn]|team)(?!\p{L})/giu;

/** The intents that the message means, in order; none for "neither", undefined if it does not say. */
export function chosenIntents(
  written: string,
  understanding: Pick<Understanding, 'intent' | 'sure' | 'candidates'>,
  asked: TwoIntents,
): readonly string[] | undefined {
  const { intents, names } = asked;
  const { text, whole } = openingOf(written);
  const answered = whole ? plainAnswer(text, asked) : undefined;
  if (answered !== undefined) return answered;
  if (understanding.sure && understanding.intent !== noIntent) return [understanding.intent];
  const named = NEGATION.test(plain(text)) ? undefined : choiceAnswer(text, names.map(revealingWords));
  if (named !== undefined) return intents.slice(named, named + 1);
  // Asked about two, the customer most likely means one of them: a fairly likely one is then certain enough. But two
  // fine intents of one intent are near each other in any answer.
  if (intentOf(intents[0]) === intentOf(intents[1])) return undefined;
  const [top] = understanding.candidates;
  const isOffered = top !== undefined && top.score >= clarifiableFrom && intents.includes(top.intent);
  return isOffered ? [top.intent] : undefined;
}

/** A message that does nothing but answer: "both", "neither", "the second". */
function plainAnswer(text: string, { intents, names }: TwoIntents): readonly string[] | undefined {
  const words = plain(text);
  if (BOTH.test(words)) return intents;
  if (NEITHER.test(words) || yesOrNo(text) === 'no') return [];
  const place = wholeMessageChoice(text, names);
  return place === undefined ? undefined : intents.slice(place, place + 1);
}

const revealingWords = (name: string): string => name.replaceAll(FILLING, ' ');

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[.,!?;:()"]+/gu, ' ')
    .replaceAll(POLITE, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();

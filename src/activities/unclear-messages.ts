/**
 * What a message means that is unclear by itself: the answer to "Is it about …, or about …?", and what is said once a conversation has
 * asked what the message before was about.
 */
import type { UnderstandRequest } from '../contracts/activities.js';
import { intentOf } from '../contracts/intent-name.js';
import type { FollowUp, Understanding } from '../contracts/understanding.js';
import { intentsOf } from '../merchants/handled-intents.js';
import type { Merchant } from '../merchants/merchant.js';
import type { Store } from '../store/store.js';
import { choiceAnswer, wholeMessageChoice } from '../understanding/answers/choice.js';
import { openingOf } from '../understanding/answers/message-opening.js';
import { yesOrNo } from '../understanding/answers/yes-or-no.js';
import { withoutFiles } from '../understanding/follow-ups/attached-file.js';
import { noIntent } from '../understanding/intents/index.js';
import { stripQuotedText } from '../understanding/strip-quoted-text.js';
import { clarifiableFrom } from '../understanding/thresholds.js';
import { visibleText } from '../understanding/visible-text.js';
import { type Judgement, judgeUnderstanding } from './judge-understanding.js';

// Which of two intents a message means.

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
  const named = choiceAnswer(text, names.map(revealingWords));
  // Of two, what is not meant leaves the other.
  const meant = named !== undefined && NEGATION.test(plain(text)) ? 1 - named : named;
  if (meant !== undefined) return intents.slice(meant, meant + 1);
  // Asked about two, the customer most likely means one of them: a fairly likely one is then certain enough. But two
  // fine intents of one intent are near each other in any answer.
  if (intentOf(intents[0]) === intentOf(intents[1])) return [intents[0]];
  const [top] = understanding.candidates;
  const isOffered = top !== undefined && top.score >= clarifiableFrom && intents.includes(top.intent);
  if (isOffered) return [top.intent];
  // Whoever did not understand the question is asked by the flow of the likelier one, which asks before it acts.
  const scoreOf = (intent: string): number =>
    understanding.candidates.find((each) => each.intent === intent)?.score ?? 0;
  const [first, second] = intents;
  return [scoreOf(second) > scoreOf(first) + leadOfAnswer ? second : first];
}

/** A message that does nothing but answer: "both", "neither", "the second". */
function plainAnswer(text: string, { intents, names }: TwoIntents): readonly string[] | undefined {
  const words = plain(text);
  if (BOTH.test(words)) return intents;
  if (NEITHER.test(words) || yesOrNo(text) === 'no') return [];
  const place = wholeMessageChoice(text, names);
  return place === undefined ? undefined : intents.slice(place, place + 1);
}

/** By how much an answer must speak for the second of two intents; the first is likelier by the message itself. */
const leadOfAnswer = 0.1;

const revealingWords = (name: string): string => name.replaceAll(FILLING, ' ');

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[.,!?;:()"]+/gu, ' ')
    .replaceAll(POLITE, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();

// What a message means together with the one that was asked about before it.

/** A message that may be unclear, and how two of them are read together. */
interface Unclear {
  request: UnderstandRequest;
  text: string;
  merchant: Merchant;
  language: string;
  messages: Pick<Store['messages'], 'get'>;
  readAgain: (joined: string) => Promise<Understanding>;
}

/** The judgement of a message; of one that wants nothing for sure, together with the one that was asked about. */
export async function withUnclear(
  alone: Judgement,
  followUp: FollowUp | undefined,
  { request, text, merchant, language, messages, readAgain }: Unclear,
): Promise<Judgement> {
  const isClear = alone.wanted.length > 0 || followUp !== undefined;
  const before = isClear ? undefined : await unclearBefore(request, messages);
  if (before === undefined) return alone;
  return judgedTogether(merchant, alone, await readAgain(`${before}\n${text}`), language);
}

/** An invoice, a product, an account: what people alone deal with is asked about once. */
const isNothingKnown = ({ understanding: { candidates } }: Judgement): boolean =>
  candidates.slice(0, 1).some(({ intent, score }) => intent === noIntent && score >= surelyNothing);

const surelyNothing = 0.6;

/** The text of the message that was asked about before this one. */
async function unclearBefore(
  { merchant, conversation, unclear, part }: UnderstandRequest,
  messages: Pick<Store['messages'], 'get'>,
): Promise<string | undefined> {
  if (unclear === undefined || part !== undefined) return undefined;
  const [message] = await messages.get(merchant, conversation, [unclear]);
  return message && stripQuotedText(visibleText(withoutFiles(message.text)).text);
}

/**
 * A message that alone is unclear, as it is read with the one that was asked about: whoever has been asked means one of the likely
 * intents, and its flow asks before it changes anything.
 */
function judgedTogether(
  merchant: Merchant,
  alone: Judgement,
  whole: Understanding,
  language: string,
): Judgement {
  const together = judgeUnderstanding(merchant, whole, language);
  const consequences = intentsOf(merchant.flows);
  const [meant] = [together, alone]
    .flatMap(({ understanding: { candidates } }) => candidates.slice(0, 1))
    .filter(({ intent, score }) => score >= clarifiableFrom && intent !== noIntent)
    .filter(({ intent }) => (consequences.get(intent) ?? 'none') !== 'none')
    .sort((one, other) => other.score - one.score);
  const wanted = together.wanted.length > 0 ? together.wanted : meant === undefined ? [] : [meant.intent];
  const [intent] = wanted;
  if (intent === undefined) return isNothingKnown(together) ? { ...alone, nothingKnown: true } : alone;
  const { label, ...understanding } = together.understanding;
  const own = understanding.intent === intent && label !== undefined ? { label } : {};
  const { entities } = alone.understanding;
  return { understanding: { ...understanding, ...own, intent, entities }, wanted };
}

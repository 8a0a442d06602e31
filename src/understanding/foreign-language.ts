/**
 * Tells that a message is in a language that a merchant does not serve, and which one. Only whole texts tell: names, numbers and
 * addresses count for nothing, and a text that is partly in a served language is one to read, not one to leave to people.
 */
import type { eld } from 'eld/extrasmall';
import type { UnservedLanguage } from '../contracts/activities.js';
import { presentFields } from '../contracts/present-fields.js';
import { primaryLanguage } from '../texts/languages/index.js';
import { unservedSentences } from '../texts/languages/unserved.js';

// Measured on 300 texts in 30 languages and 158 in English and German, each of twenty words or more (docs/integrating/understanding.md):
// the best served language reached .76 of the first in the former, and no less than .90 in the latter.

/** Words of a message at least, or characters of one in a script without spaces. */
const least = { words: 20, characters: 60 } as const;
/** Of these, words that are neither names nor numbers. */
const leastPlain = 12;
/** What is read of a long message: UTF-16 units, and words of these. */
const most = { units: 4_000, words: 150 } as const;
/** Words that are enough to show that a part is in a served language; such parts begin at each `step`. */
const part = { words: 10, step: 5 } as const;
/** A served language reaches less than this share of the likeliest one where it is not the text's. */
const mostOfServed = 0.82;
/** Below this score a text is in no language that is known. */
const leastScore = 0.4;
/** From this score, and this lead over the next language, the language is named. */
const named = { score: 0.5, lead: 0.008 } as const;

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}]/gu;

/** The language of a text, where it is surely none of those served (BCP 47); its name is in the language that people read. */
export async function unservedLanguage(
  text: string,
  served: readonly string[],
  readIn: string,
): Promise<UnservedLanguage | undefined> {
  const words = plainWords(text.slice(0, most.units));
  if (words === undefined) return undefined;
  const detector = await loadDetector();
  const codes = new Set(served.map((tag) => codeOf(primaryLanguage(tag))));
  const scored = (some: readonly string[]): Scored => scoresOf(detector, some, codes);
  const whole = scored(words);
  if (whole.score < leastScore || whole.served > whole.score * mostOfServed) return undefined;
  if (partsOf(words).some((some) => isServed(scored(some)))) return undefined;
  if (whole.score < named.score || whole.lead < named.lead) return {};
  const sentence = unservedSentences.get(whole.language);
  const name = new Intl.DisplayNames(readIn, { type: 'language' }).of(whole.language) ?? whole.language;
  return { name, ...presentFields({ sentence }) };
}

/** The words of a text that tell its language; undefined if they are too few. */
function plainWords(text: string): string[] | undefined {
  const letters = text.match(/\p{L}/gu) ?? [];
  const own = text.match(unspaced) ?? [];
  if (own.length > letters.length / 2) {
    const written = text.replaceAll(/\s/gu, '');
    return written.length < least.characters ? undefined : [written];
  }
  const tokens = text.split(/\s+/u).filter((token) => token !== '');
  if (tokens.length < least.words) return undefined;
  const isShouted = (text.match(/\p{Lu}/gu) ?? []).length > letters.length / 2;
  const words = tokens
    .filter((token) => !/[@\d]|:\/\/|^www\./u.test(token))
    .flatMap((token) => (isShouted ? token.toLowerCase() : token).split(/[^\p{L}\p{M}'’-]+/u))
    // In most languages only names begin with a capital letter within a sentence.
    .filter((word) => /^\P{Lu}/u.test(word) && /\p{L}/u.test(word));
  return words.length < leastPlain ? undefined : words.slice(0, most.words);
}

/** Parts that overlap, so that one lies wholly within each longer passage. */
const partsOf = (words: readonly string[]): string[][] =>
  words
    .map((_, at) => at)
    .filter((at) => at % part.step === 0 && at + part.words <= words.length)
    .map((at) => words.slice(at, at + part.words));

type Detector = Pick<typeof eld, 'detect'>;

/** The likeliest language, how likely it is from 0 to 1, by how much before the next, and the best of those served. */
interface Scored {
  language: string;
  score: number;
  lead: number;
  served: number;
}

function scoresOf(detector: Detector, words: readonly string[], served: ReadonlySet<string>): Scored {
  const scores = Object.entries(detector.detect(words.join(' ')).getScores())
    .map(([language, score]) => ({ language: codeOf(language), score }))
    .sort((one, other) => other.score - one.score);
  const [first = { language: '', score: 0 }, next = { score: 0 }] = scores;
  const best = scores.find(({ language }) => served.has(language));
  return { ...first, lead: 1 - next.score / first.score, served: best?.score ?? 0 };
}

const isServed = ({ score, served }: Scored): boolean => score >= leastScore && served === score;

/** One code for Norwegian, whose written forms are answered alike. */
const codeOf = (language: string): string => (language === 'no' || language === 'nn' ? 'nb' : language);

let loading: Promise<Detector> | undefined;

/** The detector, loaded with the first message that is long enough. */
function loadDetector(): Promise<Detector> {
  loading ??= import('eld/extrasmall').then((module) => module.eld);
  return loading;
}

/** Which of a merchant's sentences have no text in a language and tone. */
import { hasWords } from '../flows/translations.js';
import { firstLanguage } from '../texts/languages/index.js';
import { type Manner, mannerOf, nameOfManner, neutral } from '../texts/languages/tone.js';
import { sentenceNames, sentenceOf } from '../texts/languages/default-sentences.js';
import { isSameInEveryTone } from '../texts/languages/intent-sentences.js';
import { neededManners, textsIn, type Wording } from './merchant-texts.js';

/** A sentence missing in a language and tone. */
export interface MissingText extends Manner {
  sentence: string;
  /** True for a sentence of the product: from a shipped flow, or from no flow. */
  shipped: boolean;
  /** Its text is there: what is missing is what customers say who mean this option. */
  says?: true;
  /** The flow file, if a flow says the sentence. */
  file?: string;
  line?: number;
}

/** A sentence that a customer can read. */
type Said = Omit<MissingText, keyof Manner | 'says'> & { sameInEveryTone: boolean; hasSays: boolean };

/** Texts missing in the languages and tones that the merchant uses: its own language, and those with texts. */
export function missingTexts(wording: Wording): MissingText[] {
  const [language = firstLanguage] = wording.config.language.split('-');
  const own = language === firstLanguage ? [] : [{ language, tone: neutral }];
  const ofMerchant = byName(neededManners(wording, false));
  const ofProduct = byName([...own, ...neededManners(wording, true)]);
  const all = new Map([...ofProduct, ...ofMerchant]);
  return [...all].flatMap(([name, manner]) =>
    missingIn(wording, manner).filter(({ shipped }) => (shipped ? ofProduct : ofMerchant).has(name)),
  );
}

const byName = (manners: readonly Manner[]): Map<string, Manner> =>
  new Map(manners.map((manner) => [nameOfManner(manner), manner]));

/** Texts missing in one language and tone, whether or not the merchant uses it. */
export function missingIn(wording: Wording, manner: Manner): MissingText[] {
  const texts = textsIn(wording, manner);
  const isMissing = ({ sentence, shipped, sameInEveryTone }: Said): boolean => {
    if (Object.hasOwn(texts, sentence)) return false;
    if (manner.tone !== neutral) return !sameInEveryTone;
    return manner.language !== (shipped ? firstLanguage : wording.config.language);
  };
  const all = said(wording);
  const unsaid = all.filter((each) => !isMissing(each) && isUnsaid(wording, manner)(each));
  return [
    ...all.filter(isMissing).map((each) => missing(each, manner)),
    ...unsaid.map((each) => ({ ...missing(each, manner), says: true as const })),
  ];
}

function missing({ sentence, shipped, file, line }: Said, manner: Manner): MissingText {
  const place = { ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) };
  return { ...manner, sentence, shipped, ...place };
}

/** Whether it is an option with paraphrases in the flow's language, and none in this one. */
function isUnsaid({ texts, config }: Wording, { language, tone }: Manner): (each: Said) => boolean {
  const known = new Set(
    (texts.files ?? []).flatMap(({ name, says = {} }) =>
      mannerOf(name)?.language === language ? Object.keys(says) : [],
    ),
  );
  return ({ sentence, shipped, hasSays }) =>
    hasSays &&
    tone === neutral &&
    language !== (shipped ? firstLanguage : config.language) &&
    !known.has(sentence);
}

/** Every sentence once, flow sentences first. */
function said({ config, sentences, isShipped }: Wording): Said[] {
  const found = new Map<string, Said>();
  for (const each of sentences) {
    const { key, path, document, hasSays = false } = each;
    if (found.get(key)?.hasSays === hasSays || (found.has(key) && !hasSays) || !hasWords(key)) continue;
    const { line } = document.locate(path);
    const place = { file: document.file, line };
    found.set(key, { sentence: key, shipped: isShipped(each), sameInEveryTone: false, hasSays, ...place });
  }
  for (const name of sentenceNames) {
    const sentence = sentenceOf(config, name);
    if (found.has(sentence)) continue;
    const shipped = !Object.hasOwn(config.sentences, name);
    found.set(sentence, { sentence, shipped, sameInEveryTone: isSameInEveryTone(name), hasSays: false });
  }
  return [...found.values()];
}

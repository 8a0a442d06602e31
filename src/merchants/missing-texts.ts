/** Which of a merchant's sentences have no text in a language and tone. */
import { hasWords } from '../flows/translations.js';
import { firstLanguage } from '../texts/languages/index.js';
import { type Manner, nameOfManner, neutral } from '../texts/languages/tone.js';
import { sentenceNames, sentenceOf } from '../texts/languages/default-sentences.js';
import { isSameInEveryTone } from '../texts/languages/intent-sentences.js';
import { neededManners, textsIn, type Wording } from './merchant-texts.js';

/** A sentence missing in a language and tone. */
export interface MissingText extends Manner {
  sentence: string;
  /** True for a sentence of the product: from a shipped flow, or from no flow. */
  shipped: boolean;
  /** The flow file, if a flow says the sentence. */
  file?: string;
  line?: number;
}

/** A sentence that a customer can read. */
type Said = Omit<MissingText, keyof Manner> & { sameInEveryTone: boolean };

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
  return said(wording)
    .filter(isMissing)
    .map(({ sameInEveryTone: _, ...each }) => ({ ...manner, ...each }));
}

/** Every sentence once, flow sentences first. */
function said({ config, sentences, isShipped }: Wording): Said[] {
  const found = new Map<string, Said>();
  for (const each of sentences) {
    const { key, path, document } = each;
    if (found.has(key) || !hasWords(key)) continue;
    const { line } = document.locate(path);
    const place = { file: document.file, line };
    found.set(key, { sentence: key, shipped: isShipped(each), sameInEveryTone: false, ...place });
  }
  for (const name of sentenceNames) {
    const sentence = sentenceOf(config, name);
    if (found.has(sentence)) continue;
    const shipped = !Object.hasOwn(config.sentences, name);
    found.set(sentence, { sentence, shipped, sameInEveryTone: isSameInEveryTone(name) });
  }
  return [...found.values()];
}

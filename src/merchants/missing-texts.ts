/** Which of a merchant's sentences have no text in a language and style. */
import { hasWords } from '../flows/translations.js';
import { firstLanguage } from '../texts/languages/index.js';
import { type TextStyle, textStyleOf, nameOfTextStyle, neutral } from '../texts/languages/style.js';
import { sentenceNames, sentenceOf } from '../texts/languages/default-sentences.js';
import { isSameInEveryStyle } from '../texts/languages/intent-sentences.js';
import { neededTextStyles, textsIn, type Wording } from './merchant-texts.js';

/** A sentence missing in a language and style. */
export interface MissingText extends TextStyle {
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
type Said = Omit<MissingText, keyof TextStyle | 'says'> & { sameInEveryStyle: boolean; hasSays: boolean };

/** Texts missing in the languages and styles that the merchant uses: its own language, and those with texts. */
export function missingTexts(wording: Wording): MissingText[] {
  const [language = firstLanguage] = wording.config.language.split('-');
  const own = language === firstLanguage ? [] : [{ language, style: neutral }];
  const ofMerchant = byName(neededTextStyles(wording, false));
  const ofProduct = byName([...own, ...neededTextStyles(wording, true)]);
  const all = new Map([...ofProduct, ...ofMerchant]);
  return [...all].flatMap(([name, textStyle]) =>
    missingIn(wording, textStyle).filter(({ shipped }) => (shipped ? ofProduct : ofMerchant).has(name)),
  );
}

const byName = (textStyles: readonly TextStyle[]): Map<string, TextStyle> =>
  new Map(textStyles.map((textStyle) => [nameOfTextStyle(textStyle), textStyle]));

/** Texts missing in one language and style, whether or not the merchant uses it. */
export function missingIn(wording: Wording, textStyle: TextStyle): MissingText[] {
  const texts = textsIn(wording, textStyle);
  const isMissing = ({ sentence, shipped, sameInEveryStyle }: Said): boolean => {
    if (Object.hasOwn(texts, sentence)) return false;
    if (textStyle.style !== neutral) return !sameInEveryStyle;
    return textStyle.language !== (shipped ? firstLanguage : wording.config.language);
  };
  const all = said(wording);
  const unsaid = all.filter((each) => !isMissing(each) && isUnsaid(wording, textStyle)(each));
  return [
    ...all.filter(isMissing).map((each) => missing(each, textStyle)),
    ...unsaid.map((each) => ({ ...missing(each, textStyle), says: true as const })),
  ];
}

function missing({ sentence, shipped, file, line }: Said, textStyle: TextStyle): MissingText {
  const place = { ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) };
  return { ...textStyle, sentence, shipped, ...place };
}

/** Whether it is an option with paraphrases in the flow's language, and none in this one. */
function isUnsaid({ texts, config }: Wording, { language, style }: TextStyle): (each: Said) => boolean {
  const known = new Set(
    (texts.files ?? []).flatMap(({ name, says = {} }) =>
      textStyleOf(name)?.language === language ? Object.keys(says) : [],
    ),
  );
  return ({ sentence, shipped, hasSays }) =>
    hasSays &&
    style === neutral &&
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
    found.set(key, { sentence: key, shipped: isShipped(each), sameInEveryStyle: false, hasSays, ...place });
  }
  for (const name of sentenceNames) {
    const sentence = sentenceOf(config, name);
    if (found.has(sentence)) continue;
    const shipped = !Object.hasOwn(config.sentences, name);
    found.set(sentence, { sentence, shipped, sameInEveryStyle: isSameInEveryStyle(name), hasSays: false });
  }
  return [...found.values()];
}

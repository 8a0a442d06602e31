/** A merchant's texts: the languages and styles they are needed in, which exist, and which one is used. */
import type { Sentence } from '../flows/compile-flows.js';
import type { AskStep } from '../contracts/ir.js';
import type { OfferedFlow } from '../flows/offered-flow.js';
import type { Issue } from '../contracts/issue.js';
import { saidAs } from '../flows/texts.js';
import type { TextsFile, Translations } from '../flows/translations.js';
import { issueAt } from '../flows/yaml/document.js';
import { firstLanguage } from '../texts/languages/index.js';
import { type TextStyle, textStyleOf, nameOfTextStyle, neutral } from '../texts/languages/style.js';
import { sentenceTranslations } from '../texts/languages/default-sentences.js';
import type { Merchant, MerchantConfig } from './merchant.js';

/** Texts by file name: `de`, `en.warm`. */
export type Texts = Readonly<Record<string, Translations>>;

/** Texts of the shipped flows, and the merchant's own, which take precedence. */
export interface MerchantTexts {
  shipped: Texts;
  own: Texts;
  /** The files that they stand in, where they come from files. */
  files?: readonly TextsFile[];
}

/** A merchant's sentences, with the texts that exist. */
export interface Wording {
  config: MerchantConfig;
  /** The sentences in its flows that customers can read. */
  sentences: readonly Sentence[];
  /** True for a sentence written by the product, not the merchant. */
  isShipped: (sentence: Sentence) => boolean;
  texts: MerchantTexts;
}

/** Translations by language and sentence: neutral texts, overridden by those in the merchant's style. */
export function translationsOf(config: MerchantConfig, texts: MerchantTexts): Merchant['translations'] {
  const languages = new Set([
    ...config.languages.keys(),
    ...textStylesIn(texts).map(({ language }) => language),
  ]);
  const said = [...languages].map((language) => {
    const textStyles = [neutral, config.style].map((style) => ({ language, style }));
    // A merchant's own texts override the product's, whatever the style.
    const layers = [
      ...textStyles.map((textStyle) => ofProduct(config, textStyle)),
      ...[texts.shipped, texts.own].flatMap((each) =>
        textStyles.map((textStyle) => each[nameOfTextStyle(textStyle)]),
      ),
    ];
    return [language, Object.assign({}, ...layers) as Translations] as const;
  });
  return Object.fromEntries(said);
}

/** The texts in exactly this language and style. */
export function textsIn(
  { config, texts }: Pick<Wording, 'config' | 'texts'>,
  textStyle: TextStyle,
): Translations {
  const name = nameOfTextStyle(textStyle);
  return { ...ofProduct(config, textStyle), ...texts.shipped[name], ...texts.own[name] };
}

const ofProduct = ({ language, languages }: MerchantConfig, textStyle: TextStyle): Translations | undefined =>
  sentenceTranslations(language, textStyle.style, languages)[textStyle.language];

/**
 * The languages and styles a sentence is needed in: those of the merchant's texts and, for shipped sentences, also
 * those of the product's texts. A merchant with a single language need not translate what is written in it.
 */
export function neededTextStyles(
  { config, texts }: Pick<Wording, 'config' | 'texts'>,
  shipped: boolean,
): TextStyle[] {
  const named = new Map(
    [
      ...textStylesIn({ ...texts, shipped: shipped ? texts.shipped : {} }),
      // Flows without any texts have a single language.
      ...(shipped && Object.keys(texts.shipped).length > 0 ? productTextStyles(config) : []),
    ].map((textStyle) => [nameOfTextStyle(textStyle), textStyle]),
  );
  const used = [...named.values()].filter(({ style }) => style === neutral || style === config.style);
  return used.filter(({ language, style }) => language !== firstLanguage || style !== neutral);
}

/** Every style that has texts. */
export function knownStyles(config: MerchantConfig, texts: MerchantTexts): Set<string> {
  const textStyles = [...productTextStyles(config), ...textStylesIn(texts)];
  return new Set([neutral, ...textStyles.map(({ style }) => style)]);
}

const textStylesIn = ({ shipped, own }: MerchantTexts): TextStyle[] =>
  [...Object.keys(shipped), ...Object.keys(own)].flatMap((name) => textStyleOf(name) ?? []);

const productTextStyles = ({ languages }: MerchantConfig): TextStyle[] =>
  [...languages].flatMap(([language, { styles }]) =>
    [neutral, ...Object.keys(styles)].map((style) => ({ language, style })),
  );

/** An option that is a value: its label in the flow, and what customers say who mean it, in the flow's language. */
interface FixedOption {
  label: string;
  says: readonly string[];
}

/** The options of each question whose labels are words alone. */
function fixedOptions(flows: Iterable<OfferedFlow>): FixedOption[][] {
  const found: FixedOption[][] = [];
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if (isMenu(part)) {
      const { labels, says = {} } = part;
      const options = Object.entries(labels);
      if (options.every(([, { args }]) => args.length === 0))
        found.push(options.map(([name, { key }]) => ({ label: key, says: says[name] ?? [] })));
    }
    Object.values(part).forEach(visit);
  };
  for (const { ir } of flows) visit(ir.steps);
  return found;
}

type Menu = Required<Pick<AskStep, 'labels'>> & Pick<AskStep, 'says'>;

// Only a question of an IR has both.
const isMenu = (part: object): part is Menu => 'kind' in part && part.kind === 'ask' && 'labels' in part;

/** What customers say who mean an option, in every language, by its label as they read it. */
export function sayingsOf(
  flows: Iterable<OfferedFlow>,
  translations: Merchant['translations'],
  { files = [] }: MerchantTexts,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const { label, says } of fixedOptions(flows).flat()) {
    const said = [...says, ...files.flatMap((file) => file.says?.[label] ?? [])];
    const read = [label, ...Object.values(translations).flatMap((texts) => texts[label] ?? [])];
    for (const words of read) found.set(words, new Set([...(found.get(words) ?? []), ...said]));
  }
  return new Map([...found].map(([label, said]) => [label, [...said]]));
}

/** Phrases in files of texts that another option of the same question has too. */
export function sharedSayings(flows: Iterable<OfferedFlow>, { files = [] }: MerchantTexts): Issue[] {
  const asked = fixedOptions(flows);
  return files.flatMap(({ document, says = {} }) =>
    Object.entries(says).flatMap(([label, phrases]) =>
      phrases.flatMap((phrase, at) => {
        const other = asked
          .filter((options) => options.some((option) => option.label === label))
          .flatMap((options) => options.filter((option) => option.label !== label))
          .find((option) =>
            [option.label, ...option.says, ...(says[option.label] ?? [])].some(
              (said) => saidAs(said) === saidAs(phrase),
            ),
          );
        if (other === undefined || document === undefined) return [];
        const message = `\`${other.label}\` has this phrase too, so it would be ambiguous.`;
        const hint = 'Keep it for the option that it fits better.';
        return [issueAt(document, [label, 'says', at], 'translation_wrong', message, hint)];
      }),
    ),
  );
}

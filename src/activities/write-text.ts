/** Writes a sentence in the customer's language. */
import type { Sentence } from '../contracts/command.js';
import type { Merchant } from '../merchants/merchant.js';
import { sentenceOf } from '../merchants/default-sentences.js';
import { render } from '../texts/render.js';

/** The text of a sentence; a key such as `@queued` names one of the merchant's own sentences. */
export function writeText({ config, translations }: Merchant, sentence: Sentence, language: string): string {
  const spoken = spokenLanguage({ config }, language);
  const key = sentence.key.startsWith('@') ? sentenceOf(config, sentence.key.slice(1), spoken) : sentence.key;
  return render({ ...sentence, key }, { language: spoken, zone: config.zone, translations });
}

/** The language that is written: the conversation's, or the merchant's where it is not known (''). */
export const spokenLanguage = ({ config }: Pick<Merchant, 'config'>, language: string): string =>
  language === '' ? config.language : language;

/** Writes a sentence in the customer's language. */
import type { Sentence } from '../contracts/interpreter-command.js';
import type { Merchant } from '../merchants/merchant.js';
import { sentenceOf } from '../texts/languages/default-sentences.js';
import { text } from '../flows/types/type.js';
import { writtenHours } from '../merchants/knowledge/values.js';
import { render } from '../texts/render.js';

/** The text of a sentence; a key such as `@queued` names one of the merchant's own sentences. */
export function writeText({ config, translations }: Merchant, sentence: Sentence, language: string): string {
  // If the conversation's language is unknown (''), the merchant's is used.
  const spoken = language === '' ? config.language : language;
  const key = sentence.key.startsWith('@') ? sentenceOf(config, sentence.key.slice(1)) : sentence.key;
  const { zone, languages } = config;
  const hours = key.includes('${merchant.hours}')
    ? [{ source: 'merchant.hours', type: text, value: writtenHours(config, spoken) }]
    : [];
  return render(
    { key, args: [...sentence.args, ...hours] },
    { language: spoken, zone, translations, languages },
  );
}

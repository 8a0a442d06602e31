/** The sentences that intents bring: what customers call them, and what people read of them. */
import { asWord } from '../../contracts/intent-name.js';
import { intents, passedOnSentence } from '../../understanding/intents/index.js';
import type { Intent } from '../../understanding/intents/intent.js';
import type { Language } from './language.js';

/** What customers call an intent, as in "Is it about …?". */
export const nameSentence = (intent: string): string => `about_${asWord(intent)}`;

/** What people read about a customer who wants it. */
export const summarySentence = (intent: string): string => `summary_${asWord(intent)}`;

/** Sentences that stand within others, or that customers never read, are the same in every style. */
export const isSameInEveryStyle = (name: string): boolean =>
  /^(about|summary|answer|to_people|passed_on)_/.test(name);

/** The sentences of intents in a language: those of the intents' files, and what the language adds to them. */
export function intentSentences(
  code: string,
  { intentSentences: own = {}, sentences: { passed_on: passedOn } }: Language,
): Record<string, string> {
  return {
    ...own,
    ...Object.fromEntries(intents.flatMap((intent) => passedOnIn(intent, code, passedOn, own))),
    ...Object.fromEntries(intents.flatMap(textsOf).flatMap((each) => inLanguage(each, code))),
  };
}

/** The names and summaries of an intent and of its fine ones, as far as these have their own. */
const textsOf = ({ name, names, summary, fine }: Intent): IntentTexts[] => [
  { name, names, summary },
  ...fine.map(({ id, names = {}, summary = {} }) => ({ name: id, names, summary })),
];

type IntentTexts = Pick<Intent, 'name' | 'names' | 'summary'>;

function inLanguage({ name, names, summary }: IntentTexts, code: string): [string, string][] {
  const [called, summaryText] = [names, summary].map((texts) =>
    Object.hasOwn(texts, code) ? texts[code] : undefined,
  );
  return [
    ...(called === undefined ? [] : [[nameSentence(name), called] as [string, string]]),
    ...(summaryText === undefined ? [] : [[summarySentence(name), summaryText] as [string, string]]),
  ];
}

/** What customers hear of the fine intents that people answer: that somebody takes over, and what was understood. */
function passedOnIn(
  { fine }: Intent,
  code: string,
  passedOn: string,
  own: Readonly<Record<string, string>>,
): [string, string][] {
  return fine.flatMap(({ id, queue, names = {} }): [string, string][] => {
    const about = own[nameSentence(id)] ?? (Object.hasOwn(names, code) ? names[code] : undefined);
    if (queue === undefined || about === undefined) return [];
    return [[passedOnSentence(id), passedOn.replace('${about}', about)]];
  });
}

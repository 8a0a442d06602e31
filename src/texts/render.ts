/** Writes a sentence in the customer's language, its values in their language and the shop's zone. */
import type { Sentence } from '../contracts/command.js';
import type { Languages } from '../languages/language.js';
import { writeValue } from './write-value.js';
import { type Place, placeOf } from './place.js';

/** In which language and zone to write, and the translations: `translations[language][sentence]`. */
export interface RenderOptions {
  /** BCP 47; one that does not exist is English. */
  language: string;
  /** IANA zone, for moments. */
  zone: string;
  translations: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** How dates, amounts and words of values are written. */
  languages: Languages;
}

type Args = Sentence['args'];

/** The sentence, translated where there is a translation, with its values in the places of `${…}`. */
export function render(
  sentence: Sentence,
  { language, zone, translations, languages }: RenderOptions,
): string {
  const place = placeOf(language, zone, languages);
  const translation = translated(sentence.key, place, translations);
  const written = translation === undefined ? undefined : fill(translation, sentence.args, place);
  // A translation with a place that has no value is worse than the sentence as the flow has it.
  return written?.complete === true ? written.text : fill(sentence.key, sentence.args, place).text;
}

function translated(
  key: string,
  { language }: Place,
  translations: RenderOptions['translations'],
): string | undefined {
  const [base = language] = language.split('-');
  for (const name of [language, base]) {
    const texts = Object.hasOwn(translations, name) ? translations[name] : undefined;
    if (texts !== undefined && Object.hasOwn(texts, key)) return texts[key];
  }
  return undefined;
}

/** One pass from left to right: what a value holds is never read as a place again. */
function fill(template: string, args: Args, place: Place): { text: string; complete: boolean } {
  let text = '';
  let complete = true;
  let rest = template;
  for (let at = rest.indexOf('${'); at !== -1; at = rest.indexOf('${')) {
    const hole = holeIn(rest.slice(at + 2), args);
    text += rest.slice(0, at) + (hole === undefined ? '' : writeValue(hole.arg.value, hole.arg.type, place));
    complete &&= hole !== undefined;
    rest = hole?.rest ?? afterBrace(rest.slice(at + 2));
  }
  return { text: text + rest, complete };
}

// A source may hold braces and quotes of its own, so it is compared, not parsed.
function holeIn(text: string, args: Args): { arg: Args[number]; rest: string } | undefined {
  const inner = text.trimStart();
  for (const arg of args) {
    if (!inner.startsWith(arg.source)) continue;
    const after = inner.slice(arg.source.length).trimStart();
    if (after.startsWith('}')) return { arg, rest: after.slice(1) };
  }
  return undefined;
}

function afterBrace(text: string): string {
  const end = text.indexOf('}');
  return end === -1 ? '' : text.slice(end + 1);
}

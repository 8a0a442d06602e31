/** Writes a sentence and its values in the customer's language and the shop's time zone. */
import type { Sentence } from '../contracts/interpreter-command.js';
import type { Languages } from './languages/language.js';
import { writeValue } from './write-value.js';
import { type Place, placeOf } from './locale-and-zone.js';

/** The language and zone to write in, and the translations: `translations[language][sentence]`. */
export interface RenderOptions {
  /** BCP 47; an unknown language falls back to English. */
  language: string;
  /** IANA zone, for moments. */
  zone: string;
  translations: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** How dates, amounts and enum values are written. */
  languages: Languages;
}

type Args = Sentence['args'];

/** The sentence, translated if there is a translation, with its values in place of `${…}`. */
export function render(
  sentence: Sentence,
  { language, zone, translations, languages }: RenderOptions,
): string {
  const place = placeOf(language, zone, languages);
  const translation = translated(sentence.key, place, translations);
  const written = translation === undefined ? undefined : fill(translation, sentence.args, place);
  // A translation with an unfilled placeholder is worse than the flow's own sentence.
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

/** A single pass from left to right: placeholders inside values are never expanded. */
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

// A source may contain braces and quotes, so it is compared, not parsed.
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

/** Whether a draft may be shown to a reviewer: automatic checks. */
import { splitText } from '../flows/expressions/parse.js';

/** A translation never grows by more than this. */
const MOST = { times: 3, more: 120 };

/** The objection to a draft of a sentence, in words; undefined if there is none. */
export function faultOf(draft: string, sentence: string): string | undefined {
  if (draft.trim() === '') return 'it is empty';
  if (/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u.test(draft))
    return 'it has characters that nobody sees';
  const [is, was] = [partsOf(draft), partsOf(sentence)];
  if (is === undefined) return 'a `${` has no end';
  if (was === undefined) return 'a `${` of the sentence has no end';
  return faultOfValues(is.values, was.values) ?? faultOfWords(is.words, was.words);
}

/** The values of a text and the words around them; undefined if a value is unterminated. */
function partsOf(text: string): { values: string[]; words: string } | undefined {
  const { pieces, unclosed } = splitText(text);
  if (unclosed !== undefined) return undefined;
  return {
    values: pieces.flatMap((piece) => ('source' in piece ? [piece.source] : [])),
    words: pieces.map((piece) => ('words' in piece ? piece.words : ' ')).join(''),
  };
}

/** Requires the same expressions equally often, so that their types stay the same. */
function faultOfValues(is: readonly string[], was: readonly string[]): string | undefined {
  const lost = without(was, is)[0];
  if (lost !== undefined) return `it has lost \`\${${lost}}\``;
  const invented = without(is, was)[0];
  return invented === undefined ? undefined : `it brings in \`\${${invented}}\``;
}

function faultOfWords(is: string, was: string): string | undefined {
  const foreign = /https?:|www\.|\S@\S|\]\(|[<>{}%$]/iu.exec(is)?.[0];
  if (foreign !== undefined && !was.includes(foreign)) return `it brings in \`${foreign}\``;
  if (is.split('\n').length !== was.split('\n').length) return 'its lines are others';
  if (is.length > was.length * MOST.times + MOST.more) return 'it is far longer than the sentence';
  const [numbers, before] = [numbersIn(is), numbersIn(was)];
  const other = [...without(numbers, before), ...without(before, numbers)][0];
  return other === undefined ? undefined : `the number ${other} is not in both`;
}

const numbersIn = (words: string): string[] => words.match(/\p{N}+/gu) ?? [];

/** The list minus one equal item for each item of `taken`. */
function without(list: readonly string[], taken: readonly string[]): string[] {
  const rest = [...list];
  for (const each of taken) {
    const at = rest.indexOf(each);
    if (at >= 0) rest.splice(at, 1);
  }
  return rest;
}

/** What a chat writes in the place of a file that came with a message: "[photo]", "<Media omitted>", "IMG_2231.jpg". */
import { languages } from '../../texts/languages/index.js';
import type { PhraseKind } from '../../texts/languages/phrases.js';
import { phrasesOf, wordsOf } from './known-phrases.js';

/** Names of files as they are sent to shops. */
export const fileNames = /[\p{L}\p{N}_-]{1,60}\.(?:jpe?g|png|heic|pdf|gif|mp4|mov|webp|docx?)\b/giu;

const kinds: ReadonlySet<PhraseKind> = new Set(['file', 'around', 'hollow']);

const words = [...languages.values()].map(({ phrases }) => phrases.file).join('|');
/** In brackets, with a name, a number or a word more: "[image: scan.png]", "(2 photos attached)". */
const bracketed = new RegExp(
  String.raw`[[<(]\s*(?:\d+ )?(?:cid|${words})(?:\s*[:#]\s*[^\])>\n]{1,100}| \p{L}+| \d+)?\s*[\])>]`,
  'giu',
);

/** Longest text that is read, in UTF-16 units. */
const longest = 200;

/** The text without such places, if anything else stands in it. */
export function withoutFiles(text: string): string {
  const left = text.replace(bracketed, ' ');
  return wordsOf(left).length === 0 ? text : left;
}

/** Whether a message is nothing but a file, or says no more than that one is there. */
export function isFileAlone(text: string): boolean {
  if (text.trim().length > longest) return false;
  const left = text.replace(bracketed, ' ').replace(fileNames, ' ');
  const isMarked = left !== text;
  const said = wordsOf(left);
  if (said.length === 0) return isMarked;
  const phrases = phrasesOf(said, kinds);
  const named = phrases?.filter((phrase) => phrase.kinds.has('file')) ?? [];
  return phrases !== undefined && (isMarked || named.length > 1);
}

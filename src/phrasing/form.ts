/** The form of a phrasing: its signs, its length, its questions. */
import type { Words } from './words.js';

type BadForm = { why: 'form' | 'length' | 'question'; what: string } | undefined;

/** Letters of our alphabet, digits and plain punctuation: look-alikes of another script could hide a word. */
const PLAIN = /^[\p{Script=Latin}0-9 \u00a0\u202f.,;:!?'’‘"“”„()&%+/#@=€$£¥§°×–—‐‑-]*$/u;

/** Most signs and sentences beyond those of the original. */
const MORE = { share: 1.8, signs: 60, sentences: 2 };

/** What speaks against the form of a phrasing, whatever it says. */
export function formOf(phrased: string, original: string, words: Words): BadForm {
  const own = new Set(original);
  const odd = Array.from(phrased).find((sign) => !own.has(sign) && !PLAIN.test(sign));
  if (odd !== undefined) return { why: 'form', what: odd };
  if (/https?:|www\.|\]\(|&#|&\p{L}+;/iu.test(phrased) && !/https?:|www\./iu.test(original))
    return { why: 'form', what: 'markup' };
  const [length, most] = [phrased.trim().length, original.length * MORE.share + MORE.signs];
  if (length > most || length < original.length * 0.35) return { why: 'length', what: `${length}` };
  if (sentences(phrased) > sentences(original) + MORE.sentences) return { why: 'length', what: 'sentences' };
  const asks = phrased.includes('?') && !isRequest(phrased, original, words);
  return asks === original.includes('?') ? undefined : { why: 'question', what: '?' };
}

/** "Could you check it?" says "Please check it", and "Could you send it?" says "We need it". */
function isRequest(phrased: string, original: string, { requests, asked }: Words): boolean {
  if (original.includes('?') || !asked.test(original.toLowerCase())) return false;
  const questions = phrased.split(/(?<=[.!?])/u).filter((sentence) => sentence.endsWith('?'));
  return questions.every((question) => requests.test(question.toLowerCase()));
}

const sentences = (text: string): number => text.match(/\p{L}[.!?](?:\s|$)/gu)?.length ?? 0;

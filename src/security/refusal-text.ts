/** What a system has said about a refusal, as people may read it. */
import { maskCardNumbers } from './message-text.js';

/** Most characters that are shown. */
const longest = 300;

/** Where a program's own trace begins, which says nothing to people: `at f (x.js:1:2)`, `File "x.py", line 3`, `Traceback`. */
const trace = /\s(?:at\s+[\w$.<>]+\s*\([^()]*\)|at\s+\S+:\d+:\d+|File "[^"]*", line \d|Traceback \(|#\d+ \/)/;

/** Passwords in addresses, credentials by name, and long words of letters and digits, as keys and tokens are. */
const secrets: readonly (readonly [RegExp, string])[] = [
  [/(\w+:\/\/)[^\s/@]+@/g, '$1•••@'],
  [/\b((?:bearer|basic)\s+)[\w.~+/=-]{6,}/gi, '$1•••'],
  [
    /\b([\w-]*(?:token|secret|password|passwd|api[_-]?key|signature|authorization)"?\s*[=:]\s*"?)(?!•)[^\s"&,;]+/gi,
    '$1•••',
  ],
  [/(?<![\w-])(?=[\w.~+/=-]*\d)(?=[\w.~+/=-]*[A-Za-z])[\w.~+/=-]{20,}/g, '•••'],
];

/** One line without secrets, card numbers or a program's trace; undefined if nothing is left, or if it is a page or data. */
export function refusalText(text: string | undefined): string | undefined {
  const line = text?.replace(trace, '\u0000').split('\u0000')[0]?.replaceAll(/\s+/g, ' ').trim() ?? '';
  if (line === '' || /^[<{[]/.test(line)) return undefined;
  const masked = secrets.reduce(
    (sofar, [found, instead]) => sofar.replace(found, instead),
    maskCardNumbers(line),
  );
  return masked.length > longest ? `${masked.slice(0, longest)}…` : masked;
}

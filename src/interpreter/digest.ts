/** A digest of what a question names, so that an answer to other values is told from one to these. */
import type { Sentence } from '../contracts/command.js';
import { canonicalJson } from '../contracts/json.js';

const bits = (1n << 64n) - 1n;

/** FNV-1a over 64 bits, as hex digits: nobody gains by two questions of one run that look alike. */
export function digestOf({ key, args }: Sentence): string {
  let hash = 0xcbf29ce484222325n;
  const named = [key, ...args.map(({ source, value }) => [source, value])];
  for (const character of canonicalJson(named))
    hash = ((hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n) & bits;
  return hash.toString(16).padStart(16, '0');
}

/** E-mail addresses. */
import type { Entity } from '../../contracts/understanding.js';
import { ownMatches } from './matches.js';

// Matches only at the start of a run of its characters: linear time. RE2 would take a sixth of the cold start.
const EMAIL = /(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu;

/** Every address; its value is in lower case. */
export function emails(text: string): Entity[] {
  return ownMatches(EMAIL, text).map(({ raw, start, end }) => {
    const leading = raw.length - raw.replace(/^[.'-]+/u, '').length;
    const address = raw.slice(leading);
    return {
      type: 'email',
      value: address.toLowerCase(),
      raw: address,
      start: start + leading,
      end,
      source: 'rule',
    };
  });
}

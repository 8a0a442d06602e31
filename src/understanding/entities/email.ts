/** E-mail addresses. */
import { emailPattern } from '../../contracts/email-pattern.js';
import type { Entity } from '../../contracts/understanding.js';
import { ownMatches } from './matches.js';

/** Every address; its value is in lower case. */
export function emails(text: string): Entity[] {
  return ownMatches(emailPattern, text).map(({ raw, start, end }) => {
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

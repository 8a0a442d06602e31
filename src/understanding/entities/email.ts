/** E-mail addresses. */
import { RE2JS } from 're2js';
import type { Entity } from '../../interpreter/protocol.js';
import { matches } from './matches.js';

const EMAIL = RE2JS.compile("[\\pL\\pN._%+'-]+@[\\pL\\pN-]+(?:\\.[\\pL\\pN-]+)*\\.\\pL{2,}");

/** Every address; its value is in lower case. */
export function emails(text: string): Entity[] {
  return matches(EMAIL, text).map(({ raw, start, end }) => {
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

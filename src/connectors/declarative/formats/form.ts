/** `format: form`: `{ name: text }`; a name that occurs twice, or that a path treats as a list, has a list. */
import type { Json } from '../../../contracts/json.js';
import { type Format, NotRead } from './body-reader.js';
import { textIn } from './charset.js';

/** application/x-www-form-urlencoded (WHATWG URL §5); what is percent-encoded is in the charset of the body. */
export const form: Format = {
  keys: [],
  compile: (_rules, { lists }) => {
    const names = lists.get('') ?? new Set<string>();
    return function* (text, charset) {
      const found = new Map<string, string[]>([...names].map((name) => [name, []]));
      for (const [name, value] of pairsOf(text.trim(), charset)) {
        const values = found.get(name);
        if (values) values.push(value);
        else found.set(name, [value]);
        yield;
      }
      found.delete('__proto__');
      return Object.fromEntries(
        [...found].map(([name, values]): [string, Json] => [
          name,
          values.length === 1 && !names.has(name) ? (values[0] ?? '') : values,
        ]),
      );
    };
  },
};

/** Pairs of a form; throws NotRead at characters that no form has, as in a page of HTML. */
function* pairsOf(text: string, charset: string): Generator<[string, string]> {
  if (/[\s<>"]|%(?![\da-fA-F]{2})/.test(text)) throw new NotRead('unreadable', 'The answer is not a form.');
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    if (equals === -1) throw new NotRead('unreadable', 'The answer is not a form: a name has no value.');
    yield [decoded(pair.slice(0, equals), charset), decoded(pair.slice(equals + 1), charset)];
  }
}

function decoded(part: string, charset: string): string {
  const spaced = part.replaceAll('+', ' ');
  return spaced.replace(/(?:%[\da-fA-F]{2})+/g, (run) =>
    textIn(Buffer.from(run.replaceAll('%', ''), 'hex'), charset),
  );
}

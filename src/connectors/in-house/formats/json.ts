/** `format: json`, and `json-lines`: one value a line. */
import type { Json } from '../../../json.js';
import { checkedJson } from '../read-json.js';
import { type Format, NotRead } from './body.js';

/** JSON, RFC 8259. */
export const json: Format = { keys: [], compile: () => jsonOf };

/** JSON Lines: a list of its values; blank lines are none. */
export const jsonLines: Format = {
  keys: [],
  compile: () => (text) =>
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(jsonOf),
};

function jsonOf(text: string): Json {
  const read = checkedJson(text);
  if ('problem' in read) throw new NotRead('unreadable', read.problem);
  return read.value;
}

/** `format: json`, and `json-lines` with one value a line. */
import type { Json } from '../../../contracts/json.js';
import { readJson, roomFor } from '../read-json.js';
import type { Cooperative } from '../cooperative.js';
import type { Format } from './body-reader.js';

/** JSON, RFC 8259. */
export const json: Format = { keys: [], compile: () => (text) => readJson(text) };

/** JSON Lines, read as a list of its values; blank lines are ignored. */
export const jsonLines: Format = { keys: [], compile: () => linesOf };

function* linesOf(text: string): Cooperative<Json> {
  const found: Json[] = [];
  const room = roomFor(text);
  for (let start = 0; start < text.length;) {
    const next = text.indexOf('\n', start);
    const end = next === -1 ? text.length : next;
    const line = text.slice(start, end);
    if (line.trim() !== '') found.push(yield* readJson(line, room));
    start = end + 1;
    yield;
  }
  return found;
}

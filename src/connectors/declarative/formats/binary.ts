/** `format: binary`: a body that is a document; `$` is its content in base64. */
import type { Json } from '../../../contracts/json.js';
import type { Cooperative } from '../cooperative.js';
import type { Format } from './body.js';

/** Bytes of any kind. */
export const binary: Format = { keys: [], bytes: true, compile: () => whole };

function* whole(base64: string): Cooperative<Json> {
  yield;
  return base64;
}

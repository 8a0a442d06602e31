/** `format: binary`: a body that is a document; `$` is its content in base64. */
import type { Format } from './body-reader.js';

/** Bytes of any kind. */
export const binary: Format = {
  keys: [],
  *bytes(body) {
    yield;
    return body.toString('base64');
  },
};

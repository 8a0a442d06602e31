/** Forms: name=value pairs, percent-encoded. */
import { plainText } from '../json-value.js';
import { keyed, type Payload, type PayloadSource, type RequestScope } from './payload.js';
import { leafWriters } from './value-writers.js';

/** A payload of `application/x-www-form-urlencoded` (WHATWG URL). */
export function formPayload({ rules, keyField, path }: PayloadSource, scope: RequestScope): Payload {
  const form = leafWriters({ ...rules.form, ...keyed(keyField) }, [...path, 'form'], scope);
  const headers = { 'content-type': rules.contentType ?? 'application/x-www-form-urlencoded' };
  return {
    accept: 'application/json',
    write(values) {
      const fields = new URLSearchParams();
      for (const [name, write] of form) {
        const value = write(values);
        if (value !== undefined) fields.append(name, plainText(value));
      }
      return { headers, body: fields.toString() };
    },
  };
}

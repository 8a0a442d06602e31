/** JSON bodies: the map of the file with values filled in by type. */
import type { Json } from '../../../contracts/json.js';
import { isObject } from '../json-value.js';
import { keyed, type Payload, type PayloadSource, type RequestScope } from './payload.js';
import { bodyWriter } from './value-writers.js';

/** A JSON payload (RFC 8259). */
export function jsonPayload(
  { rules, keyField, path }: PayloadSource,
  scope: RequestScope,
): Payload | undefined {
  const body = (rules.body ?? {}) as Json; // YAML gives JSON
  if (keyField !== undefined && !isObject(body)) {
    const message = 'The body is not a map, so it has no field for the key.';
    scope.report.add([...path, 'body'], 'connection_idempotency_invalid', message);
    return undefined;
  }
  const full = isObject(body) ? { ...body, ...keyed(keyField) } : body;
  const write = bodyWriter(full, [...path, 'body'], { ...scope, json: true });
  const headers = { 'content-type': rules.contentType ?? 'application/json' };
  return {
    accept: 'application/json',
    write: (values) => ({ headers, body: JSON.stringify(write(values) ?? null) }),
  };
}

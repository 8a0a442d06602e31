/** The idempotency key of a request, wherever its API has it. */
import { graphqlPath, soapPath } from './addresses.js';
import { type ApiRequest, keyOf, parseJson } from './api.js';

/** For the log: REST has the key in a header, SOAP in `Vorgang`, GraphQL in a variable. */
export function loggedKey(request: ApiRequest): string | undefined {
  if (request.path === soapPath) return /<(?:\w+:)?Vorgang>([^<]+)</.exec(request.body)?.[1];
  if (request.path === graphqlPath) return keyIn(parseJson(request.body));
  return keyOf(request);
}

function keyIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const found = name === 'idempotencyKey' && typeof inner === 'string' ? inner : keyIn(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

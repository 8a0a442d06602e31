/** An operation's own request where the call's values choose among several ways to ask. */
import type { Path } from '../../../flows/yaml/document.js';
import type { BaseAddress } from '../base-address.js';
import { compileCondition } from '../conditions.js';
import type { ConnectionFile, KeyPlaceRules } from '../schema.js';
import type { RequestScope } from './payload.js';
import { type CompiledRequest, compileRequest } from './request.js';
import type { OwnRequestRules, RequestRules } from './schema.js';

/** Compiles the request; of several ways, the first whose condition holds is built, and the target names them all. */
export function compileOwnRequest(
  { either, ...plain }: OwnRequestRules,
  key: KeyPlaceRules | undefined,
  base: BaseAddress,
  path: Path,
  scope: RequestScope,
): CompiledRequest {
  if (either === undefined) return compileRequest(plain, key, base, path, scope);
  const ways = either.map(({ if: when, ...request }, index) => {
    const at = [...path, 'either', index];
    const holds = when && compileCondition(when, [...at, 'if'], scope.report, scope);
    return { holds, ...compileRequest(request, key, base, at, scope) };
  });
  return {
    build: (values) =>
      ways.find(({ holds }) => holds?.({ status: 0, headers: {}, values }) ?? true)?.build(values),
    target: [...new Set(ways.map(({ target }) => target))].join(' '),
    carriesKey: ways.every(({ carriesKey }) => carriesKey),
  };
}

/** A request that may be sent, with its place. */
export interface PlacedRequest {
  request: RequestRules;
  path: Path;
}

/** Each request that an operation may send itself, with its place below `request`. */
export const requestsIn = ({ either, ...plain }: OwnRequestRules): readonly PlacedRequest[] =>
  either === undefined
    ? [{ request: plain, path: [] }]
    : either.map((request, index) => ({ request, path: ['either', index] }));

/** Each request of a file's operations, those of chains included. */
export const requestsOf = (operations: ConnectionFile['operations']): PlacedRequest[] =>
  Object.entries(operations).flatMap(([name, { request, chain = [] }]) => [
    ...requestsIn(request).map((way) => ({ ...way, path: ['operations', name, 'request', ...way.path] })),
    ...chain.map((link, index) => ({
      request: link.request,
      path: ['operations', name, 'chain', index, 'request'],
    })),
  ]);

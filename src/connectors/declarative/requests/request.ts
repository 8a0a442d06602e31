/** Compiles `request:` into a builder from a call's values to an HTTP request, if it can be sent. */
import type { Outgoing } from '../../../auth/scheme.js';
import type { Json } from '../../../contracts/json.js';
import type { Path } from '../../../yaml/document.js';
import type { BaseAddress } from '../base-address.js';
import { isKey } from '../keys.js';
import type { KeyPlaceRules } from '../schema.js';
import { type CallValues, type Slot, valueOf } from '../template.js';
import { compileAddress } from './address.js';
import { compileHeaders } from './headers.js';
import { type RequestScope } from './payload.js';
import { payloads } from './payloads.js';
import { payloadName, type RequestRules } from './schema.js';
import { UnusableValue } from '../unusable-value.js';

/** Builds a request; undefined when a value is missing or unusable at its place. Throws UnsayableAmount. */
export type RequestBuilder = (values: CallValues) => Outgoing | undefined;

/** A request that can be built, and its target: origin and path as the file writes them. */
export interface CompiledRequest {
  build: RequestBuilder;
  target: string;
  /** Whether it carries a key, whatever the call's values are. */
  carriesKey: boolean;
}

/** Compiles a request against the connection's base address. */
export function compileRequest(
  rules: RequestRules,
  key: KeyPlaceRules | undefined,
  base: BaseAddress,
  path: Path,
  scope: RequestScope,
): CompiledRequest {
  const before = scope.used.length;
  const kind = payloadName(rules) ?? (key?.body === undefined ? undefined : 'body');
  const payload = kind && payloads[kind]({ rules, keyField: key?.body, path }, scope);
  const address = compileAddress(rules, key?.query, { base, address: payload?.address }, path, scope);
  const headers = compileHeaders(rules, key?.header, [...path, 'headers'], scope);
  const method = rules.method ?? (kind ? 'POST' : 'GET');
  const build = usable(scope.used, (values) => {
    if (!address || (kind && !payload)) return undefined;
    const own = headers(values);
    const { headers: typed, ...written } = payload?.write(values) ?? { headers: {} };
    return {
      method,
      url: address.urlOf(values),
      headers: { accept: scope.accept ?? payload?.accept ?? 'application/json', ...typed, ...own },
      ...written,
    };
  });
  return { build, target: address?.target ?? '', carriesKey: scope.used.slice(before).some(isKey) };
}

/** Builds a request only with inputs that can be sent; if it names any, at least one must be present. */
function usable(used: readonly Slot[], build: RequestBuilder): RequestBuilder {
  return (values) => {
    // Here it only counts whether a value is there, not whether the system can be told it.
    const inputs = used
      .filter(({ way: [root] }) => root === 'inputs')
      .map(({ counted: _, ...slot }) => valueOf(slot, values));
    if (inputs.length > 0 && inputs.every((value) => value === undefined)) return undefined;
    if (!inputs.every(isWellFormed)) return undefined;
    try {
      return build(values);
    } catch (error) {
      if (error instanceof UnusableValue) return undefined;
      throw error;
    }
  };
}

/** Whether a text has no lone surrogates, which no protocol can transmit. */
function isWellFormed(value: Json | undefined): boolean {
  if (typeof value === 'string') return !/\p{Surrogate}/u.test(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isWellFormed);
}

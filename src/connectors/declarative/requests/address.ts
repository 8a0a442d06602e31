/** Compiles the URL of a request: base address, path and query; a value fills at most one segment or parameter. */
import type { Json } from '../../../contracts/json.js';
import type { Path } from '../../../yaml/document.js';
import type { BaseAddress } from '../base-address.js';
import { plainText } from '../json-value.js';
import { appendParameter } from '../query.js';
import { type CallValues, fill, foreignIn, type Template } from '../template.js';
import { keyed, type RequestScope } from './payload.js';
import type { RequestRules } from './schema.js';
import { leafWriters, textTemplate } from './values.js';
import { UnusableValue } from '../unusable-value.js';

/** The base address, and the address that a WSDL states. */
export interface Bases {
  base: BaseAddress;
  address?: URL | undefined;
}

/** The URL of a request for each call, and its constant origin and path as the file writes them. */
export interface Address {
  urlOf: (values: CallValues) => URL;
  target: string;
}

/** Compiles `path` and `query`; the result throws UnusableValue. Undefined with an issue. */
export function compileAddress(
  rules: RequestRules,
  keyQuery: string | undefined,
  { base, address }: Bases,
  path: Path,
  scope: RequestScope,
): Address | undefined {
  const way = rules.path === undefined ? undefined : compileWay(rules.path, [...path, 'path'], scope);
  const query = leafWriters({ ...rules.query, ...keyed(keyQuery) }, [...path, 'query'], scope);
  if (rules.path !== undefined && !way) return undefined;
  // Credentials go only to the host that the connection names, never to another one from a WSDL.
  const start = address && address.origin === base.url.origin ? address : base.url;
  return {
    urlOf(values) {
      const url = way ? urlOf(base.url, way, values) : new URL(start);
      for (const [name, write] of query) append(url, name, write(values));
      return url;
    },
    target: way ? `${base.named(base.url)}${rules.path ?? ''}` : base.named(start),
  };
}

function compileWay(text: string, path: Path, scope: RequestScope): Template | undefined {
  if (foreignIn(text, scope, { isPath: true }).length > 0)
    return textTemplate(text, path, scope, { isPath: true });
  if (!text.startsWith('/') || /[?#\\]|\/\.\.?(\/|$)/.test(text.replaceAll(/\$\{[^}]*\}/g, 'x'))) {
    const message = 'A path starts with `/` and has no `?`, `#` or `..`.';
    scope.report.add(path, 'connection_url_invalid', message, { hint: rightWay(text) });
    return undefined;
  }
  return textTemplate(text, path, scope);
}

/** How a path with a query, or without its slash, is written. */
function rightWay(text: string): string {
  const [way = '', search = ''] = text.split('?', 2);
  const slashed = way.startsWith('/') ? way : `/${way}`;
  const query = search.split('&').flatMap((part) => {
    const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(part) ?? [];
    return name === '' ? [] : [`${name}: ${/^[\w.-]+$/.test(value) ? value : JSON.stringify(value)}`];
  });
  const parameters = query.length === 0 ? '' : ` and \`query: { ${query.join(', ')} }\``;
  return /^[^?#\\]*$/.test(slashed) && !/\/\.\.?(\/|$)/.test(slashed)
    ? `Write \`path: ${slashed}\`${parameters}.`
    : 'Query parameters belong under `query`.';
}

/** Builds the URL with percent-encoded values; throws UnusableValue if one is absent or would change the path. */
function urlOf(base: URL, way: Template, values: CallValues): URL {
  const path = fill(way, values, encodeURIComponent);
  if (typeof path !== 'string') throw new UnusableValue('a value of the path is absent');
  if (path.split('/').some((segment) => segment === '.' || segment === '..')) {
    throw new UnusableValue('a value would lead to another path');
  }
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/$/, '')}${path}`;
  return url;
}

function append(url: URL, name: string, value: Json | undefined): void {
  if (value !== undefined) appendParameter(url, name, plainText(value));
}

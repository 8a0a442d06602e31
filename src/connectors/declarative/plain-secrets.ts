/** Finds secrets that stand in a connection's file themselves, where everybody sees them who may read the file. */
import type { Json } from '../../contracts/json.js';
import type { Path } from '../../yaml/document.js';
import { foreignPlaceholders } from './foreign-placeholders.js';
import { isList, isObject } from './json-value.js';
import type { Report } from './report.js';
import { requestsIn } from './requests/either.js';
import type { ConnectionFile } from './schema.js';

/** Keys below `auth` whose values are secrets. */
const SECRET =
  /^(.*password|pass|pwd|passphrase|secret|(client|consumer|token)Secret|secretAccessKey|sessionToken|refreshToken)$/i;
const SECRET_HEADER = /^(authorization|proxy-authorization|cookie|x-(api|auth|access)-?(key|token))$/i;

/** Elements and attributes of XML that are written without a value of the file's: their name and what stands there. */
const XML_VALUES =
  /<(?:[\w.-]+:)?([\w.-]+)(?:\s[^<>]*)?>([^<]*)<\/|\s(?:[\w.-]+:)?([\w.-]+)\s*=\s*["']([^"'<]*)["']/g;

/** Adds an issue for each secret in plain, in `auth`, in `events.verify` and in headers of requests. */
export function checkPlainSecrets({ auth, events, operations }: ConnectionFile, report: Report): void {
  const check = (value: Json | undefined, path: Path, isSecret: boolean, scheme = auth.scheme): void => {
    if (typeof value === 'string') {
      if (!isSecret || value === '' || value.includes('${') || foreignPlaceholders(value).length > 0) return;
      report.add(path, 'connection_secret_plain', 'A secret stands here in plain.');
    } else if (value !== undefined && isList(value)) {
      for (const [index, item] of value.entries()) check(item, [...path, index], isSecret, scheme);
    } else if (isObject(value)) {
      for (const [key, item] of Object.entries(value)) {
        const inHeaders = path.at(-1) === 'headers';
        check(item, [...path, key], inHeaders ? SECRET_HEADER.test(key) : isSecretKey(key, scheme), scheme);
      }
    }
  };
  check(auth as Json, ['auth'], false); // YAML gives JSON
  // What `key` is in a login, it is not here: how the secret is written.
  check(events?.verify as Json | undefined, ['events', 'verify'], false, 'none');
  if (typeof auth['xml'] === 'string' && isPlainIn(auth['xml']))
    report.add(['auth', 'xml'], 'connection_secret_plain', 'A secret stands here in plain.');
  for (const [name, { request, chain = [] }] of Object.entries(operations)) {
    for (const { request: way, path } of requestsIn(request)) {
      const at = ['operations', name, 'request', ...path, 'headers'];
      check(way.headers as Json | undefined, at, false);
    }
    for (const [index, link] of chain.entries()) {
      const path = ['operations', name, 'chain', index, 'request', 'headers'];
      check(link.request.headers as Json | undefined, path, false);
    }
  }
}

const isPlainIn = (xml: string): boolean =>
  [...xml.matchAll(XML_VALUES)].some(([, element, text, attribute, value]) => {
    const [name = '', said = ''] = element === undefined ? [attribute, value] : [element, text];
    return SECRET.test(name) && said.trim() !== '' && !said.includes('${');
  });

/** Of some schemes `token` and `key` are secrets, of others places or names of files. */
const isSecretKey = (key: string, scheme: string): boolean =>
  SECRET.test(key) ||
  (scheme === 'bearer' && key === 'token') ||
  (['api-key', 'hmac-signature'].includes(scheme) && key === 'key');

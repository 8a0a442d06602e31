/** Mistakes in `auth` that only show in the request: credentials with their word twice, run together, or overwritten. */
import type { Json } from '../../../contracts/json.js';
import type { Path } from '../../../flows/yaml/document.js';
import { isObject } from '../json-value.js';
import type { Report } from '../report-issues.js';
import { requestsIn } from '../requests/either.js';
import type { RequestRules } from '../requests/schema.js';
import type { ConnectionFile } from '../schema.js';

type Auth = ConnectionFile['auth'];

/** The words with which the value of `Authorization` begins (RFC 9110 §11.4). */
const SCHEME_WORD = /^\s*(bearer|basic|token|apikey|api-key|digest|jwt)\s+/i;

/** Such a word alone, as a prefix without its blank. */
const WORD_ALONE = /^(bearer|basic|token|apikey|api-key|key|digest|jwt|oauth|session|geniekey)$/i;

/** Schemes that write `Authorization` into each request. */
const WRITES_AUTHORIZATION = /^(basic|bearer|digest|oauth1|oauth2-.*|self-signed-jwt|aws-sigv4)$/;

/** The header that the scheme writes, by the name that the file or the scheme gives it. */
function headerOf({ scheme, ...settings }: Auth): string | undefined {
  const named = typeof settings['header'] === 'string' ? settings['header'] : undefined;
  if (scheme === 'api-key') return named;
  if (scheme === 'login-token') return named ?? 'Authorization';
  if (scheme === 'mtls') {
    const inner = settings['with'] as Json | undefined; // YAML gives JSON
    return isObject(inner) && typeof inner['scheme'] === 'string' ? headerOf(inner as Auth) : undefined;
  }
  return WRITES_AUTHORIZATION.test(scheme) ? (named ?? 'Authorization') : undefined;
}

/** Reports credentials that would arrive in another form than the system expects. */
export function checkCredentials(file: ConnectionFile, report: Report): void {
  checkDoubled(file.auth, report);
  checkRunTogether(file.auth, report);
  checkOverwritten(file, report);
}

/** `Bearer Bearer …`: the scheme or the prefix writes the word too. */
function checkDoubled({ scheme, ...settings }: Auth, report: Report): void {
  const prefix = typeof settings['prefix'] === 'string' ? settings['prefix'] : '';
  const written = scheme === 'bearer' ? 'Bearer ' : scheme === 'api-key' ? prefix : '';
  if (written === '') return;
  for (const key of ['token', 'key']) {
    const value = settings[key];
    const word = typeof value === 'string' ? SCHEME_WORD.exec(value)?.[0] : undefined;
    if (typeof value !== 'string' || word === undefined) continue;
    const rest = value.slice(word.length);
    const own = word.trim();
    const message = `\`${scheme === 'bearer' ? 'scheme: bearer' : `prefix: ${prefix.trim()}`}\` already adds \`${written.trim()}\`, so \`${written}${own} …\` would be sent.`;
    const hint =
      scheme === 'bearer' && own.toLowerCase() !== 'bearer'
        ? `Write \`scheme: api-key\` with \`header: Authorization\`, \`prefix: "${own} "\` and \`key: ${rest}\`.`
        : `Write \`${key}: ${rest}\`.`;
    report.add(['auth', key], 'connection_auth_invalid', message, { hint });
  }
}

/** `Token8f2c…`: YAML drops the blank at the end of a value that is not in quotes. */
function checkRunTogether(auth: Auth, report: Report): void {
  const { prefix } = auth;
  if (typeof prefix !== 'string' || !/[A-Za-z0-9]$/.test(prefix)) return;
  const header = headerOf(auth);
  if (header === undefined || (header.toLowerCase() !== 'authorization' && !WORD_ALONE.test(prefix))) return;
  const message = `There is no space between \`${prefix}\` and what follows it: \`${header}: ${prefix}8f2c…\` would be sent.`;
  const hint = `Write \`prefix: "${prefix} "\`, in quotes, because YAML drops spaces at the end of a value.`;
  report.add(['auth', 'prefix'], 'connection_auth_invalid', message, { hint });
}

/** A header or parameter of a request that `auth` overwrites. */
function checkOverwritten({ auth, operations }: ConnectionFile, report: Report): void {
  const header = headerOf(auth)?.toLowerCase();
  const parameter =
    auth.scheme === 'api-key' && typeof auth['query'] === 'string' ? auth['query'] : undefined;
  const check = ({ headers = {}, query = {} }: RequestRules, path: Path): void => {
    const twice = [
      ...Object.keys(headers).map((name) => ({ name, key: 'headers', is: name.toLowerCase() === header })),
      ...Object.keys(query).map((name) => ({ name, key: 'query', is: name === parameter })),
    ].filter(({ is }) => is);
    for (const { name, key } of twice) {
      const message = `\`auth\` sets \`${name}\` in every request, so this value would never be sent.`;
      const hint =
        'Remove it here. If this operation needs other credentials, move it to a connection of its own.';
      report.add([...path, key, name], 'connection_auth_invalid', message, { at: 'key', hint });
    }
  };
  for (const [name, { request, chain = [] }] of Object.entries(operations)) {
    const at = ['operations', name];
    for (const { request: way, path } of requestsIn(request)) check(way, [...at, 'request', ...path]);
    for (const [index, link] of chain.entries()) check(link.request, [...at, 'chain', index, 'request']);
  }
}

/** Credentials that would arrive in another form than the system expects: their word twice, or run together with it. */
import type { Report } from '../report-issues.js';
import type { ConnectionFile } from '../schema.js';

type Auth = ConnectionFile['auth'];

/** The words with which the value of `Authorization` begins (RFC 9110 §11.4). */
const SCHEME_WORD = /^\s*(bearer|basic|token|apikey|api-key|digest|jwt)\s+/i;

/** Such a word alone, as a prefix without its blank. */
const WORD_ALONE = /^(bearer|basic|token|apikey|api-key|key|digest|jwt|oauth|session|geniekey)$/i;

/** Reports both. */
export function checkCredentials({ auth }: ConnectionFile, report: Report): void {
  checkDoubled(auth, report);
  checkRunTogether(auth, report);
}

/** `Bearer Bearer …`: the scheme or the prefix writes the word too. */
function checkDoubled({ scheme, ...settings }: Auth, report: Report): void {
  const prefix = typeof settings['prefix'] === 'string' ? settings['prefix'] : '';
  const [key, written, by] =
    scheme === 'bearer'
      ? ['token', 'Bearer ', 'scheme: bearer']
      : ['key', prefix, `prefix: ${prefix.trim()}`];
  const value = settings[key];
  const word = typeof value === 'string' && written !== '' ? SCHEME_WORD.exec(value)?.[0] : undefined;
  if (typeof value !== 'string' || word === undefined) return;
  const rest = value.slice(word.length);
  const own = word.trim();
  const message = `\`${by}\` already adds \`${written.trim()}\`, so \`${written}${own} …\` would be sent.`;
  const hint =
    scheme === 'bearer' && own.toLowerCase() !== 'bearer'
      ? `Write \`scheme: api-key\` with \`header: Authorization\`, \`prefix: "${own} "\` and \`key: ${rest}\`.`
      : `Write \`${key}: ${rest}\`.`;
  report.add(['auth', key], 'connection_auth_invalid', message, { hint });
}

/** `Token8f2c…`: YAML drops the blank at the end of a value that is not in quotes. */
function checkRunTogether({ prefix, header = 'Authorization' }: Auth, report: Report): void {
  if (typeof prefix !== 'string' || !/[A-Za-z0-9]$/.test(prefix) || typeof header !== 'string') return;
  if (header.toLowerCase() !== 'authorization' && !WORD_ALONE.test(prefix)) return;
  const message = `There is no space between \`${prefix}\` and what follows it: \`${header}: ${prefix}8f2c…\` would be sent.`;
  const hint = `Write \`prefix: "${prefix} "\`, in quotes, because YAML drops spaces at the end of a value.`;
  report.add(['auth', 'prefix'], 'connection_auth_invalid', message, { hint });
}

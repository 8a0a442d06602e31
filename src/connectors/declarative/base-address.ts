/** The base address of all requests of a connection, and its name where no secret may be shown. */
import { createHash } from 'node:crypto';
import { missingSecret } from '../../contracts/errors/missing-secret.js';
import { fillSecrets } from '../auth/scheme.js';
import { mayCarrySecrets } from '../http/secret-hosts.js';
import type { ConnectionContext } from '../connection-context.js';
import type { Report } from './report-issues.js';
import { checkSecretTexts } from './check-secret-texts.js';

/** Where a connection's system is. */
export interface BaseAddress {
  url: URL;
  /** Names an address at that system by origin and path, uniquely; one made from a secret is named by a hash. */
  named: (url: URL) => string;
}

const plainName = ({ origin, pathname }: URL): string => `${origin}${pathname.replace(/\/$/, '')}`;

const hashedName = (url: URL): string =>
  `sha256:${createHash('sha256').update(plainName(url)).digest('hex').slice(0, 32)}`;

/** Placeholder where the file's own address has an issue. */
export const UNSET: BaseAddress = { url: new URL('https://unset.invalid'), named: plainName };

/** The base address that a file states; undefined with an issue. */
export function baseAddress(
  text: string,
  report: Report,
  { secrets }: Pick<ConnectionContext, 'secrets'>,
): BaseAddress | undefined {
  if (checkSecretTexts(text, ['baseUrl'], report)) return undefined;
  const filled = fillSecrets(text, secrets);
  if (missingSecrets(filled.missing, report, secrets)) return undefined;
  const url = URL.canParse(filled.text) ? new URL(filled.text) : undefined;
  const usable =
    url && /^https?:$/.test(url.protocol) && `${url.username}${url.password}${url.search}${url.hash}` === '';
  if (usable) return { url, named: filled.text === text ? plainName : hashedName };
  // The address may contain a secret, so it is not repeated.
  report.add(['baseUrl'], 'connection_url_invalid', '`baseUrl` is not a valid API address.');
  return undefined;
}

/** Reports a base address that is none of the hosts to which the file's secrets may be sent. */
export function checkSecretHosts(
  { hostname }: URL,
  secretHosts: readonly (readonly string[])[],
  report: Report,
): void {
  if (mayCarrySecrets(hostname, { secretHosts })) return;
  report.add(['baseUrl'], 'secret_host_refused', 'A secret in this file must not be sent to this host.');
}

function missingSecrets(
  missing: readonly string[],
  report: Report,
  secrets: ConnectionContext['secrets'],
): boolean {
  for (const name of missing) {
    const { code, message, hint } = missingSecret(name, secrets);
    report.add(['baseUrl'], code, message, { hint });
  }
  return missing.length > 0;
}

/** The address that all requests of a connection begin with, and how it is named where no secret may be seen. */
import { createHash } from 'node:crypto';
import { missingSecret } from '../../contracts/errors/missing-secret.js';
import { fillSecrets } from '../../auth/scheme.js';
import type { ConnectionContext } from '../options.js';
import type { Report } from './report.js';

/** Where a connection's system is. */
export interface BaseAddress {
  url: URL;
  /** Origin and path of an address at that system: another address, another name; one made of a secret as a hash. */
  named: (url: URL) => string;
}

const plainName = ({ origin, pathname }: URL): string => `${origin}${pathname.replace(/\/$/, '')}`;

const hashedName = (url: URL): string =>
  `sha256:${createHash('sha256').update(plainName(url)).digest('hex').slice(0, 32)}`;

/** Stands in where the file's own address has an issue. */
export const UNSET: BaseAddress = { url: new URL('https://unset.invalid'), named: plainName };

/** The base address that a file writes; undefined with an issue. */
export function baseAddress(
  text: string,
  report: Report,
  { secrets }: Pick<ConnectionContext, 'secrets'>,
): BaseAddress | undefined {
  const filled = fillSecrets(text, secrets);
  if (missingSecrets(filled.missing, report)) return undefined;
  const url = URL.canParse(filled.text) ? new URL(filled.text) : undefined;
  const usable =
    url && /^https?:$/.test(url.protocol) && `${url.username}${url.password}${url.search}${url.hash}` === '';
  if (usable) return { url, named: filled.text === text ? plainName : hashedName };
  // The address may come from a secret: it is not repeated.
  report.add(['baseUrl'], 'connection_url_invalid', '`baseUrl` is no address of an API.');
  return undefined;
}

function missingSecrets(missing: readonly string[], report: Report): boolean {
  for (const name of missing) {
    const { code, message, hint } = missingSecret(name);
    report.add(['baseUrl'], code, message, { hint });
  }
  return missing.length > 0;
}

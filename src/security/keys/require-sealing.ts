/** Services keep what is personal in clear on their own machine alone, unless their operator says otherwise. */
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { MasterKeySettings } from './open-master-key.js';

/** Where what is personal is kept. */
export interface KeptAt {
  databaseUrl: string;
  /** Temporal's, `host:port`. */
  address: string;
}

// Without a host it is a socket of this machine.
const isLoopback = (host: string): boolean => /^(|localhost|127(\.\d+){3}|\[::1\])$/.test(host);

/**
 * Throws `master_key_missing` if nothing would be sealed in a store or a Temporal on another machine, and
 * ORDERLY_PLAINTEXT does not say `written`.
 */
export function requireSealing(
  settings: MasterKeySettings & { readonly writesPlaintext: boolean },
  { databaseUrl, address }: KeptAt,
): void {
  const { masterKey, masterKeyFile, masterKeyService, writesPlaintext } = settings;
  const isSealed = [masterKey, masterKeyFile, masterKeyService].some((setting) => setting !== undefined);
  if (isSealed || writesPlaintext) return;
  const remote = [databaseUrl, `temporal://${address}`].map(hostOf).find((host) => !isLoopback(host));
  if (remote === undefined) return;
  throw new OrderlyError(
    'master_key_missing',
    `No master key is set, so personal data would be stored unencrypted at ${remote}`,
  );
}

/** The host of an address, which PostgreSQL's may name as a parameter too: a path is a socket. What is no address reaches none. */
function hostOf(address: string): string {
  if (!URL.canParse(address)) return '';
  const { hostname, searchParams } = new URL(address);
  const host = searchParams.get('host') ?? hostname;
  return host.startsWith('/') ? '' : host;
}

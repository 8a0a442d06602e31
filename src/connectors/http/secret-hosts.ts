/** Where requests may go that carry secrets which are bound to hosts. */

/** Thrown before a look-up. */
export class SecretRefused extends Error {
  readonly code = 'SECRET_HOST_REFUSED';
}

/** Names are equal with and without the root's trailing dot. */
export const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/** Whether all secrets that are bound to hosts may be sent to this one. */
export function mayCarrySecrets(
  host: string,
  { secretHosts = [] }: { secretHosts?: readonly (readonly string[])[] },
): boolean {
  const name = plainName(host);
  const isNamed = (entry: string): boolean =>
    entry.startsWith('*.') ? name.endsWith(plainName(entry.slice(1))) : plainName(entry) === name;
  return secretHosts.every((entries) => entries.some(isNamed));
}

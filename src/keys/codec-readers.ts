/** Who may read payloads through the codec server: names with bearer tokens (RFC 6750). */
import { createHash, timingSafeEqual } from 'node:crypto';

/** Finds the name of whoever sent an `authorization` header; undefined for strangers. Its time says nothing about tokens. */
export function readersOf(
  tokens: ReadonlyMap<string, string>,
): (authorization?: string) => string | undefined {
  const readers = [...tokens].map(([name, token]) => ({ name, digest: digestOf(token) }));
  return (authorization = '') => {
    const [, token = ''] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
    const given = digestOf(token);
    // All are compared, so that the answer's time does not depend on which one it is.
    const found = readers.filter(({ digest }) => timingSafeEqual(digest, given));
    return found[0]?.name;
  };
}

/** Digests have equal length, whatever the token's. */
const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();

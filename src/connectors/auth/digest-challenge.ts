/** Parses `WWW-Authenticate` (RFC 9110 §11.6.1): one header may list several challenges, separated by commas. */

/** Digest hash algorithms (RFC 7616 §6.1) by name, and Node's names for them. */
const DIGEST_HASHES: ReadonlyMap<string, string> = new Map([
  ['MD5', 'md5'],
  ['SHA-256', 'sha256'],
  ['SHA-512-256', 'sha512-256'],
]);

/** A Digest challenge that we can answer. */
export interface DigestChallenge {
  realm: string;
  nonce: string;
  opaque: string | undefined;
  /** As spelt by the server. */
  algorithm: string | undefined;
  hash: string;
  session: boolean;
  qop: 'auth' | 'auth-int' | undefined;
  stale: boolean;
  userhash: boolean;
  /** Whether the server declares support for UTF-8, and thus for `username*` (§3.4). */
  utf8: boolean;
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
/** A parameter, or a scheme name: one without `=`, or (`token68`) with nothing after it. */
const PART = new RegExp(`(${TOKEN})(?:\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|(${TOKEN})))?`, 'g');

/** The first challenge that we can answer, as RFC 7616 §3.7 requires; undefined if there is none. */
export function digestChallenge(header: string | undefined): DigestChallenge | undefined {
  return challenges(header ?? '')
    .filter(({ scheme }) => scheme === 'digest')
    .map(({ parameters }) => answerable(parameters))
    .find((challenge) => challenge !== undefined);
}

interface Challenge {
  scheme: string;
  parameters: Map<string, string>;
}

function challenges(header: string): Challenge[] {
  const found: Challenge[] = [];
  for (const [, name = '', quoted, token] of header.matchAll(PART)) {
    const value = quoted?.replaceAll(/\\(.)/g, '$1') ?? token;
    if (value === undefined) found.push({ scheme: name.toLowerCase(), parameters: new Map() });
    else found.at(-1)?.parameters.set(name.toLowerCase(), value);
  }
  return found;
}

function answerable(parameters: ReadonlyMap<string, string>): DigestChallenge | undefined {
  const algorithm = parameters.get('algorithm');
  const [, name = '', session] = /^(.*?)(-sess)?$/i.exec(algorithm ?? 'MD5') ?? [];
  const hash = DIGEST_HASHES.get(name.toUpperCase());
  const nonce = parameters.get('nonce');
  const realm = parameters.get('realm');
  const offered = parameters
    .get('qop')
    ?.toLowerCase()
    .split(/[\s,]+/);
  const qop = (['auth', 'auth-int'] as const).find((each) => offered?.includes(each));
  // A `qop` with only unknown values cannot be answered; a missing one is the old form of RFC 2069.
  if (hash === undefined || nonce === undefined || realm === undefined || (offered && !qop)) return undefined;
  return {
    realm,
    nonce,
    opaque: parameters.get('opaque'),
    algorithm,
    hash,
    session: session !== undefined,
    qop,
    stale: parameters.get('stale')?.toLowerCase() === 'true',
    userhash: parameters.get('userhash')?.toLowerCase() === 'true',
    utf8: parameters.get('charset')?.toLowerCase() === 'utf-8',
  };
}

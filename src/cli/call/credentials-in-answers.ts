/** Which values that requests take from answers are credentials: a login token, a session id. */
import { plainText } from '../../connectors/declarative/json-value.js';
import type { TracedExchange } from '../../connectors/trace.js';
import type { KnownSecrets } from './mask.js';

/** Names that systems use for whatever identifies the caller. */
const CREDENTIAL =
  /auth|cookie|csrf|xsrf|secret|session|token|jwt|bearer|login|passw|pwd|credential|signature|(?:^|[^a-z])(?:sid|sig)(?:[^a-z]|$)|(?:^|api|access|[^a-z])key$/i;

/** Whether a name denotes a credential. */
export const namesCredential = (name: string): boolean =>
  CREDENTIAL.test(name) && !/^(?:x-)?idempotency-key$/i.test(name);

/** Paths (`chain.login.token`) of taken values that are credentials; their values become known secrets. */
export function credentialsTaken(exchanges: readonly TracedExchange[], secrets: KnownSecrets): Set<string> {
  const logins = loginsAmong(exchanges);
  const found = new Set<string>();
  for (const exchange of exchanges) {
    for (const { way, value, names } of takenIn(exchange)) {
      const given = [...way.slice(1), ...names].some(namesCredential) || cameFrom(logins, value);
      if (!given) continue;
      found.add(way.join('.'));
      secrets.know(value);
    }
  }
  return found;
}

/** Requests that send a secret in body or URL; none if the last request, which is no login, does so too. */
function loginsAmong(exchanges: readonly TracedExchange[]): readonly TracedExchange[] {
  const mark = 'orderly0secret0mark';
  const sendsSecret = ({ rewrite }: TracedExchange): boolean => {
    const request = rewrite(([root], value) => (root === 'secret' ? mark : value));
    return request !== undefined && `${request.url.href} ${String(request.body)}`.includes(mark);
  };
  const logins = exchanges.filter(sendsSecret);
  return logins.at(-1) === exchanges.at(-1) ? [] : logins;
}

const cameFrom = (logins: readonly TracedExchange[], value: string): boolean =>
  logins.some(({ outcome }) => outcome.is === 'response' && outcome.body.toString().includes(value));

/** A value of an earlier answer, and the names under which a request sends it. */
interface Taken {
  way: readonly string[];
  value: string;
  names: string[];
}

function takenIn({ rewrite }: TracedExchange): Taken[] {
  const marks = new Map<string, Taken>();
  const request = rewrite((way, value) => {
    if (way[0] !== 'chain') return value;
    const mark = `orderly0taken${marks.size}mark`;
    marks.set(mark, { way, value: plainText(value), names: [] });
    return mark;
  });
  const texts = [request?.url.search ?? '', request?.body?.toString() ?? ''];
  for (const [mark, taken] of marks) {
    // A request that cannot be rebuilt with marks cannot be shown to be harmless.
    if (request === undefined) taken.names.push('token');
    for (const [name, value] of Object.entries(request?.headers ?? {}))
      if (value.includes(mark)) taken.names.push(name);
    for (const text of texts) taken.names.push(...namesBefore(text, mark));
  }
  return [...marks.values()];
}

/** The name before a value: `"sid":"…`, `sid=…`, `<sid>…`, `sid="…`. */
function namesBefore(text: string, mark: string): string[] {
  const parts = text.split(mark).slice(0, -1);
  return parts.flatMap(
    (before) => /([\w.-]+)["']?\s*[:=>]\s*\[?["']?[^"'<>&=:]*$/.exec(before.slice(-200))?.[1] ?? [],
  );
}

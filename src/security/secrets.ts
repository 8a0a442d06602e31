/** Secrets are read by name, never written in files: environment variables, or files of a mounted folder (DESIGN §13). */
import { presentFields } from '../contracts/present-fields.js';

/** Looks up a merchant's secret by name; undefined if it has none. Values never end up in logs, errors or histories. */
export interface Secrets {
  (name: string): string | undefined;
  /** The merchant whose they are. */
  readonly owner?: string;
  /** The only hosts that a secret may be sent to, such as `api.acme.example` or `*.acme.example`; undefined: any. */
  readonly hosts?: (name: string) => readonly string[] | undefined;
  /** Where files of secrets are looked for, if anywhere. */
  readonly folder?: { readonly path: string; readonly exists: boolean };
}

/** The secrets of each merchant: no name leads from one to another's. */
export type SecretsOf = (merchant: string) => Secrets;

/** Placeholder for any secret where a file is checked without them; a URL, as that is the strictest context. */
export const STAND_IN = 'https://secret.invalid';

/** Whether a secret can have this name: capitals, digits and single underscores, so that a variable can carry it. */
export const isSecretName = (name: string): boolean =>
  /^(?=.{1,100}$)(?!ORDERLY_SECRET_)[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(name);

/** Whether a name is that of the variable, with what Orderly puts before the secret's own name. */
export const isVariableName = (name: string): boolean => /^ORDERLY_SECRET_|^[A-Z0-9_]+__/.test(name);

/** The name that a secret can have, nearest to one that it cannot: `stub-token` is `STUB_TOKEN`. */
export const secretNameLike = (name: string): string =>
  name
    .replace(/^ORDERLY_SECRET_/, '')
    .replace(/^[A-Z0-9_]+?__/, '')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '') || 'NAME';

/** The name in a text that is one `${secret.NAME}`; undefined for any other text. */
export const secretNameIn = (text: string): string | undefined =>
  /^\$\{secret\.([A-Z][A-Z0-9_]*)\}$/.exec(text)?.[1];

/** Where a secret may be sent to, as lists of which each must hold the host; none if it may go anywhere. */
export function hostsOf(secrets: Secrets, name: string | undefined): readonly (readonly string[])[] {
  const hosts = name === undefined ? undefined : secrets.hosts?.(name);
  return hosts === undefined ? [] : [hosts];
}

/** The same secrets, and where those that have been looked up by then may be sent to. */
export function notingHosts(secrets: Secrets): {
  secrets: Secrets;
  hosts: () => readonly (readonly string[])[];
} {
  const names = new Set<string>();
  const noting = (name: string): string | undefined => {
    names.add(name);
    return secrets(name);
  };
  return {
    secrets: likeThose(secrets, noting),
    hosts: () => [...names].flatMap((name) => hostsOf(secrets, name)),
  };
}

/** Secrets that are looked up another way, and have the owner, the hosts and the folder of these. */
export const likeThose = (
  { owner, hosts, folder }: Secrets,
  lookUp: (name: string) => string | undefined,
): Secrets => Object.assign(lookUp, presentFields({ owner, hosts, folder }));

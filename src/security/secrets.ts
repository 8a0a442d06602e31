/** Secrets are read by name, never written in files: environment variables, or files of a mounted folder. */

/** Looks up a secret by name; undefined if there is none. Values never end up in logs, errors or histories. */
export type Secrets = (name: string) => string | undefined;

/** Placeholder for any secret where a file is checked without them; a URL, as that is the strictest context. */
export const STAND_IN = 'https://secret.invalid';

/** The name in a text that is one `${secret.NAME}`; undefined for any other text. */
export const secretNameIn = (text: string): string | undefined =>
  /^\$\{secret\.([A-Z][A-Z0-9_]*)\}$/.exec(text)?.[1];

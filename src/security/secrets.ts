/** Secrets are read by name, never written in files: environment variables, or files of a mounted folder. */

/** Looks a secret up by its name; undefined if there is none. Values never leave for logs, errors or histories. */
export type Secrets = (name: string) => string | undefined;

/** Stands for any secret where a file is checked without them; an address, as that is the strictest place for one. */
export const STAND_IN = 'https://secret.invalid';

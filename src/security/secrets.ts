/** Secrets are read by name, never written in files: environment variables, or files of a mounted folder. */

/** Looks a secret up by its name; undefined if there is none. Values never leave for logs, errors or histories. */
export type Secrets = (name: string) => string | undefined;

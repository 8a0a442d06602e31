/** What the processes of an installation must agree on: one secret, and master keys that all of them can unwrap with. */

/** A process, and what it can unwrap. */
export interface LiveProcess {
  /** Host and process id. */
  process: string;
  kind: 'worker' | 'api' | 'codec';
  /** Fingerprints of its master keys, newest first; never a key. */
  masterKeys: readonly string[];
}

/** The installation, as its processes share it. */
export interface Installation {
  /** The check value of the installation's secret: the one that is kept, else the given one from now on. */
  secretCheck(value: string): Promise<string>;
  /** Keeps another one in its place. */
  replaceSecretCheck(value: string): Promise<void>;
  /** Says that a process lives. */
  live(process: LiveProcess): Promise<void>;
  /** Those that live, by kind and name; one that died without a word counts for a minute. */
  processes(): Promise<LiveProcess[]>;
  /** The process holds nothing any more. */
  leave(process: Pick<LiveProcess, 'process' | 'kind'>): Promise<void>;
}

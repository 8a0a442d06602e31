/** An installation as the sinks look at it. */
import type { Client } from '@temporalio/client';
import type { Stack } from '../../../../demo/stack/stack.js';

/** A running installation, and what was heard of it. */
export interface Observed {
  stack: Stack;
  /** A client without keys: it sees payloads as Temporal keeps them. */
  raw: Client;
  /** Lines of the logs of worker and API. */
  log: string[];
  /** Pages with metrics. */
  metrics: string[];
  /** Address of the HTTP API, and a key by which a channel calls it. */
  api: { url: string; key: string };
  /** Requests that the API refuses. */
  refused: { url: string; init: RequestInit }[];
  /** Files of recorded calls. */
  recordings: string[];
}

/** A text of a sink, and where in it. */
export interface Seen {
  place: string;
  text: string;
}

/** A place where a canary could end up. */
export interface Sink {
  name: string;
  /** All that there is in it. */
  read: (observed: Observed) => Promise<Seen[]>;
  /** Puts a text into it, past all that keeps it out. */
  plant: (observed: Observed, text: string) => Promise<unknown>;
}

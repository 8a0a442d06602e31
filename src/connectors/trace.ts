/** What somebody who looks over a connection's shoulder is shown: `orderly call`, never a worker. */
import type { Outgoing } from '../auth/scheme.js';
import type { HttpOutcome } from '../http/client.js';
import type { Json } from '../contracts/json.js';
import type { Replacements } from './declarative/template.js';

/** One request, and what came back. */
export interface TracedExchange {
  /** As the connection wrote it, before credentials were put on it. */
  request: Outgoing;
  /** As it was sent; it holds credentials. */
  sent: Outgoing;
  /** The request written anew with other values in it; undefined where those cannot stand in it. */
  rewrite: (instead: Replacements) => Outgoing | undefined;
  outcome: HttpOutcome;
}

/** Looks on. */
export interface Trace {
  exchange(exchange: TracedExchange): void;
  /** Gets each answer as paths are asked of it; what it gives back is read in its place. */
  view(view: Json): Json;
}

/** Shows a connection's requests and responses to an observer: to `orderly connections try`, never in a worker. */
import type { Outgoing } from './auth/scheme.js';
import type { HttpOutcome } from './http/client.js';
import type { Json } from '../contracts/json.js';
import type { Replacements } from './declarative/template.js';

/** One request and its response. */
export interface TracedExchange {
  /** As the connection wrote it, before credentials were added. */
  request: Outgoing;
  /** As it was sent; it holds credentials. */
  sent: Outgoing;
  /** Rewrites the request with other values; undefined where those values do not fit. */
  rewrite: (instead: Replacements) => Outgoing | undefined;
  outcome: HttpOutcome;
}

/** An exchange with a log-in or a token server. */
export interface SignInExchange {
  method: string;
  url: URL;
  outcome: HttpOutcome;
}

/** Observes a connection's exchanges. */
export interface Trace {
  exchange(exchange: TracedExchange): void;
  /** One exchange on the way to a credential: all of it but the address and the kind of the answer is secret. */
  signIn?(exchange: SignInExchange): void;
  /** Whether a request is to be shown and not sent. */
  withholds(request: Outgoing): boolean;
  /** Receives each response body before paths are evaluated on it; the return value is read in its place. */
  view(view: Json): Json;
}

/** A cause of how a call came out, and what it is worked out from. */
import type { Operation } from '../../commerce/operation.js';
import type { Binding } from '../../connectors/connector.js';
import type { ErrorCode } from '../../contracts/errors/catalogue.js';
import type { HttpResponse } from '../../connectors/http/client.js';
import type { Path, YamlDocument } from '../../flows/yaml/document.js';
import type { SeenCall } from './caller.js';

/** What is known of a call besides what was seen. */
export interface CallAbout {
  operation: Operation;
  binding: Pick<Binding, 'connection' | 'effect' | 'fields'>;
  /** The currency of the merchant, if it names one. */
  currency?: string | undefined;
  /** The connection's file, if it is there; of a prebuilt connector only what it says itself. */
  document?: YamlDocument | undefined;
}

/** One cause; `path` is its place in the connection's file. */
export interface Cause {
  code: ErrorCode;
  message: string;
  hint: string;
  path: Path;
}

/** The last answer of a call, if the last request was answered. */
export function lastAnswer({ exchanges }: Pick<SeenCall, 'exchanges'>): HttpResponse | undefined {
  const outcome = exchanges.at(-1)?.outcome;
  return outcome?.is === 'response' ? outcome : undefined;
}

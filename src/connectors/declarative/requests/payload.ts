/** Types of payloads: compiled once from `request:`, written for each call. */
import type { Outgoing } from '../../auth/scheme.js';
import type { Effect } from '../../../contracts/effect.js';
import type { Json } from '../../../contracts/json.js';
import type { Path } from '../../../flows/yaml/document.js';
import type { Report } from '../report-issues.js';
import type { CallValues, Slot, TemplateScope } from '../template.js';
import type { RequestRules } from './schema.js';

/** What compiling a request needs; `used` collects the slots, so that an absent search is noticed. */
export interface RequestScope extends TemplateScope {
  report: Report;
  used: Slot[];
  /** Whether what is compiled is only a part of the value that is written. */
  isPart?: boolean;
  /** Whether the payload is JSON, so that a constant without quotes may be a number, true, false or null. */
  json?: boolean;
  /** The bytes of a file beside the connection's; undefined when there is none. */
  siblingFiles: (name: string) => Buffer | undefined;
  /** The Accept header, where the payload does not determine it. */
  accept?: string | undefined;
  /** The effect of the operation, which a GraphQL document must match. */
  effect: Effect;
}

/** Writes a value for a call; undefined leaves its parameter out. Throws UnusableValue. */
export type Writer = (values: CallValues) => Json | undefined;

/** A payload for one call. */
interface RawPayload extends Pick<Outgoing, 'body' | 'envelope'> {
  headers: Readonly<Record<string, string>>;
}

/** A compiled payload. */
export interface Payload {
  /** The Accept header. */
  accept: string;
  /** The address that the system states; used only if it is on the host of `baseUrl`. */
  address?: URL;
  /** Throws UnusableValue. */
  write: (values: CallValues) => RawPayload;
}

/** What a payload is compiled from. */
export interface PayloadSource {
  rules: RequestRules;
  /** Field of the body that carries the idempotency key. */
  keyField: string | undefined;
  /** The path of `request`. */
  path: Path;
}

/** Compiles one kind of payload; undefined with an issue. */
export type PayloadCompiler = (source: PayloadSource, scope: RequestScope) => Payload | undefined;

/** The rule for the field of the key, to add to those of the file. */
export const keyed = (name: string | undefined): Record<string, string> =>
  name === undefined ? {} : { [name]: '${idempotencyKey}' };

/** Reports a key field: a payload without named fields can hold the key only as `${idempotencyKey}`. */
export function refuseKeyField({ keyField, path }: PayloadSource, { report }: RequestScope): void {
  if (keyField === undefined) return;
  const message = 'This payload has no body fields: write `${idempotencyKey}` where the key belongs.';
  report.add([...path.slice(0, -1), 'idempotency', 'key', 'body'], 'connection_idempotency_invalid', message);
}

/** What a kind of payload is: compiled once from `request:`, written for each call. */
import type { Outgoing } from '../../../auth/scheme.js';
import type { Effect } from '../../../contracts/effect.js';
import type { Path } from '../../../yaml/document.js';
import type { Report } from '../report.js';
import type { CallValues, Slot, TemplateScope } from '../template.js';
import type { RequestRules } from './schema.js';

/** What compiling a request needs; `used` collects the slots, so that an absent search is noticed. */
export interface RequestScope extends TemplateScope {
  report: Report;
  used: Slot[];
  /** The bytes of a file beside the connection's; undefined when there is none. */
  siblingFiles: (name: string) => Buffer | undefined;
  /** What the system is asked to answer with, where that does not follow from the payload. */
  accept?: string | undefined;
  /** What the operation does; a GraphQL document must do the same. */
  effect: Effect;
}

/** A payload for one call. */
interface WrittenPayload extends Pick<Outgoing, 'body' | 'envelope'> {
  headers: Readonly<Record<string, string>>;
}

/** A compiled payload. */
export interface Payload {
  /** What the system is asked to answer with. */
  accept: string;
  /** Where the system says that it listens; counts only on the host of `baseUrl`. */
  address?: URL;
  /** Throws UnusableValue. */
  write: (values: CallValues) => WrittenPayload;
}

/** What a payload is compiled from. */
export interface PayloadSource {
  rules: RequestRules;
  /** Field of the body that carries the idempotency key. */
  keyField: string | undefined;
  /** Where `request` stands. */
  path: Path;
}

/** Compiles one kind of payload; undefined with an issue. */
export type PayloadCompiler = (source: PayloadSource, scope: RequestScope) => Payload | undefined;

/** The field that carries the key, as a rule beside those of the file. */
export const keyed = (name: string | undefined): Record<string, string> =>
  name === undefined ? {} : { [name]: '${idempotencyKey}' };

/** A payload without named fields has no place for the key but `${idempotencyKey}` itself. */
export function refuseKeyField({ keyField, path }: PayloadSource, { report }: RequestScope): void {
  if (keyField === undefined) return;
  const message = 'This payload has no fields of a body: write `${idempotencyKey}` where the key belongs.';
  report.add([...path.slice(0, -1), 'idempotency', 'key', 'body'], 'connection_idempotency_invalid', message);
}

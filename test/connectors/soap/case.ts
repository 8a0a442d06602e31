/** A case of SOAP: what a desk says, what it is asked, and what comes of it. */
import type { JsonObject } from '../../../src/contracts/json.js';
import type { DeskAnswer, Stack } from '../../peers/order-desk/start.js';
import type { Changes, Version } from './desk-connection.js';

/** What all cases have. */
interface Case extends Changes {
  name: string;
  /** 1.1 unless told. */
  version?: Version;
  /** What is said to this case, by its name or to the number that it asks for. */
  answer?: DeskAnswer;
  /** Stacks that cannot do it, each with the reason. */
  cannot?: Partial<Record<Stack, string>>;
}

/** An order is read. */
export interface ReadCase extends Case {
  /** More of the order than its number. */
  order?: JsonObject;
  /** The number that is asked for, if it is not the case's own. */
  number?: string;
  /** Part of the order that is read; undefined are fields that must not be there. */
  reads?: Readonly<Record<string, unknown>>;
  /** Or what else comes of it. */
  comes?: Readonly<Record<string, unknown>>;
}

/** A refund is written. */
export interface WriteCase extends Case {
  /** More of the order that it is for. */
  order?: JsonObject;
  amount?: JsonObject;
  /** What the stack understood of the request, by paths. */
  arrives?: Readonly<Record<string, string | null | undefined>>;
  tenant?: string;
  user?: string;
  /** What comes of it: `done` unless told. */
  comes?: Readonly<Record<string, unknown>>;
}

/** What one attempt of an operation works with. */
import type { OperationCall } from '../connector.js';
import type { ConnectionEvent } from '../events.js';
import type { Transport } from './exchange.js';
import type { CompiledOperation } from './operation.js';

/** A call of an operation, with its transport and deadline. */
export interface AttemptScope {
  call: OperationCall;
  operation: CompiledOperation;
  transport: Transport;
  /** When the attempt has used up the time-out of one request, in epoch ms. */
  deadline: number;
  report: (event: ConnectionEvent) => void;
  answered: NonNullable<OperationCall['answered']>;
}

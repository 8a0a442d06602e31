/** What one attempt of an operation works with. */
import type { OperationCall } from '../connector.js';
import type { ConnectionEvent } from '../events.js';
import type { Transport } from './exchange.js';
import type { CompiledOperation } from './operation.js';

/** A call of an operation, through a wire, until a moment. */
export interface AttemptScope {
  call: OperationCall;
  operation: CompiledOperation;
  transport: Transport;
  /** Epoch ms at which the attempt has used up the time of one request. */
  deadline: number;
  report: (event: ConnectionEvent) => void;
}

/** What one attempt of an operation works with. */
import type { OperationCall } from '../connector.js';
import type { ConnectionEvent } from '../operator-events.js';
import type { Outcome } from '../outcome-table.js';
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

/** Tells operators what is wrong with a response that cannot be used. */
export function reportWhy(outcome: Outcome, { operation, report }: AttemptScope): void {
  if (!('why' in outcome)) return;
  const { connection, operation: name } = operation.binding;
  report({ kind: 'answer_unused', connection, operation: name, why: outcome.why });
}

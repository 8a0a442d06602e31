/** What a failure of Temporal's client means here. */
import { OrderlyError } from '../../contracts/errors/orderly-error.js';

/** What a gRPC status means here; all others are faults of ours. */
const meanings: Readonly<Record<number, () => OrderlyError>> = {
  4: noWorker, // DEADLINE_EXCEEDED: a query or update was put to a worker, and none took it
  9: noWorker, // FAILED_PRECONDITION: no worker has asked for work recently
  14: () => new OrderlyError('temporal_unavailable', 'The Temporal server has stopped answering'),
};

/** The product's error for a failure of Temporal's client; compared by name, so that commands need not load it. */
export function explainTemporal(error: unknown): OrderlyError | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'WorkflowUpdateRPCTimeoutOrCancelledError') return noWorker();
  const status = statusOf(error) ?? statusOf(error.cause);
  return status === undefined ? undefined : meanings[status]?.();
}

function noWorker(): OrderlyError {
  return new OrderlyError('worker_unavailable', 'No worker answered in time');
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('details' in error)) return undefined;
  return typeof error.code === 'number' ? error.code : undefined;
}

/** One request to a system, whose answer counts only if it has the shape that the operation declares. */
import { z } from 'zod';
import type { Attempt, OperationCall, Purpose } from '../../connectors/connector.js';
import type { CallResult } from '../../contracts/call-result.js';
import type { JsonObject } from '../../contracts/json.js';
import type { Operation } from '../../commerce/operation.js';
import { deadlineOf, notNow } from './deadline.js';
import type { Answering, PlannedCall } from './plan.js';
import type { CallPorts } from './ports.js';

/** The outcome of a read: an answer, a refusal, or nothing by the deadline. */
export type ReadAnswer =
  | Extract<Attempt, { is: 'done' | 'refused' }>
  /** `until`: when the system can be asked again, epoch ms. */
  | { is: 'unavailable'; until?: number };

/** Sends one request; an answer that does not have the declared shape is `unclear`. */
export async function attempt(
  answering: Answering,
  call: Omit<OperationCall, 'operation'>,
): Promise<Attempt> {
  const { connection, operation } = answering;
  const came = await connection.attempt({ ...call, operation: operation.name });
  if (came.is !== 'done') return came;
  const declared = operation.results[came.result];
  const outputs = declared === undefined ? undefined : z.object(declared).safeParse(came.outputs).data;
  if (outputs === undefined) return { is: 'unclear', code: 'answer_shape' };
  // The declared fields are JSON by their schemas; others are left out.
  return { is: 'done', result: came.result, outputs: outputs as JsonObject };
}

/** Reads something for a call; retries temporary failures until the call's deadline. */
export async function read(
  ports: Pick<CallPorts, 'now'>,
  call: PlannedCall,
  answering: Answering,
  inputs: JsonObject,
  purpose: Purpose = 'call',
): Promise<ReadAnswer> {
  const { signal } = call.tried;
  // A read may be aborted when the worker stops; a write never is.
  const came = await attempt(answering, { inputs, purpose, ...(signal === undefined ? {} : { signal }) });
  if (came.is === 'done' || came.is === 'refused') return came;
  const deadline = deadlineOf(ports, call);
  const waitMs = 'retryAfterMs' in came ? came.retryAfterMs : undefined;
  const until = waitMs === undefined ? {} : { until: deadline.now + waitMs };
  // A wait that does not fit is not begun.
  if (deadline.over || (waitMs ?? 0) > deadline.at - deadline.now) return { is: 'unavailable', ...until };
  // A read is never merely accepted.
  throw came.is === 'accepted'
    ? notNow(answering, 'answer_shape', deadline)
    : notNow(answering, came.code, deadline, came.retryAfterMs);
}

/** The system's own name for the write, if the operation says which output holds it. */
export function referenceOf(operation: Operation, outputs: JsonObject): { reference?: string } {
  const value = operation.reference === undefined ? undefined : outputs[operation.reference];
  return typeof value === 'string' ? { reference: value } : {};
}

/** The result of a call from an answer that says what happened. */
export function resultOf(answer: ReadAnswer): CallResult {
  switch (answer.is) {
    case 'done':
      return { outcome: 'done', result: answer.result, outputs: answer.outputs };
    case 'refused': {
      const { code, message } = answer;
      return { outcome: 'refused', refusal: message === undefined ? { code } : { code, message } };
    }
    case 'unavailable':
      return { outcome: 'unavailable', ...(answer.until === undefined ? {} : { until: answer.until }) };
  }
}

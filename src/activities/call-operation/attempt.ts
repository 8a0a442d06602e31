/** One request to a system, whose answer counts only in the shape that the operation declares. */
import { cancellationSignal } from '@temporalio/activity';
import { z } from 'zod';
import type { Attempt, OperationCall } from '../../connectors/connector.js';
import type { JsonObject } from '../../json.js';
import type { Dependencies } from '../dependencies.js';
import { notNow, patienceOf } from './not-now.js';
import type { Answering, PlannedCall } from './planned-call.js';

/** What a read came to: an answer, a refusal, or nothing until the deadline. */
export type ReadAnswer = Extract<Attempt, { is: 'done' | 'refused' }> | { is: 'unavailable' };

/** Sends one request; an answer of another shape than declared is `unclear`. */
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

/** Reads something for a call; trouble is tried again until the call's deadline. */
export async function read(
  deps: Pick<Dependencies, 'now'>,
  call: PlannedCall,
  answering: Answering,
  inputs: JsonObject,
): Promise<ReadAnswer> {
  // A read may be broken off when the worker stops; a write never is.
  const came = await attempt(answering, { inputs, signal: cancellationSignal() });
  if (came.is === 'done' || came.is === 'refused') return came;
  const patience = patienceOf(deps, call);
  if (patience.over) return { is: 'unavailable' };
  throw notNow(came.code, patience, came.retryAfterMs);
}

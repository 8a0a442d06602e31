/** One attempt of an operation: build, send page by page, read, and look the outcome up in the table. */
import type { Outgoing } from '../../auth/scheme.js';
import type { Json } from '../../json.js';
import type { Attempt, OperationCall } from '../connector.js';
import { attemptOf, type Outcome } from '../outcome-table.js';
import { readAnswer, readMain } from './answers.js';
import type { ConnectionEvent } from '../events.js';
import { exchange, type Wire } from './exchange.js';
import type { CompiledOperation } from './operation.js';

/** Runs one attempt. */
export async function attempt(
  call: OperationCall,
  operation: CompiledOperation,
  wire: Wire,
  tell: (event: ConnectionEvent) => void,
): Promise<Attempt> {
  const { idempotencyKey } = call;
  const request = operation.build({
    inputs: call.inputs,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  });
  if (!request) return unusable(operation);
  const pages = await readPages(request, call, operation, wire);
  if (!Array.isArray(pages.outcome)) return attemptOf(pages.outcome, operation.binding);
  const { connection, operation: name } = operation.binding;
  if (pages.cut) tell({ kind: 'pages_cut', connection, operation: name });
  const { outcome, dropped, wrong } = readMain(pages.outcome, operation.answers, call.inputs);
  if (dropped > 0) tell({ kind: 'records_dropped', connection, operation: name, count: dropped });
  if (wrong !== undefined) tell({ kind: 'wrong_shape', connection, operation: name, field: wrong });
  return attemptOf(outcome, operation.binding);
}

/** No system holds what cannot even be asked for; a write with such a value is not sent. */
function unusable({ answers, binding }: CompiledOperation): Attempt {
  const { nothing } = answers;
  if (binding.effect === 'read' && nothing !== undefined) return { is: 'done', result: nothing, outputs: {} };
  return { is: 'refused', code: 'input_unusable' };
}

/** Bodies of all pages, or what else came of it; the pages share the time of one request. */
async function readPages(
  request: Outgoing,
  { signal }: OperationCall,
  { answers, binding, paging }: CompiledOperation,
  wire: Wire,
): Promise<{ outcome: Outcome | Json[]; cut?: boolean }> {
  const deadline = Date.now() + binding.timeoutMs;
  const bodies: Json[] = [];
  const seen = new Set<string>();
  let next = request;
  for (;;) {
    const timeoutMs = bodies.length === 0 ? binding.timeoutMs : Math.max(1, deadline - Date.now());
    const answer = await exchange(next, { timeoutMs, signal }, wire);
    if ('what' in answer) return { outcome: answer };
    const read = readAnswer(answer, answers);
    if (read.outcome !== 'main') return { outcome: read.outcome };
    bodies.push(read.body);
    const cursor = cursorIn(read.body, paging);
    // A cursor that comes again would lead round for ever.
    if (cursor === undefined || seen.has(cursor)) return { outcome: bodies };
    if (bodies.length >= (paging?.max ?? 1)) return { outcome: bodies, cut: true };
    seen.add(cursor);
    next = withCursor(request, paging?.param ?? '', cursor);
  }
}

function cursorIn(body: Json, paging: CompiledOperation['paging']): string | undefined {
  const value = paging?.cursor.select(body)[0];
  const cursor = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return cursor === '' ? undefined : cursor;
}

function withCursor(request: Outgoing, param: string, cursor: string): Outgoing {
  const url = new URL(request.url);
  url.searchParams.set(param, cursor);
  return { ...request, url };
}

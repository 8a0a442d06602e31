/** Runs one attempt of an operation: its chain, its pages, and their outcome by the table. */
import type { Json } from '../../contracts/json.js';
import type { Attempt, OperationCall } from '../connector.js';
import type { AttemptMade, ConnectionEvent } from '../events.js';
import { attemptOf, type Outcome } from '../outcome-table.js';
import type { AttemptScope } from './attempt-scope.js';
import type { Transport } from './exchange.js';
import { readDocument } from './documents/read-document.js';
import { readMain } from './main-result.js';
import type { CompiledOperation } from './operation.js';
import { readPages } from './paging/read-pages.js';
import { givenBy, goThrough, unusable } from './run-chain.js';
import { cooperatively } from './cooperative.js';

/** Who hears of what an attempt meets, and of what came of it. */
export interface AttemptListeners {
  report: (event: ConnectionEvent) => void;
  attempted: (made: AttemptMade) => void;
}

/** Runs one attempt; its requests share the time-out of a single one. */
export async function attempt(
  call: OperationCall,
  operation: CompiledOperation,
  transport: Transport,
  { report, attempted }: AttemptListeners,
): Promise<Attempt> {
  const { connection, operation: name, effect, timeoutMs } = operation.binding;
  const begun = Date.now();
  let status: number | undefined;
  const answered = (last: number): void => void (status = last);
  const scope = { call, operation, transport, report, answered, deadline: begun + timeoutMs };
  const came = await attemptIn(scope);
  attempted({
    ...{ connection, operation: name, effect, outcome: came.is, ms: Date.now() - begun },
    ...('code' in came ? { code: came.code } : {}),
    ...(status === undefined ? {} : { status }),
  });
  return came;
}

async function attemptIn(scope: AttemptScope): Promise<Attempt> {
  const { call, operation } = scope;
  const { binding } = operation;
  // Without the reference a system would report on any write.
  const isAboutAny = operation.namesReference && call.reference === undefined;
  if (call.purpose === 'settle' && isAboutAny) return unusable(scope);
  const before = await goThrough(scope);
  if ('is' in before) return before;
  const { chain, kept } = before;
  const values = { ...givenBy(call), chain };
  const view = operation.together ? (answer: Json) => ({ ...kept, answer }) : (answer: Json) => answer;
  const pages = await readPages(values, view, scope);
  if (pages === undefined) return unusable(scope);
  return Array.isArray(pages) ? await mainAttempt(pages, scope) : attemptOf(pages, binding);
}

async function mainAttempt(bodies: readonly Json[], scope: AttemptScope): Promise<Attempt> {
  const { call, operation, report, deadline } = scope;
  const { connection, operation: name } = operation.binding;
  const { signal } = call;
  const read = await cooperatively(readMain(bodies, operation.main, call.inputs), { deadline, signal });
  if ('what' in read) return attemptOf(read, operation.binding);
  const { outcome, dropped, wrong } = read;
  const cut = bodies
    .flatMap((body) => operation.truncated.flatMap((path) => path.select(body)))
    .filter((value) => value === true || value === 'true').length;
  if (cut > 0) report({ kind: 'list_truncated', connection, operation: name, count: cut });
  if (dropped > 0) report({ kind: 'records_dropped', connection, operation: name, count: dropped });
  if (wrong !== undefined) report({ kind: 'wrong_shape', connection, operation: name, field: wrong });
  return attemptOf(await withDocument(outcome, bodies[0] ?? {}, scope), operation.binding);
}

/** The outcome with the document of its answer, if the operation gives one: without it, it is not what was asked for. */
async function withDocument(outcome: Outcome, body: Json, scope: AttemptScope): Promise<Outcome> {
  const { document: reader, main, binding } = scope.operation;
  if (reader === undefined || outcome.what !== 'answered' || outcome.result !== main.result) return outcome;
  const document = await readDocument(body, reader, scope);
  if (!('what' in document)) return { ...outcome, document };
  const { connection, operation } = binding;
  scope.report({ kind: 'wrong_shape', connection, operation, field: reader.output });
  return document;
}

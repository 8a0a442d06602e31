/** Runs the requests that go before an operation's own, and ends the attempt where one of them does. */
import type { Json, JsonObject } from '../../contracts/json.js';
import type { Attempt, OperationCall } from '../connector.js';
import { attemptOf, type Outcome, WRONG_SHAPE } from '../outcome-table.js';
import type { AttemptScope } from './attempt-scope.js';
import { type ChainLink, keyOfLink } from './chain.js';
import { ask } from './exchange-step.js';
import { isObject } from './json-value.js';
import { joinedValues, taken } from './take.js';
import type { CallValues } from './template.js';

/** What the requests have taken, and their answers, by their ids. */
interface Gone {
  chain: JsonObject;
  kept: JsonObject;
}

/** Runs them: their values, or the attempt that ended at one of them. */
export async function goThrough(scope: AttemptScope): Promise<Gone | Attempt> {
  const { call, operation } = scope;
  const chain: Record<string, JsonObject> = {};
  const kept: Record<string, Json> = {};
  for (const link of operation.chain) {
    const values = valuesOf(call, chain, link.id);
    const items = link.items?.(values);
    const answers: { values: JsonObject; body: Json }[] = [];
    for (const [index, item] of (items ?? [undefined]).entries()) {
      const asked = item === undefined ? values : { ...valuesOf(call, chain, `${link.id}.${index}`), item };
      const answer = await askLink(link, asked, scope);
      if ('is' in answer) return answer;
      answers.push(answer);
    }
    const [only] = answers;
    const isSingle = items === undefined && only !== undefined;
    const found = answers.map((answer) => answer.values);
    chain[link.id] = isSingle ? only.values : joinedValues(found, link.take);
    kept[link.id] = isSingle ? only.body : answers.map(({ body }) => body);
  }
  return { chain, kept };
}

/** The most pages that are read of a list. */
const MOST = 10;

/** The first different items of a list; it is told when others are left out. */
export function firstOf(list: readonly Json[], { operation, report }: AttemptScope, most = MOST): Json[] {
  const different = [...new Set(list)];
  const { connection, operation: name } = operation.binding;
  if (different.length > most) report({ kind: 'pages_cut', connection, operation: name });
  return different.slice(0, most);
}

async function askLink(
  link: ChainLink,
  values: CallValues,
  scope: AttemptScope,
): Promise<{ values: JsonObject; body: Json } | Attempt> {
  const { call, transport, deadline, answered, report, operation } = scope;
  const request = link.build(values);
  if (!request) return unusable(scope);
  const timeoutMs = Math.max(1, deadline - Date.now());
  const answer = await ask(request, link, { timeoutMs, signal: call.signal, values, answered }, transport);
  if (answer.outcome !== 'main') return beforeCommit(answer.outcome, scope);
  const found = taken(link.take, answer.body);
  if ('values' in found) return { values: found.values, body: answer.body };
  const { connection, operation: name } = operation.binding;
  report({ kind: 'wrong_shape', connection, operation: name, field: `${link.id}.${found.wrong}` });
  return beforeCommit(WRONG_SHAPE, scope);
}

/** The outcome for a value that cannot be sent: a read finds nothing, a write is not sent. */
export function unusable(scope: AttemptScope): Attempt {
  const { main, binding } = scope.operation;
  const { nothing } = main;
  // That it cannot be asked for does not show whether the write happened.
  if (scope.call.purpose !== undefined) return { is: 'unsent', code: 'input_unusable' };
  if (binding.effect === 'read' && nothing !== undefined) return { is: 'done', result: nothing, outputs: {} };
  return beforeCommit({ what: 'refused', code: 'input_unusable' }, scope);
}

/** What a request may name of a call. */
export const givenBy = ({ inputs, idempotencyKey, reference }: OperationCall): CallValues => ({
  inputs: isObject(inputs) ? inputs : {},
  ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  ...(reference === undefined ? {} : { reference }),
});

function valuesOf(call: OperationCall, chain: JsonObject, id: string): CallValues {
  const given = givenBy(call);
  const { idempotencyKey } = given;
  const key = idempotencyKey === undefined ? {} : { idempotencyKey: keyOfLink(idempotencyKey, id) };
  return { ...given, chain, ...key };
}

/** The attempt when nothing was committed: a write is unsent, unless an earlier attempt may have been sent. */
function beforeCommit(outcome: Outcome, { call, operation: { binding } }: AttemptScope): Attempt {
  const came = attemptOf(outcome, { ...binding, effect: 'read' });
  if (binding.effect === 'read') return came;
  if (came.is !== 'done' && came.is !== 'refused' && came.is !== 'accepted') return { ...came, is: 'unsent' };
  // The state that the system reports now may be the result of the earlier attempt.
  const isCertain = call.repeated !== true || (came.is === 'refused' && came.proves !== undefined);
  return isCertain ? came : { is: 'unclear', code: 'answer_status' };
}

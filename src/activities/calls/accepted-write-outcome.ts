/** What a system says of a write that it has accepted: asked by an operation, or told by an event (DESIGN §5). */
import { z } from 'zod';
import type { Attempt } from '../../connectors/connector.js';
import type { CallResult } from '../../contracts/call-result.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import type { EffectRecord } from '../../store/store.js';
import { resultOf } from './attempt.js';
import type { PlannedWrite } from './plan.js';

/** How a write came out, as its system says. */
export type Settled = { state: 'done' | 'refused'; answer: CallResult; forAll?: true };

/** What the system says when it is asked; undefined while it does not know, or does not answer. */
export async function askSystem(call: PlannedWrite, row: EffectRecord): Promise<Settled | undefined> {
  const ask = call.binding.settling?.ask;
  if (ask === undefined) return undefined;
  const came = await call.connection.attempt({
    ...{ operation: ask.operation, inputs: call.request.call.inputs, purpose: 'settle' },
    idempotencyKey: row.key,
    ...(row.reference === undefined ? {} : { reference: row.reference }),
  });
  if (came.is !== 'done') return undefined;
  return 'refunds' in came.outputs ? refundIn(call, came.outputs.refunds, row) : resultIn(call, came);
}

function resultIn(call: PlannedWrite, came: Extract<Attempt, { is: 'done' }>): Settled | undefined {
  if (came.result === 'done') return done(call, came.outputs);
  if (came.result !== 'refused') return undefined;
  const { code } = came.outputs;
  return refused(typeof code === 'string' ? code : 'refused');
}

const Refunds = z.array(z.object({ ref: z.string(), status: z.string() }));

/** The refund in a list with the reference under which the write was accepted. */
function refundIn(
  call: PlannedWrite,
  listed: Json | undefined,
  { reference }: EffectRecord,
): Settled | undefined {
  const refund = Refunds.safeParse(listed).data?.find(({ ref }) => ref === reference);
  switch (refund?.status) {
    case 'done':
      return done(call, { ...(reference === undefined ? {} : { refundRef: reference }) });
    case 'failed':
    case 'cancelled':
      return refused(`refund_${refund.status}`);
    default:
      return undefined;
  }
}

/** The write is done, with those of the outputs that its operation declares. */
export function done({ operation }: PlannedWrite, outputs: JsonObject): Settled {
  const [result = 'done'] = Object.keys(operation.results);
  const declared = z.object(operation.results[result] ?? {}).safeParse(outputs).data ?? {};
  return { state: 'done', answer: resultOf({ is: 'done', result, outputs: declared as JsonObject }) };
}

/** The write is refused; the system itself says so, so this holds for every attempt. */
export const refused = (code: string): Settled => ({
  state: 'refused',
  answer: { outcome: 'refused', refusal: { code } },
  forAll: true,
});

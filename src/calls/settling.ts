/** Accepted is not done: asks a system what became of the write it accepted (DESIGN §5). */
import { z } from 'zod';
import type { Attempt } from '../connectors/connector.js';
import type { CallResult } from '../contracts/call-result.js';
import type { Json, JsonObject } from '../contracts/json.js';
import type { EffectRow } from '../store/store.js';
import { resultOf } from './attempt.js';
import { NotNow } from './failures.js';
import type { PlannedWrite } from './plan.js';
import type { CallPorts } from './ports.js';
import { settle, settleUnknown, storeClock } from './settle.js';

/** Where a connection sets nothing: as long as a bank needs. */
const WITHIN_MS = 10 * 24 * 60 * 60 * 1000;

/** Records that the system has accepted the write, under its reference. */
export async function acceptedBy(
  ports: CallPorts,
  call: PlannedWrite,
  reference: string | undefined,
): Promise<CallResult> {
  const now = await storeClock(ports, call);
  const until = now + (call.binding.settling?.withinMs ?? WITHIN_MS);
  const answer = { outcome: 'accepted', askAt: askAt(call, { now, until, asked: 0 }), until } as const;
  const attempt = call.tried.id;
  const named = reference === undefined ? {} : { reference };
  const result = await settle(ports, call, { state: 'accepted', attempt, answer, until, ...named });
  if (result === undefined) throw new NotNow('effect_open');
  return result;
}

/** Asks what became of an accepted write; returns its outcome, or when to ask again. */
export async function askAccepted(ports: CallPorts, call: PlannedWrite, row: EffectRow): Promise<CallResult> {
  const told = await askSystem(call, row);
  if (told !== undefined) {
    const result = await settle(ports, call, told);
    if (result !== undefined) return result;
  }
  const now = await storeClock(ports, call);
  const until = row.until ?? now;
  if (now >= until) return settleUnknown(ports, call);
  const asked = row.asked + 1;
  const answer: CallResult = { outcome: 'accepted', askAt: askAt(call, { now, until, asked }), until };
  await ports.store.effects.change(call.place, (found) => {
    const open = found.row?.state === 'accepted';
    return open && found.row
      ? { row: { ...found.row, asked, answer }, value: undefined }
      : { value: undefined };
  });
  return answer;
}

/** When to ask next: after each interval in turn, repeating the last one, and at the deadline at the latest. */
function askAt(
  { binding }: PlannedWrite,
  { now, until, asked }: { now: number; until: number; asked: number },
): number {
  const everyMs = binding.settling?.ask?.everyMs ?? [];
  const next = everyMs[Math.min(asked, everyMs.length - 1)];
  return next === undefined ? until : Math.min(now + next, until);
}

type Settled = { state: 'done' | 'refused'; answer: CallResult; forAll?: true };

/** What the system says; undefined while it does not know, or does not answer. */
async function askSystem(call: PlannedWrite, row: EffectRow): Promise<Settled | undefined> {
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
  { reference }: EffectRow,
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

function done({ operation }: PlannedWrite, outputs: JsonObject): Settled {
  const [result = 'done'] = Object.keys(operation.results);
  const declared = z.object(operation.results[result] ?? {}).safeParse(outputs).data ?? {};
  return { state: 'done', answer: resultOf({ is: 'done', result, outputs: declared as JsonObject }) };
}

// The system itself was asked, so this holds for every attempt.
const refused = (code: string): Settled => ({
  state: 'refused',
  answer: { outcome: 'refused', refusal: { code } },
  forAll: true,
});

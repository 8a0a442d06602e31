/** Accepted is not done: asks a system what became of the write it accepted (DESIGN §5). */
import type { CallResult } from '../../contracts/call-result.js';
import type { EffectRecord } from '../../store/store.js';
import { NotNow } from './failures.js';
import type { PlannedWrite } from './plan.js';
import type { CallPorts } from './ports.js';
import { type AnsweredBy, settle, settleUnknown, storeClock } from './settle-write.js';
import { askSystem } from './accepted-write-outcome.js';
import { settleReported, reportedOutcome } from './reported-outcome.js';

/** Where a connection sets nothing: as long as a bank needs. */
const WITHIN_MS = 10 * 24 * 60 * 60 * 1000;

/** Records that the system has accepted the write, by which answer and under which reference. */
export async function acceptedBy(
  ports: CallPorts,
  call: PlannedWrite,
  { reference, ...by }: AnsweredBy & { reference: string | undefined },
): Promise<CallResult> {
  const now = await storeClock(ports, call);
  const until = now + (call.binding.settling?.withinMs ?? WITHIN_MS);
  const answer = { outcome: 'accepted', askAt: askAt(call, { now, until, asked: 0 }), until } as const;
  const named = reference === undefined ? {} : { reference };
  const result = await settle(ports, call, { state: 'accepted', ...by, answer, until, ...named });
  if (result === undefined) throw new NotNow('effect_open');
  return result.outcome === 'accepted' ? ((await reportedBefore(ports, call)) ?? result) : result;
}

/** An event that came before the row had its reference: each looks for the other after its own commit. */
async function reportedBefore(ports: CallPorts, call: PlannedWrite): Promise<CallResult | undefined> {
  const row = await ports.store.effects.find(call.id);
  return row?.state === 'accepted' ? settleByEvents(ports, call, row) : undefined;
}

async function settleByEvents(
  ports: CallPorts,
  call: PlannedWrite,
  row: EffectRecord,
): Promise<CallResult | undefined> {
  const reported = await reportedOutcome(ports, call, row);
  return reported && settleReported(ports, call, row, reported);
}

/** Asks what became of an accepted write; returns its outcome, or when to ask again. */
export async function askAccepted(
  ports: CallPorts,
  call: PlannedWrite,
  row: EffectRecord,
): Promise<CallResult> {
  // Whoever noted that it was accepted may have died before it could look.
  const before = await settleByEvents(ports, call, row);
  if (before !== undefined) return before;
  const reported = await askSystem(call, row);
  if (reported !== undefined) {
    const result = await settle(ports, call, reported);
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

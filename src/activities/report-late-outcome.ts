/** Tells people how a write came out whose run has ended: nobody else hears of it. */
import { idOf } from './calls/effect-record.js';
import type { CallPorts } from './calls/ports.js';
import type { ReportAloneRequest } from '../contracts/activities.js';
import type { Effects } from '../store/store.js';

/** Makes the activity; it says nothing of what is no write, or has not come out yet, and the same only once. */
export function reportAlone(
  { effects }: { effects: Pick<Effects, 'find'> },
  ports: Pick<CallPorts, 'reportLateAnswer'>,
): (request: ReportAloneRequest) => Promise<void> {
  return async (request) => {
    const row = await effects.find(request);
    if (row?.state === 'done' || row?.state === 'refused')
      await ports.reportLateAnswer({ ...idOf(row), outcome: row.state });
  };
}

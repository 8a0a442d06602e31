/** Events that were read before the write that they are about was as they need it: they are taken up again (DESIGN §5). */
import { businessEvents } from '../../commerce/business-events.js';
import type { EffectRecord, EventReading } from '../../store/store.js';
import type { PlannedWrite } from './plan.js';
import type { CallPorts } from './ports.js';

/**
 * Has events taken up again that a write could not heed while it was open: that it has failed since, or how it came out. To
 * be called once the row is committed: row and event each look for the other after their own commit. `hasHeard`: it has
 * been accepted, and has heard what settles it ever since.
 */
export async function takeUpEarlier(
  { store: { events } }: Pick<CallPorts, 'store'>,
  { operation, binding }: PlannedWrite,
  row: EffectRecord,
  isInformed: boolean,
): Promise<void> {
  const settling = isInformed ? undefined : binding.settling?.event;
  const undoing = [...businessEvents.values()].find(({ undoes }) => undoes === operation.name)?.name;
  if (settling === undefined && undoing === undefined) return;
  const matters = ({ kind, outcome }: EventReading): boolean => {
    if (row.state === 'done') return kind === undoing || (kind === settling && outcome === 'refused');
    return row.state === 'unknown' && kind === settling && outcome !== undefined;
  };
  const refs = [row.key, ...(row.reference === undefined ? [] : [row.reference])];
  const about = await events.about(row.merchant, row.connection, refs);
  const numbers = about.flatMap(({ number, reading }) => (reading && matters(reading) ? [number] : []));
  if (numbers.length > 0) await events.again(row.merchant, numbers);
}

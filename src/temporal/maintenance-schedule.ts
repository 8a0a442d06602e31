/** The schedule of the maintenance workflow: one a namespace, however many workers there are. */
import type { Log } from '../contracts/log.js';
import { ScheduleAlreadyRunning, ScheduleClient, ScheduleOverlapPolicy } from '@temporalio/client';

const scheduleId = 'orderly-maintenance';

/** Creates the schedule unless it is there; operators may pause or change it. */
export async function scheduleMaintenance(
  options: ConstructorParameters<typeof ScheduleClient>[0],
  taskQueue: string,
  log: Pick<Log, 'warn'>,
): Promise<void> {
  try {
    await new ScheduleClient(options).create({
      scheduleId,
      spec: { intervals: [{ every: '5 minutes' }] },
      action: {
        type: 'startWorkflow',
        workflowType: 'maintenance',
        workflowId: scheduleId,
        taskQueue,
        args: [],
      },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' },
      memo: {},
    });
  } catch (error) {
    // Not everybody may make schedules: an operator can, and the runbook says how.
    if (!(error instanceof ScheduleAlreadyRunning))
      log.warn({ code: 'maintenance_unscheduled', err: error }, 'the maintenance could not be scheduled');
  }
}

/** The schedule of the maintenance workflow: one per namespace, however many workers there are. */
import type { Log } from '../../contracts/log.js';
import { ScheduleAlreadyRunning, ScheduleClient, ScheduleOverlapPolicy } from '@temporalio/client';

/** Its schedule's id. */
export const maintenanceScheduleId = 'orderly-maintenance';

/** How often it runs, ms. */
export const maintenanceEveryMs = 5 * 60_000;

/** Creates the schedule unless it exists; operators may pause or change it. */
export async function scheduleMaintenance(
  options: ConstructorParameters<typeof ScheduleClient>[0],
  taskQueue: string,
  log: Pick<Log, 'warn'>,
): Promise<void> {
  try {
    await new ScheduleClient(options).create({
      scheduleId: maintenanceScheduleId,
      spec: { intervals: [{ every: maintenanceEveryMs }] },
      action: {
        type: 'startWorkflow',
        workflowType: 'maintenance',
        workflowId: maintenanceScheduleId,
        taskQueue,
        args: [],
      },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' },
      memo: {},
    });
  } catch (error) {
    // Workers may lack permission to create schedules: an operator can, as the runbook explains.
    if (!(error instanceof ScheduleAlreadyRunning))
      log.warn(
        { code: 'maintenance_unscheduled', err: error },
        'the maintenance workflow could not be scheduled',
      );
  }
}

/** The schedule of the maintenance workflow: one a namespace, however many workers there are. */
import { ScheduleAlreadyRunning, ScheduleClient, ScheduleOverlapPolicy } from '@temporalio/client';

const scheduleId = 'orderly-maintenance';

/** Creates the schedule unless it is there; operators may pause or change it. */
export async function scheduleMaintenance(
  options: ConstructorParameters<typeof ScheduleClient>[0],
  taskQueue: string,
): Promise<void> {
  try {
    await new ScheduleClient(options).create({
      scheduleId,
      spec: { intervals: [{ every: '5 minutes' }] },
      action: { type: 'startWorkflow', workflowType: 'maintenance', workflowId: scheduleId, taskQueue, args: [] },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' },
      memo: {},
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
}

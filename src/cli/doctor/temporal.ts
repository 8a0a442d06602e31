/** Checks of Temporal: the namespace, who polls it, what is scheduled there. */
import { ScheduleClient } from '@temporalio/client';
import proto from '@temporalio/proto';
import { maintenanceEveryMs, maintenanceScheduleId } from '../../platform/temporal/maintenance-schedule.js';
import { taskQueue } from '../../contracts/workflow-messages.js';
import type { Check, Finding, OpenTemporal } from './check.js';

const answers: Check = {
  name: 'Temporal',
  needs: ['config'],
  async examine({ temporal }) {
    const { target } = await temporal();
    return { type: 'ok', says: `${target.address}, namespace ${target.namespace}` };
  },
};

/** Days for which operators look back at runs that have ended. */
const leastDays = 3;

const retention: Check = {
  name: 'retention',
  needs: ['temporal'],
  async examine({ temporal }) {
    const { connection, target } = await temporal();
    const { config } = await connection.workflowService.describeNamespace({ namespace: target.namespace });
    const days = Math.floor(Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) / 86_400);
    const isAlone = /^(localhost|127\.|\[::1\])/.test(target.address);
    if (days >= leastDays || isAlone) return { type: 'ok', says: `${days} days` };
    return {
      type: 'warning',
      says: `Temporal forgets runs ${days < 1 ? 'within a day' : `${days} days`} after their end`,
      todo: `Run \`temporal operator namespace update --retention 7d ${target.namespace}\` (docs/operating/in-production.md).`,
    };
  },
};

const { TaskQueueType } = proto.temporal.api.enums.v1;

const pollers: Check = {
  name: 'pollers',
  needs: ['temporal'],
  async examine({ temporal }) {
    const opened = await temporal();
    const [workflows, activities] = await Promise.all([
      pollersOf(opened, TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW),
      pollersOf(opened, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY),
    ]);
    if (workflows > 0 && activities > 0)
      return { type: 'ok', says: `${workflows} of task queue ${taskQueue}` };
    return {
      type: 'wrong',
      says: `No worker polls task queue ${taskQueue} of namespace ${opened.target.namespace}`,
      todo: 'Start a worker with the same TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE; if one is running, compare its settings.',
    };
  },
};

async function pollersOf(
  { connection, target }: OpenTemporal,
  taskQueueType: proto.temporal.api.enums.v1.TaskQueueType,
): Promise<number> {
  const { pollers: found } = await connection.workflowService.describeTaskQueue({
    ...{ namespace: target.namespace, taskQueue: { name: taskQueue }, taskQueueType },
  });
  return found.length;
}

const maintenance: Check = {
  name: 'maintenance',
  needs: ['temporal'],
  async examine({ temporal }) {
    const { connection, target } = await temporal();
    const handle = new ScheduleClient({ connection, namespace: target.namespace }).getHandle(
      maintenanceScheduleId,
    );
    const described = await handle.describe().catch(() => undefined);
    if (described === undefined)
      return {
        type: 'wrong',
        says: 'The maintenance workflow is not scheduled',
        todo: 'See docs/operating/operators.md#the-maintenance-is-not-scheduled.',
      };
    if (described.state.paused)
      return {
        type: 'wrong',
        says: 'The schedule of the maintenance workflow is paused, so nobody looks up what became of unclear writes',
        todo: `Run \`temporal schedule toggle --schedule-id ${maintenanceScheduleId} --unpause --reason checked\`.`,
      };
    return lastRun(described.info.recentActions.at(-1)?.takenAt ?? described.info.createdAt);
  },
};

function lastRun(at: Date): Finding {
  const minutes = Math.round((Date.now() - at.getTime()) / 60_000);
  if (minutes * 60_000 <= 4 * maintenanceEveryMs) return { type: 'ok', says: `ran ${minutes} min ago` };
  return {
    type: 'wrong',
    says: `The maintenance workflow has not been started for ${minutes} minutes`,
    todo: `Run \`temporal schedule describe --schedule-id ${maintenanceScheduleId}\`: one run may hang, or Temporal’s scheduler stand still.`,
  };
}

const version: Check = {
  name: 'worker version',
  needs: ['config', 'temporal'],
  async examine({ config, temporal }) {
    const { deployment } = await config();
    if (deployment === undefined) return { type: 'ok', says: 'none: each worker takes every run' };
    const { connection, target } = await temporal();
    const { deploymentName, buildId } = deployment;
    const described = await connection.workflowService
      .describeWorkerDeployment({ namespace: target.namespace, deploymentName })
      .catch(() => undefined);
    const current = described?.workerDeploymentInfo?.routingConfig?.currentDeploymentVersion?.buildId;
    if (current === buildId) return { type: 'ok', says: `${deploymentName} ${buildId}, the current one` };
    const setCurrent = `\`temporal worker deployment set-current-version --deployment-name ${deploymentName} --build-id ${buildId}\``;
    if (current === undefined)
      return {
        type: 'wrong',
        says: `Deployment ${deploymentName} has no current version, so no worker takes new conversations`,
        todo: `Start a worker of it, then run ${setCurrent}.`,
      };
    return {
      type: 'warning',
      says: `New conversations go to build ${current}, not to ${buildId}`,
      todo: `Once you have seen that ${buildId} works, run ${setCurrent} (docs/operating/upgrade.md).`,
    };
  },
};

const userInterface: Check = {
  name: 'Temporal UI',
  needs: ['config'],
  async examine({ config }) {
    const { uiUrl } = await config();
    if (uiUrl !== undefined) return { type: 'ok', says: uiUrl };
    return {
      type: 'warning',
      says: 'Handovers have no link to their run',
      todo: 'Set ORDERLY_TEMPORAL_UI to the address of the Temporal UI.',
    };
  },
};

/** From the connection to what runs over it. */
export const temporalChecks: readonly Check[] = [
  answers,
  retention,
  pollers,
  maintenance,
  version,
  userInterface,
];

/** Which build of a worker deployment runs have, and which one is current, as Temporal's CLI would set and show it. */
import type { Client } from '@temporalio/client';

/** The deployment's name in the tests. */
export const deploymentName = 'orderly';

/** The settings of a worker of a build. */
export const versionEnv = (buildId: string): Readonly<Record<string, string>> => ({
  TEMPORAL_DEPLOYMENT_NAME: deploymentName,
  TEMPORAL_WORKER_BUILD_ID: buildId,
});

/** `temporal worker deployment set-current-version`; the build's workers must poll. */
export async function setCurrent({ workflow }: Client, buildId: string): Promise<void> {
  const { namespace } = workflow.options;
  const identity = 'a test';
  await workflow.workflowService.setWorkerDeploymentCurrentVersion({
    ...{ namespace, deploymentName, buildId, identity },
  });
}

/** `temporal worker deployment set-ramping-version`. */
export async function setRamping({ workflow }: Client, buildId: string, percentage: number): Promise<void> {
  const { namespace } = workflow.options;
  const identity = 'a test';
  await workflow.workflowService.setWorkerDeploymentRampingVersion({
    ...{ namespace, deploymentName, buildId, percentage, identity },
  });
}

/** The build that carried out the newest workflow task of a run. */
export async function buildOf({ workflow }: Client, workflowId: string): Promise<string | undefined> {
  const { raw } = await workflow.getHandle(workflowId).describe();
  return raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId ?? undefined;
}

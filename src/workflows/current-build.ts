/** How what lives for long goes over to the current build of the workers: by continuing as new. */
import { makeContinueAsNewFunc, workflowInfo, type Workflow } from '@temporalio/workflow';

/** The build with which this run works, if workers have builds. */
export const ownBuild = (): string | undefined => workflowInfo().currentDeploymentVersion?.buildId;

/**
 * Whether another build than this run's has become the one that it should work with. Not if it has continued as new from this
 * very build for that reason: somebody has pinned it there by hand.
 */
export const isOutdated = (continuedFrom: string | undefined): boolean =>
  workflowInfo().targetWorkerDeploymentVersionChanged && continuedFrom !== ownBuild();

/** Continues as new with the current build. */
export const continueOnCurrentBuild = <F extends Workflow>(...args: Parameters<F>): Promise<never> =>
  makeContinueAsNewFunc<F>({ initialVersioningBehavior: 'AUTO_UPGRADE' })(...args);

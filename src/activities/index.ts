/** All activities, made from what the composition root provides: a line each. */
import { randomUUID } from 'node:crypto';
import { activityInfo, cancellationSignal } from '@temporalio/activity';
import type { WorkflowClient } from '@temporalio/client';
import type { MessageUnderstander } from '../understanding/understander.js';
import type { Activities } from '../contracts/activities.js';
import type { Try } from '../contracts/call-request.js';
import type { Store } from '../store/store.js';
import { awaitRun } from './await-run.js';
import { callPorts } from './call-ports.js';
import { type BusinessMetrics, countBusiness } from './count-business.js';
import type { Dependencies } from './dependencies.js';
import { forgetExpired } from './forget-expired.js';
import { onTheSpot } from './limit-local-activities.js';
import { plainActivities } from './plain-activities.js';
import { reconcileEffects } from './reconcile-effects.js';
import { notifyConversation } from './notify-conversation.js';
import { takeEvents } from './take-events.js';
import { beating } from './with-heartbeat.js';

/** What activities need from the process beyond the dependencies of calls. */
export interface ActivityDependencies extends Dependencies {
  store: Store;
  metrics: Dependencies['metrics'] & BusinessMetrics;
  workflow: WorkflowClient;
  understander: MessageUnderstander;
}

/** Makes the activities that workflows call. */
export function createActivities(deps: ActivityDependencies): Activities {
  const notify = notifyConversation(deps.workflow);
  const ports = callPorts(deps, notify);
  const plain = plainActivities({ ...deps, notify, attempt: temporalAttempt }, ports);
  const local = onTheSpot();
  const counted = countBusiness(
    { ...plain, reconcileEffects: reconcileEffects(ports, deps.workflow, deps.store, deps.metrics) },
    deps.metrics,
  );
  return beating({
    ...plain,
    ...counted,
    deliverReply: local(counted.deliverReply),
    loadFlow: local(plain.loadFlow),
    resolveMoment: local(plain.resolveMoment),
    listen: local(plain.listen),
    forwardMessages: local(plain.forwardMessages),
    openApproval: local(plain.openApproval),
    closeApproval: local(plain.closeApproval),
    takeEvents: takeEvents(deps, ports),
    forgetExpired: forgetExpired(deps, deps.workflow),
    awaitRun: awaitRun(deps.workflow),
  });
}

/** The attempt at an activity that Temporal has begun. */
export function temporalAttempt(): Try {
  const { attempt, scheduledTimestampMs } = activityInfo();
  return { id: randomUUID(), attempt, scheduledAt: scheduledTimestampMs, signal: cancellationSignal() };
}

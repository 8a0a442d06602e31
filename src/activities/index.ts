/** All activities, made from what the composition root provides: a line each. */
import { cancellationSignal } from '@temporalio/activity';
import type { WorkflowClient } from '@temporalio/client';
import type { MessageUnderstander } from '../understanding/understander.js';
import type { Activities } from '../contracts/activities.js';
import { askCustomer } from './ask-customer.js';
import { awaitRun } from './await-run.js';
import { callOperation } from './call-operation.js';
import { callPorts } from './call-ports.js';
import { closeApproval } from './close-approval.js';
import { type BusinessMetrics, countBusiness } from './count-business.js';
import { deliverReply } from './deliver-reply.js';
import type { Dependencies } from './dependencies.js';
import { forgetExpired } from './forget-expired.js';
import { handOver } from './hand-over.js';
import { onTheSpot } from './limit-local-activities.js';
import { openApproval } from './open-approval.js';
import { listen } from './listen-for-event.js';
import { loadFlow } from './load-flow.js';
import { forwardMessages } from './forward-messages.js';
import { releaseMoney } from './release-reserved-money.js';
import { reportAlone } from './report-late-outcome.js';
import { resolveMoment } from './resolve-moment.js';
import { reconcileEffects } from './reconcile-effects.js';
import { notifyConversation } from './notify-conversation.js';
import { takeEvents } from './take-events.js';
import { understandMessage } from './understand-message.js';
import { verifyDecision } from './verify-decision.js';
import { beating } from './with-heartbeat.js';

/** What activities need from the process beyond the dependencies of calls. */
export interface ActivityDependencies extends Dependencies {
  metrics: Dependencies['metrics'] & BusinessMetrics;
  workflow: WorkflowClient;
  understander: MessageUnderstander;
}

/** Makes the activities that workflows call. */
export function createActivities(deps: ActivityDependencies): Activities {
  const signal = notifyConversation(deps.workflow);
  const understand = understandMessage(deps);
  const talking = { ...deps, signal };
  const ports = callPorts(deps, signal);
  const local = onTheSpot();
  const counted = countBusiness(
    {
      understandMessage: (request) => understand(request, cancellationSignal()),
      reconcileEffects: reconcileEffects(ports, deps.workflow, deps.store, deps.metrics),
      askCustomer: askCustomer(talking),
      deliverReply: deliverReply(deps),
      handOver: handOver(talking),
    },
    deps.metrics,
  );
  return beating({
    ...counted,
    deliverReply: local(counted.deliverReply),
    loadFlow: local(loadFlow(deps)),
    resolveMoment: local(resolveMoment(deps)),
    callOperation: callOperation(ports, deps.store),
    releaseMoney: releaseMoney(deps),
    listen: local(listen(deps)),
    reportAlone: reportAlone(deps.store, ports),
    takeEvents: takeEvents(deps, ports),
    forgetExpired: forgetExpired(deps, deps.workflow),
    forwardMessages: local(forwardMessages(deps)),
    openApproval: local(openApproval(deps)),
    verifyDecision: verifyDecision(deps),
    closeApproval: local(closeApproval(deps)),
    notifyConversation: signal,
    awaitRun: awaitRun(deps.workflow),
  });
}

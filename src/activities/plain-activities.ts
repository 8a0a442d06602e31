/** The activities of conversations and runs, without anything of Temporal's: the worker runs them, and so does the simulator. */
import type { Activities, NotifyConversationRequest } from '../contracts/activities.js';
import type { Try } from '../contracts/call-request.js';
import type { MessageUnderstander } from '../understanding/understander.js';
import { askCustomer } from './ask-customer.js';
import { callOperation } from './call-operation.js';
import type { callOperation as callNow } from './calls/call-operation.js';
import type { CallPorts } from './calls/ports.js';
import { closeApproval } from './close-approval.js';
import { deliverReply } from './deliver-reply.js';
import type { Dependencies } from './dependencies.js';
import { forwardMessages } from './forward-messages.js';
import { handOver } from './hand-over.js';
import { listen } from './listen-for-event.js';
import { loadFlow } from './load-flow.js';
import { openApproval } from './open-approval.js';
import { releaseMoney } from './release-reserved-money.js';
import { reportAlone } from './report-late-outcome.js';
import { resolveMoment } from './resolve-moment.js';
import { understandMessage } from './understand-message.js';
import { verifyDecision } from './verify-decision.js';

/** What they need from whatever runs them. */
export interface PlainDependencies extends Dependencies {
  understander: MessageUnderstander;
  /** Signals a conversation; a closed one is reopened. */
  notify(request: NotifyConversationRequest): Promise<void>;
  /** The attempt that is under way, as its activity begins. */
  attempt(): Try;
  /** Makes the calls, if not the product's own function does. */
  call?: typeof callNow;
}

/** The activities; the others need a Temporal client. */
export type PlainActivities = Omit<
  Activities,
  'awaitRun' | 'forgetExpired' | 'reconcileEffects' | 'takeEvents'
>;

/** Makes them. */
export function plainActivities(deps: PlainDependencies, ports: CallPorts): PlainActivities {
  const talking = { ...deps, signal: (request: NotifyConversationRequest) => deps.notify(request) };
  const attempt = (): Try => deps.attempt();
  const understand = understandMessage(deps);
  return {
    understandMessage: (request) => understand(request, attempt().signal),
    askCustomer: askCustomer(talking),
    deliverReply: deliverReply(deps),
    handOver: handOver(talking),
    loadFlow: loadFlow(deps),
    resolveMoment: resolveMoment(deps),
    callOperation: callOperation(ports, deps.store, attempt, deps.call),
    releaseMoney: releaseMoney(deps),
    listen: listen(deps),
    reportAlone: reportAlone(deps.store, ports),
    forwardMessages: forwardMessages(deps),
    openApproval: openApproval(deps),
    verifyDecision: verifyDecision(deps),
    closeApproval: closeApproval(deps),
    notifyConversation: talking.signal,
  };
}

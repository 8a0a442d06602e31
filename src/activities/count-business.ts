/** Counts what customers notice, around the activities that do it: messages understood, handovers, replies, maintenance. */
import type { Activities, HandOverRequest } from '../contracts/activities.js';
import { intentOf } from '../contracts/intent-name.js';
import { intentNames, noIntent } from '../understanding/intents/index.js';

/** What is counted; labels are of closed lists. */
export interface BusinessMetrics {
  /** A message was understood; `intent` is the product's, or `other` for a merchant's own. */
  messageUnderstood(labels: { intent: string }): void;
  /** A conversation was handed off. */
  handedOver(labels: { reason: HandOverReason; intent: string }): void;
  /** Something was written to a customer. */
  replied(labels: { kind: 'reply' | 'question' }): void;
  /** The writes of closed runs have been settled. */
  maintained(): void;
}

/** What led to a handover: a flag, an open question, something that was tried, or none of them. */
type HandOverReason = 'flag' | 'question' | 'call' | 'none';

type Counted = Pick<
  Activities,
  'understandMessage' | 'handOver' | 'deliverReply' | 'askCustomer' | 'reconcileEffects'
>;

/** The same activities, each counted once it is done; an attempt whose end Temporal has not heard of counts again. */
export function countBusiness(activities: Counted, metrics: BusinessMetrics): Counted {
  return {
    understandMessage: counted(activities.understandMessage, (_, { understanding }) => {
      metrics.messageUnderstood({ intent: intentLabel(understanding.intent) });
    }),
    handOver: counted(activities.handOver, ({ matter }) => {
      const { intent } = matter;
      metrics.handedOver({
        reason: reasonOf(matter),
        intent: intent === undefined ? 'none' : intentLabel(intent),
      });
    }),
    deliverReply: counted(activities.deliverReply, () => {
      metrics.replied({ kind: 'reply' });
    }),
    askCustomer: counted(activities.askCustomer, () => {
      metrics.replied({ kind: 'question' });
    }),
    reconcileEffects: counted(activities.reconcileEffects, () => {
      metrics.maintained();
    }),
  };
}

function counted<Request, Result>(
  activity: (request: Request) => Promise<Result>,
  count: (request: Request, result: Result) => void,
): (request: Request) => Promise<Result> {
  return async (request) => {
    const result = await activity(request);
    count(request, result);
    return result;
  };
}

const known = new Set(intentNames);

function intentLabel(name: string): string {
  const intent = intentOf(name);
  return known.has(intent) ? intent : noIntent;
}

function reasonOf({ flag, question, tried = [] }: HandOverRequest['matter']): HandOverReason {
  if (flag !== undefined) return 'flag';
  if (question !== undefined) return 'question';
  return tried.length > 0 ? 'call' : 'none';
}

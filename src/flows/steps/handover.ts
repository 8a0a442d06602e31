/** `handover`: the conversation goes to a queue of people. */
import { z } from 'zod';
import { intentQueues } from '../../understanding/intents/index.js';
import { didYouMean } from '../yaml/suggest.js';
import { words } from '../schema-parts.js';
import { textAt } from '../texts.js';
import { base, common, events, stepKind } from './step-kind.js';
import { textWords } from '../print/plain-words.js';

/** `handover: queue` with an optional `reason`, a text for people. */
export const handover = stepKind({
  kind: 'handover',
  schema: () =>
    z.strictObject({
      ...common,
      handover: z
        .string()
        .min(1)
        .describe('The queue of agents, such as `default`; merchant.yaml defines the queues.'),
      reason: words
        .optional()
        .describe('Why the conversation is handed off, in words for agents; by default, the flow’s title.'),
    }),
  compile(flow, step, place) {
    const queues = flow.environment.config.handover;
    const queue = Object.hasOwn(queues, step.handover) ? queues[step.handover] : undefined;
    // Shipped flows name these, and a merchant need not have them.
    if (queue === undefined && !intentQueues.has(step.handover)) {
      const hint = didYouMean(step.handover, Object.keys(queues));
      flow.reportIssue(
        [...place.path, 'handover'],
        'queue_unknown',
        `There is no queue \`${step.handover}\`.`,
        hint,
      );
    }
    const reason = step.reason ?? flow.signature.title;
    return {
      ir: {
        kind: 'handover',
        ...base(place, 'Hand off to an agent'),
        queue: queue ?? queues.default,
        reason:
          step.reason === undefined
            ? { key: reason, args: [] }
            : textAt(flow, reason, [...place.path, 'reason'], place.scope),
      },
      scope: { ...place.scope, handedOver: true },
      ends: false,
    };
  },
  compiled: {
    handover: {
      draw: ({ queue, reason }, pen, open) =>
        pen.passing('people', [`Hand over to ${queue}`, textWords(reason)], open),
      events: () => events.activity,
    },
  },
});

/** `GET conversations/<id>/trace`: how messages were understood, and where the runs stand that follow from them. */
import { z } from 'zod';
import { handoverSchema } from '../handover-schema.js';
import { conversationParams } from '../shared-schemas.js';
import { defineRoute } from '../route.js';

const moment = z.iso.datetime();
const values = z.record(z.string(), z.unknown());

const message = z.strictObject({
  ...{ messageId: z.string(), at: moment, intent: z.string() },
  confidence: z.number().describe('From 0 to 1.'),
  sure: z.boolean().describe('Whether the confidence is high enough for this intent.'),
  candidates: z.array(z.strictObject({ intent: z.string(), score: z.number() })).readonly(),
  language: z.string(),
  flags: z.array(z.string()).readonly(),
  entities: z
    .array(z.strictObject({ type: z.string(), value: z.string(), raw: z.string().describe('As written.') }))
    .readonly(),
  facts: z.array(z.string()).readonly().describe('The kinds of facts that it contains about its author.'),
});

const step = z.strictObject({
  ...{ step: z.string(), kind: z.string(), title: z.string() },
  visits: z.int().describe('How often the run has entered it.'),
  isOpen: z.boolean().describe('Whether the run is at this step now.'),
  outcome: z.string().optional().describe('How it last ended.'),
});

const run = z.strictObject({
  run: z.string().describe("The run's workflow id; of an inlined sub-flow, the id that it would have."),
  flow: z.string(),
  hash: z.string().optional().describe('The version of its flow.'),
  parent: z.string().optional().describe('The run that it is a sub-flow of.'),
  status: z.enum(['running', 'completed', 'failed', 'canceled', 'terminated', 'timed_out', 'continued']),
  result: z.string().optional(),
  startedAt: moment,
  endedAt: moment.optional(),
  steps: z.array(step).readonly().describe('In the order of the flow; empty while no worker responds.'),
});

const call = z.strictObject({
  ...{ run: z.string(), step: z.string(), operation: z.string(), title: z.string() },
  at: moment,
  endedAt: moment.optional(),
  outcome: z.string().optional().describe('Missing while the call is in progress.'),
  code: z.string().optional().describe('For a refusal: the reason.'),
  inputs: values.describe('Texts that may be personal are masked.'),
  outputs: values.optional(),
});

const approval = z.strictObject({
  run: z.string().describe('The run that asked for it, as in `runs`.'),
  step: z.string().describe('The step of its flow.'),
  ...{ number: z.int(), state: z.string(), role: z.string(), operation: z.string() },
  amount: handoverSchema.shape.amount,
  decidedBy: z.string().optional(),
});

/** Traces one. */
export const traceConversation = defineRoute({
  method: 'GET',
  path: '/conversations/{conversation}/trace',
  summary:
    'Get how the messages of a conversation were understood, and what its latest runs have done. The read access is recorded in the audit trail.',
  caller: 'agent',
  scope: 'conversations',
  params: conversationParams,
  answers: {
    200: {
      description: 'Each list in the order of its times.',
      schema: z.strictObject({
        ...{ messages: z.array(message), runs: z.array(run), calls: z.array(call) },
        approvals: z.array(approval),
      }),
    },
  },
  codes: ['conversation_unknown'],
  async handle({ params: { merchant, conversation }, caller }, { client }) {
    const { messages, runs, calls, approvals } = await client.trace(merchant, conversation, caller.name);
    const body = {
      messages: messages.map(({ at, ...rest }) => ({ ...rest, at: iso(at) })),
      runs: runs.map(({ startedAt, endedAt, ...rest }) => ({
        ...{ ...rest, startedAt: iso(startedAt) },
        ...(endedAt === undefined ? {} : { endedAt: iso(endedAt) }),
      })),
      calls: calls.map(({ at, endedAt, ...rest }) => ({
        ...{ ...rest, at: iso(at) },
        ...(endedAt === undefined ? {} : { endedAt: iso(endedAt) }),
      })),
      approvals,
    };
    return { status: 200, body };
  },
});

const iso = (ms: number): string => new Date(ms).toISOString();

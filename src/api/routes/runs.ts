/** `GET runs`, `GET runs/<id>`: a merchant's runs in business words. */
import { z } from 'zod';
import { merchantName } from '../../client/message-schema.js';
import { sentRun, sentRunDetails } from '../../client/rows-as-json.js';
import { handoverSchema } from '../handover-schema.js';
import { flag, wholeNumber } from '../shared-schemas.js';
import { defineRoute } from '../route.js';

const run = z.strictObject({
  workflowId: z.string(),
  runId: z.string(),
  flow: z.string(),
  status: z.string(),
  waitingOn: z.array(z.string()),
  outcome: z.string(),
  startedAt: z.iso.datetime(),
});

const mostRuns = 200;

/** Lists runs. */
export const listRuns = defineRoute({
  method: 'GET',
  path: '/runs',
  summary: 'List runs, newest first.',
  caller: 'agent',
  scope: 'runs',
  params: z.strictObject({ merchant: merchantName }),
  query: z.strictObject({
    open: flag.describe('Only open runs.'),
    limit: wholeNumber(1, mostRuns).default(50),
  }),
  answers: {
    200: { description: 'The runs.', schema: z.strictObject({ runs: z.array(run) }) },
  },
  codes: [],
  async handle({ params: { merchant }, query }, { client }) {
    return { status: 200, body: { runs: (await client.runs(merchant, query)).map(sentRun) } };
  },
});

const happening = z.strictObject({
  at: z.iso.datetime(),
  kind: z.enum(['write', 'approval', 'said']),
  words: z.string().describe('A description for people.'),
  status: z.string().optional().describe('For a write: its outcome. For an approval: its state.'),
  operation: z.string().optional().describe('For a write.'),
  code: z.string().optional().describe('For a write that was refused: the reason.'),
  httpStatus: z.int().optional().describe('For a write: the HTTP status of the last answer.'),
  reference: z.string().optional().describe("For a write: the system's own reference."),
  title: z.string().optional().describe('For a write or an approval: what the operation is called.'),
  amount: handoverSchema.shape.amount.describe('For a write.'),
  number: z.int().optional().describe('For an approval.'),
  role: z.string().optional().describe('For an approval: who may decide.'),
  decidedBy: z.string().optional().describe('For an approval that was decided.'),
  said: z
    .enum(['reply', 'question', 'handover', 'passed_on'])
    .optional()
    .describe('For something that was said: what it was.'),
});

/** Shows one. */
export const showRun = defineRoute({
  method: 'GET',
  path: '/runs/{run}',
  summary: 'Get a run: what happened in it and its sub-flows, its current state, and why it ended.',
  caller: 'agent',
  scope: 'runs',
  params: z.strictObject({
    merchant: merchantName,
    run: z.string().min(1).max(1_024).describe("The run's workflow id."),
  }),
  answers: {
    200: {
      description: 'The run.',
      schema: run.extend({
        endedAt: z.iso.datetime().optional(),
        why: z.string().optional().describe('The result of its flow, or the error code.'),
        awaits: z
          .array(
            z.object({
              connection: z.string(),
              operation: z.string(),
              code: z.string().describe('Why the call could not be made yet.'),
              attempts: z.int(),
            }),
          )
          .describe('Calls that the systems could not answer yet.'),
        isStuck: z.literal(true).optional().describe('True if the current workers cannot continue the run.'),
        stuckBy: z
          .string()
          .optional()
          .describe(
            'Why: `run_stuck` if a different build started it, or the code with which it cannot be decrypted.',
          ),
        isUnknown: z
          .literal(true)
          .optional()
          .describe(
            'True if Temporal does not know the run: it ended long ago, or Temporal’s data was lost. The response contains what the store knows.',
          ),
        happened: z.array(happening),
      }),
    },
  },
  codes: ['run_unknown'],
  async handle({ params }, { client }) {
    return { status: 200, body: sentRunDetails(await client.run(params.merchant, params.run)) };
  },
});

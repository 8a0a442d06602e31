/** `GET runs`, `GET runs/<id>`: a merchant's runs in business words. */
import { z } from 'zod';
import { merchantName } from '../../client/message-schema.js';
import { sentRun, sentRunDetails } from '../../client/sent-forms.js';
import { wholeNumber } from '../schemas.js';
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
  summary: 'The runs that began last, newest first.',
  caller: 'agent',
  scope: 'runs',
  params: z.strictObject({ merchant: merchantName }),
  query: z.strictObject({
    open: z
      .stringbool({ truthy: ['true'], falsy: ['false'] })
      .default(false)
      .describe('Only open ones.'),
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
  words: z.string().describe('For people.'),
  status: z.string().optional().describe('Of a write: how it came out; of an approval: how it stands.'),
  operation: z.string().optional().describe('Of a write.'),
  code: z.string().optional().describe('Of a write that was refused: why.'),
  httpStatus: z.int().optional().describe('Of a write: of the last answer to it.'),
  reference: z.string().optional().describe("Of a write: the system's own."),
});

/** Shows one. */
export const showRun = defineRoute({
  method: 'GET',
  path: '/runs/{run}',
  summary: 'A run with what happened in it and its sub-flows, where it stands, and why it ended.',
  caller: 'agent',
  scope: 'runs',
  params: z.strictObject({
    merchant: merchantName,
    run: z.string().min(1).max(1_024).describe('Its workflow id.'),
  }),
  answers: {
    200: {
      description: 'The run.',
      schema: run.extend({
        endedAt: z.iso.datetime().optional(),
        why: z.string().optional().describe('A result of its flow, or the code of what went wrong.'),
        awaits: z
          .array(
            z.object({
              connection: z.string(),
              operation: z.string(),
              code: z.string().describe('Why it could not be done yet.'),
              attempts: z.int(),
            }),
          )
          .describe('Systems that could not yet do what they were asked.'),
        isStuck: z
          .literal(true)
          .optional()
          .describe('Its workers cannot carry it on: another build of them began it.'),
        happened: z.array(happening),
      }),
    },
  },
  codes: ['run_unknown'],
  async handle({ params }, { client }) {
    return { status: 200, body: sentRunDetails(await client.run(params.merchant, params.run)) };
  },
});

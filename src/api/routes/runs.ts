/** `GET runs`: a merchant's runs in business words. */
import { z } from 'zod';
import { merchantName } from '../../client/message-schema.js';
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
    const found = await client.runs(merchant, query);
    const runs = found.map(({ startedAt, ...rest }) => ({ ...rest, startedAt: startedAt.toISOString() }));
    return { status: 200, body: { runs } };
  },
});

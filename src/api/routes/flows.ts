/** `GET flows`, `GET flows/<name>`, `GET flows/<name>/runs`: a merchant's published flows, with their diagrams, versions and runs. */
import { z } from 'zod';
import { merchantName } from '../../client/message-schema.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { FlowIr } from '../../contracts/ir.js';
import { diagramOf, graphOf } from '../../flows/diagram/diagram.js';
import { defineRoute } from '../route.js';
import { wholeNumber } from '../shared-schemas.js';

const flow = z.strictObject({ flow: z.string(), title: z.string() });

const graphSchema = z
  .strictObject({
    nodes: z.array(
      z.strictObject({
        id: z.string(),
        shape: z.enum([
          ...([
            'step',
            'decision',
            'end',
            'subflow',
            'question',
            'approval',
            'loop',
            'people',
            'fork',
          ] as const),
        ]),
        lines: z.array(z.string()),
        mark: z.enum(['money', 'approval']).optional(),
        group: z.string().optional(),
        step: z.string().optional().describe('The id of the step that it stands for.'),
      }),
    ),
    edges: z.array(
      z.strictObject({
        ...{ from: z.string(), to: z.string() },
        ...{ label: z.string().optional(), dashed: z.literal(true).optional() },
        outcomes: z
          .array(z.string())
          .optional()
          .describe('How the step of `from` ends if a run goes this way, where that is known.'),
      }),
    ),
    groups: z.array(z.strictObject({ id: z.string(), title: z.string(), parent: z.string().optional() })),
  })
  .describe('The same as nodes and edges.');

const flowParams = z.strictObject({
  merchant: merchantName,
  flow: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/),
});

const versionHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .optional();

const unknownFlow = (flow: string): OrderlyError =>
  new OrderlyError('flow_unknown', `The flow ${flow} does not exist.`);

const drawn = (ir: FlowIr) => ({ diagram: diagramOf(ir), graph: graphOf(ir) });

/** Lists them. */
export const listFlows = defineRoute({
  method: 'GET',
  path: '/flows',
  summary: 'List the flows that new runs use, by name.',
  caller: 'agent',
  scope: 'runs',
  params: z.strictObject({ merchant: merchantName }),
  answers: { 200: { description: 'The flows.', schema: z.strictObject({ flows: z.array(flow) }) } },
  codes: [],
  handle: async ({ params: { merchant } }, { client }) => ({
    status: 200,
    body: { flows: (await client.flows(merchant)).map((ir) => ({ flow: ir.flow, title: ir.title })) },
  }),
});

/** Shows one. */
export const showFlow = defineRoute({
  method: 'GET',
  path: '/flows/{flow}',
  summary: 'Get a flow with its diagram and versions.',
  caller: 'agent',
  scope: 'runs',
  params: flowParams,
  query: z.strictObject({
    hash: versionHash.describe('The version to draw; by default, the one that new runs use.'),
  }),
  answers: {
    200: {
      description: 'The flow.',
      schema: flow.extend({
        diagram: z.string().describe('As a Mermaid diagram.'),
        graph: graphSchema,
        versions: z
          .array(z.strictObject({ hash: z.string(), publishedAt: z.iso.datetime() }))
          .describe('Newest first; new runs use the first.'),
      }),
    },
  },
  codes: ['flow_unknown'],
  async handle({ params, query: { hash } }, { client }) {
    const [ir, versions] = await client.flow(params.merchant, params.flow, hash);
    if (ir === undefined) throw unknownFlow(params.flow);
    const { flow: name, title } = ir;
    const published = versions.map(({ hash, at }) => ({ hash, publishedAt: new Date(at).toISOString() }));
    return { status: 200, body: { flow: name, title, ...drawn(ir), versions: published } };
  },
});

const runs = z.int().min(0);

/** Counts its runs. */
export const countFlowRuns = defineRoute({
  method: 'GET',
  path: '/flows/{flow}/runs',
  summary:
    'Count the runs of a flow: which steps and branches they took, how they ended, and where they wait.',
  caller: 'agent',
  scope: 'runs',
  params: flowParams,
  query: z.strictObject({
    days: wholeNumber(1, 30)
      .default(7)
      .describe('Ended runs of today and the days before, this many in all (UTC).'),
    hash: versionHash.describe('The version whose steps are meant; by default, the one that new runs use.'),
  }),
  answers: {
    200: {
      description:
        'The counts, from the store. Each run counts once, when it ends; open runs count where they wait.',
      schema: z.strictObject({
        ...{ flow: z.string(), hash: z.string(), days: z.int() },
        ended: runs.describe('Runs of this version, and of versions with the same steps, that have ended.'),
        others: runs.describe(
          'Runs that have ended with versions that have other steps. They are not counted below.',
        ),
        results: z.array(z.strictObject({ result: z.string(), runs })).describe('Most frequent first.'),
        failures: z
          .array(
            z.strictObject({
              code: z
                .string()
                .optional()
                .describe('The error code; missing if the run was ended from outside.'),
              runs,
            }),
          )
          .describe('Runs that have failed.'),
        steps: z
          .array(
            z.strictObject({
              step: z.string(),
              runs: runs.describe('Runs that took the step at least once.'),
              outcomes: z
                .array(z.strictObject({ outcome: z.string(), runs }))
                .describe('The same by how the step last ended in the run.'),
            }),
          )
          .describe('In the order of the flow; steps that no run took are missing.'),
        open: runs.describe('Open runs that have waited at least once.'),
        waits: z
          .array(
            z.strictObject({
              step: z.string(),
              for: z.enum(['customer', 'approval', 'event', 'timer', 'flow']).describe('`flow`: a sub-flow.'),
              runs,
            }),
          )
          .describe('Where open runs wait now.'),
      }),
    },
  },
  codes: ['flow_unknown'],
  async handle({ params: { merchant, flow: name }, query: { days, hash } }, { client }) {
    const counted = await client.desk.flowRuns(merchant, name, {
      days,
      ...(hash === undefined ? {} : { hash }),
    });
    if (counted === undefined) throw unknownFlow(name);
    return { status: 200, body: { flow: name, days, ...counted } };
  },
});

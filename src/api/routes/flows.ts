/** `GET flows`, `GET flows/<name>`: a merchant's published flows, with their diagrams and versions. */
import { z } from 'zod';
import { merchantName } from '../../client/message-schema.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { FlowIr } from '../../contracts/ir.js';
import { diagramOf, graphOf } from '../../flows/diagram/diagram.js';
import { defineRoute } from '../route.js';

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
      }),
    ),
    groups: z.array(z.strictObject({ id: z.string(), title: z.string(), parent: z.string().optional() })),
  })
  .describe('The same as nodes and edges.');

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
  params: z.strictObject({
    merchant: merchantName,
    flow: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/),
  }),
  query: z.strictObject({
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .describe('The version to draw; by default, the one that new runs use.'),
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
    if (ir === undefined) throw new OrderlyError('flow_unknown', `The flow ${params.flow} does not exist.`);
    const { flow: name, title } = ir;
    const published = versions.map(({ hash, at }) => ({ hash, publishedAt: new Date(at).toISOString() }));
    return { status: 200, body: { flow: name, title, ...drawn(ir), versions: published } };
  },
});

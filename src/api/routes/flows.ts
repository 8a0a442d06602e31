/** `GET flows`, `GET flows/<name>`: a merchant's published flows, with their diagrams and versions. */
import { z } from 'zod';
import { merchantName } from '../../client/message-schema.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { diagramOf } from '../../flows/diagram/diagram.js';
import { defineRoute } from '../route.js';

const flow = z.strictObject({ flow: z.string(), title: z.string() });

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
  answers: {
    200: {
      description: 'The flow.',
      schema: flow.extend({
        diagram: z.string().describe('As a Mermaid diagram.'),
        versions: z
          .array(z.strictObject({ hash: z.string(), publishedAt: z.iso.datetime() }))
          .describe('Newest first; new runs use the first.'),
      }),
    },
  },
  codes: ['flow_unknown'],
  async handle({ params }, { client }) {
    const [ir, versions] = await client.flow(params.merchant, params.flow);
    if (ir === undefined) throw new OrderlyError('flow_unknown', `The flow ${params.flow} does not exist.`);
    const { flow: name, title } = ir;
    const published = versions.map(({ hash, at }) => ({ hash, publishedAt: new Date(at).toISOString() }));
    return { status: 200, body: { flow: name, title, diagram: diagramOf(ir), versions: published } };
  },
});

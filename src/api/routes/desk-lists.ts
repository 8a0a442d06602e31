/** `GET investigations`, `audit`, `counts`, `pauses`: what a desk shows besides, from the store alone. */
import { z } from 'zod';
import { id, merchantName } from '../../client/message-schema.js';
import { sentAuditEntry, sentCounts, sentInvestigation, sentPause } from '../../client/rows-as-json.js';
import { presentFields } from '../../contracts/present-fields.js';
import { flag, pageQuery, pausedSchema, wholeNumber } from '../shared-schemas.js';
import { defineRoute } from '../route.js';

const params = z.strictObject({ merchant: merchantName });
const moment = z.iso.datetime();

/** Lists investigations. */
export const listInvestigations = defineRoute({
  method: 'GET',
  path: '/investigations',
  summary: 'List investigations at carriers, most recently opened first.',
  caller: 'agent',
  scope: 'effects',
  params,
  query: z.strictObject({
    open: flag.describe('Only investigations without an answer.'),
    limit: wholeNumber(1, 200).default(50).describe('How many of the newest to look at.'),
  }),
  answers: {
    200: {
      description: 'The investigations.',
      schema: z.strictObject({
        investigations: z.array(
          z.strictObject({
            ref: z.string(),
            connection: z.string(),
            conversation: z.string(),
            carrier: z.string().optional(),
            trackingNumber: z.string().optional(),
            channel: z
              .string()
              .optional()
              .describe('How the carrier is asked: `api`, `email`, `webform`, `task`, …'),
            status: z.string(),
            openedAt: moment,
            answerDueAt: moment.optional(),
          }),
        ),
      }),
    },
  },
  codes: [],
  handle: async ({ params: { merchant }, query }, { client }) => ({
    status: 200,
    body: { investigations: (await client.desk.investigations(merchant, query)).map(sentInvestigation) },
  }),
});

/** Lists who did what. */
export const listAudit = defineRoute({
  method: 'GET',
  path: '/audit',
  summary: 'List the audit trail, newest first.',
  caller: 'agent',
  scope: 'runs',
  params,
  query: z.strictObject({
    ...pageQuery,
    actor: id.optional().describe('Only entries of this person or process.'),
    action: id.optional().describe('Only entries of this action, such as `conversation.read`.'),
  }),
  answers: {
    200: {
      description: 'The entries.',
      schema: z.strictObject({
        entries: z.array(
          z.strictObject({
            ...{ id: z.int(), at: moment, actor: z.string(), action: z.string(), subject: z.string() },
            outcome: z.string(),
            details: z.record(z.string(), z.unknown()),
          }),
        ),
        next: z.string().optional(),
      }),
    },
  },
  codes: [],
  async handle({ params: { merchant }, query }, { client }) {
    const { items, next } = await client.desk.audit(merchant, presentFields(query));
    return {
      status: 200,
      body: { entries: items.map(sentAuditEntry), ...(next === undefined ? {} : { next }) },
    };
  },
});

const count = z.int().min(0);

/** Counts. */
export const showCounts = defineRoute({
  method: 'GET',
  path: '/counts',
  summary: 'Count what is open: approval requests, conversations with agents, unknown writes.',
  caller: 'agent',
  scope: 'conversations',
  params,
  answers: {
    200: {
      description: 'The counts.',
      schema: z.strictObject({
        approvals: z.strictObject({
          open: count,
          mine: count.describe('Requests that the caller may decide by their roles.'),
        }),
        conversations: z.strictObject({
          people: count.describe('Conversations with agents.'),
          mine: count.describe('Those that are assigned to the caller.'),
          unassigned: count,
          flows: count.describe('Conversations that flows have answered in the last 24 hours.'),
          byQueue: z.array(z.strictObject({ queue: z.string(), count })),
        }),
        effects: z.strictObject({ unclear: count }),
        paused: pausedSchema,
      }),
    },
  },
  codes: [],
  async handle({ params: { merchant }, caller }, { client, callers }) {
    const roles = callers.get(merchant)?.approvers[caller.name]?.roles ?? [];
    const counts = await client.desk.counts(merchant, { name: caller.name, roles });
    return { status: 200, body: sentCounts(counts) };
  },
});

/** Lists what is paused. */
export const listPauses = defineRoute({
  method: 'GET',
  path: '/pauses',
  summary: 'List what is paused, and the connections that can be.',
  caller: 'agent',
  scope: 'runs',
  params,
  answers: {
    200: {
      description: 'What is paused.',
      schema: z.strictObject({
        paused: pausedSchema,
        connections: z.array(z.string()).describe('The names of the merchant’s connections.'),
      }),
    },
  },
  codes: [],
  async handle({ params: { merchant } }, deps) {
    const [pauses, names] = await Promise.all([
      deps.client.desk.pauses(merchant),
      deps.connectionsOf(merchant),
    ]);
    return { status: 200, body: { paused: pauses.map(sentPause), connections: [...names].sort() } };
  },
});

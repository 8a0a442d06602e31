/** `approvals`: what waits for a decision, and decisions, each signed by the approver. */
import { z } from 'zod';
import { attachmentSchema, id, merchantName } from '../../client/message-schema.js';
import { sentAnswer, sentApproval, sentApprovalDetails } from '../../client/rows-as-json.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { decisionsCountUntil } from '../../security/identity/agent-tokens.js';
import { type DecisionClaims, maxDecisionLifeMs, signDecision } from '../../security/decision-token.js';
import { maxTokenLength } from '../../security/signed-token.js';
import { amountSchema } from '../handover-schema.js';
import { pageQuery } from '../shared-schemas.js';
import { defineRoute, type RawRequest, type RouteDependencies } from '../route.js';

const merchantParams = z.strictObject({ merchant: merchantName });
const requestParams = z.strictObject({
  merchant: merchantName,
  approval: z.string().min(1).max(1_024).describe("The request's number or id."),
});

const approval = z.looseObject({
  id: z.string(),
  digest: z.string().describe('A digest of exactly what will be done; the decision must include it.'),
  operation: z.string(),
  role: z.string(),
  workflowId: z.string(),
  requestedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  remindAt: z.iso.datetime().optional().describe('When approvers are reminded.'),
  escalateAt: z.iso.datetime().optional().describe('When the second role may also decide.'),
  endedAt: z.iso.datetime().optional().describe('When the request was decided or otherwise closed.'),
  items: z
    .array(
      z.strictObject({
        ...{ name: z.string(), variant: z.string().optional(), quantity: z.int() },
        amount: amountSchema.optional(),
      }),
    )
    .readonly()
    .optional()
    .describe(
      'The first 50 items of the record, as context: a decision approves only what the digest covers.',
    ),
});

const words = z.strictObject({
  text: z.string(),
  sentAt: z.iso.datetime({ offset: true }),
  startedBy: z.string().optional().describe('The agent who wrote the message for the customer.'),
  subject: z.string().optional().describe('The subject, if the message is an email.'),
  attachments: z.array(attachmentSchema).readonly().optional().describe('Attachments, by reference.'),
});

/** Lists what waits. */
export const listApprovals = defineRoute({
  method: 'GET',
  path: '/approvals',
  summary: 'List open approval requests, oldest first; or those that have ended, newest first.',
  caller: 'agent',
  scope: 'approvals',
  params: merchantParams,
  query: z.strictObject({
    role: id.optional().describe('Only open requests that this role may decide.'),
    state: z
      .enum(['open', 'decided'])
      .default('open')
      .describe(
        '`open`: all open requests; `decided`: those that were decided or ended otherwise, by pages.',
      ),
    ...pageQuery,
  }),
  answers: {
    200: {
      description: 'The approval requests.',
      schema: z.strictObject({ approvals: z.array(approval), next: z.string().optional() }),
    },
  },
  codes: ['worker_unavailable'],
  async handle({ params: { merchant }, query: { role, state, limit, cursor } }, { client }) {
    if (state === 'open')
      return {
        status: 200,
        body: { approvals: (await client.approvals.list(merchant, role)).map(sentApproval) },
      };
    const from = cursor === undefined ? {} : { cursor };
    const { items, next } = await client.approvals.decided(merchant, { limit, ...from });
    return {
      status: 200,
      body: { approvals: items.map(sentApproval), ...(next === undefined ? {} : { next }) },
    };
  },
});

/** Shows one. */
export const showApproval = defineRoute({
  method: 'GET',
  path: '/approvals/{approval}',
  summary: 'Get an approval request.',
  caller: 'agent',
  scope: 'approvals',
  params: requestParams,
  answers: {
    200: {
      description: 'The approval request.',
      schema: approval.extend({
        words: z.array(words).describe("The customer's messages that led to the request, in order."),
      }),
    },
  },
  codes: ['approval_unknown', 'worker_unavailable'],
  async handle({ params }, { client }) {
    return { status: 200, body: sentApprovalDetails(await client.approvals.show(referenceOf(params))) };
  },
});

/** Decides one; the workers judge the token, not this process. */
export const decideApproval = defineRoute({
  method: 'POST',
  path: '/approvals/{approval}/decision',
  summary:
    'Decide on an approval request. If the decision does not count, the response has `accepted: false`; it is not an error.',
  caller: 'agent',
  scope: 'approvals',
  params: requestParams,
  body: z.strictObject({
    digest: z.string().max(256),
    decision: z.enum(['approved', 'rejected']),
    token: z
      .string()
      .max(maxTokenLength)
      .optional()
      .describe(
        "Signed with the approver's key, for this decision only. If it is missing, the caller's sign-in is used instead, for up to 15 minutes after they signed in; in a session that a one-time link has opened, the agent's own key on this machine signs.",
      ),
    comment: z.string().max(2_000).optional(),
  }),
  answers: {
    200: {
      description: 'Whether the decision is accepted. If not, the reason, and the decision that came first.',
      schema: z.strictObject({
        accepted: z.boolean(),
        code: z.string().optional(),
        approver: z.string().optional(),
        countsUntil: z.iso
          .datetime()
          .optional()
          .describe(
            'For `approval_under_way`: no worker has processed the decision yet. It takes effect if a worker does so before this time.',
          ),
        decision: z.enum(['approved', 'rejected']).optional(),
      }),
    },
  },
  codes: ['approval_unknown', 'worker_unavailable', 'sign_in_stale'],
  async handle(request, deps) {
    const { params, body, caller } = request;
    const { comment, token: given, ...decision } = body;
    // A number is the merchant's own; the run knows its request by the id.
    const { id: requestId } = await deps.client.approvals.find(referenceOf(params));
    const said = comment === undefined ? {} : { comment };
    const token = given ?? proofOf(request, { requestId, ...decision }, deps);
    const expiresAt = given === undefined ? decisionsCountUntil(token) : undefined;
    const signedIn = expiresAt === undefined ? undefined : { approver: caller.name, expiresAt };
    const message = { requestId, token, ...decision, ...said };
    const answer = await deps.client.approvals.decide(message, signedIn);
    return { status: 200, body: sentAnswer(answer) };
  },
});

/** What proves who decides: their sign-in while it is fresh, or their own key, where a link has opened the session. */
function proofOf(
  { bearer, session, caller }: Pick<RawRequest, 'bearer' | 'session' | 'caller'>,
  decision: Pick<DecisionClaims, 'requestId' | 'digest' | 'decision'>,
  { desk, callers }: RouteDependencies,
): string {
  if (session === undefined) return bearer;
  const { merchant, name: approver } = caller;
  const issuedAt = desk.now();
  if (session.by === 'link') {
    const key = desk.agentKeys.keyOf(merchant, approver, callers.get(merchant)?.approvers ?? {});
    if (key === undefined) throw new OrderlyError('caller_unknown', 'The session has ended with its key.');
    const expiresAt = issuedAt + maxDecisionLifeMs;
    return signDecision({ ...decision, merchant, approver, issuedAt, expiresAt }, key);
  }
  if (issuedAt < (decisionsCountUntil(bearer) ?? 0)) return bearer;
  throw new OrderlyError('sign_in_stale', 'The sign-in is too old to decide with.');
}

/** How the client names it: the id of a request begins with that of its run, and that with its merchant's name. */
function referenceOf({ merchant, approval: reference }: z.infer<typeof requestParams>): string {
  if (/^\d{1,15}$/.test(reference)) return `${merchant}/${reference}`;
  if (reference.startsWith(`${merchant}/`) && reference.includes('#')) return reference;
  throw new OrderlyError('approval_unknown', 'This merchant has no such request.');
}

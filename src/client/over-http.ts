/** The typed client over the HTTP API: what a conversation service needs that reaches neither Temporal nor the store. */
import type { CustomerMessage, DecisionMessage } from '../contracts/workflow-messages.js';
import { ownerOf } from '../contracts/visit-id.js';
import {
  type Approvals,
  awaitReplies,
  type ConversationsClient,
  type Reply,
  type SentMessage,
  type TypedClient,
} from './typed-client.js';
import {
  receivedAnswer,
  receivedApproval,
  receivedConversation,
  receivedHappening,
  receivedConversationDetails,
  type sentAnswer,
  type sentApproval,
  type sentConversation,
  type sentRun,
  type sentRunDetails,
  type sentConversationDetails,
} from './rows-as-json.js';
import { deskOver } from './desk-over-http.js';
import { type HttpAccess, callApi, path, queryOf } from './call-api.js';

/** A reply as it comes over HTTP. */
type SentReply = Omit<Reply, 'createdAt'> & { createdAt: string };

/** Longest time that one request waits for a reply, seconds; a longer wait is several requests. */
const longestWait = 30;

/**
 * A client of the API at `url`; `key` is a channel's key for conversations, or an agent's token for the rest. Every call
 * throws the OrderlyError that the API tells, or `api_unreachable`.
 */
export function connectOverHttp(access: HttpAccess): TypedClient {
  return {
    conversations: conversationsOver(access),
    approvals: approvalsOver(access),
    desk: deskOver(access),
    async runs(merchant, { open = false, limit = 50 } = {}) {
      const query = { open: String(open), limit: String(limit) };
      const { runs } = (await callApi(access, path`${merchant}/runs`, { query })) as {
        runs: ReturnType<typeof sentRun>[];
      };
      return runs.map((run) => ({ ...run, startedAt: new Date(run.startedAt) }));
    },
    async run(merchant, workflowId) {
      const answer = await callApi(access, path`${merchant}/runs/${workflowId}`);
      const { startedAt, endedAt, happened, ...run } = answer as ReturnType<typeof sentRunDetails>;
      const ended = endedAt === undefined ? {} : { endedAt: new Date(endedAt) };
      return {
        ...{ ...run, startedAt: new Date(startedAt), ...ended },
        happened: happened.map(receivedHappening),
      };
    },
  };
}

function conversationsOver(access: HttpAccess): ConversationsClient {
  const read = async (merchant: string, conversation: string, query: Record<string, string>) => {
    const place = path`${merchant}/conversations/${conversation}/replies`;
    const { replies } = (await callApi(access, place, { query })) as { replies: SentReply[] };
    return replies.map((reply): Reply => ({ ...reply, createdAt: Date.parse(reply.createdAt) }));
  };
  const conversations: ConversationsClient = {
    async send({ merchant, conversation, ...body }: CustomerMessage) {
      const place = path`${merchant}/conversations/${conversation}/messages`;
      return (await callApi(access, place, { body })) as SentMessage;
    },
    async replies(merchant, conversation, after = 0) {
      const replies: Reply[] = [];
      for (;;) {
        const last = replies.at(-1)?.position ?? after;
        const more = await read(merchant, conversation, { after: String(last) });
        if (more.length === 0) return replies;
        replies.push(...more);
      }
    },
    nextReplies(merchant, conversation, after, { timeoutMs }) {
      const wait = Math.min(longestWait, Math.ceil(timeoutMs / 1_000));
      return read(merchant, conversation, { after: String(after), wait: String(wait) });
    },
    awaitReplies: (merchant, conversation, wanted = {}) =>
      awaitReplies(conversations, merchant, conversation, wanted),
    ...agentSideOver(access),
  };
  return conversations;
}

type AgentSide = Pick<ConversationsClient, 'list' | 'read' | 'takeOver' | 'assign' | 'reply' | 'giveBack'>;

function agentSideOver(access: HttpAccess): AgentSide {
  return {
    async list(merchant, { before, assignee, ...page } = {}) {
      const from = before === undefined ? {} : { before: new Date(before).toISOString() };
      // Nobody is no name, and nobody's name is one.
      const whose = assignee === null ? { unassigned: 'true' } : { assignee };
      const query = queryOf({ ...page, ...from, ...whose });
      const answer = await callApi(access, path`${merchant}/conversations`, { query });
      const { conversations } = answer as { conversations: ReturnType<typeof sentConversation>[] };
      return conversations.map(receivedConversation);
    },
    async read(merchant, conversation, _by, options = {}) {
      const place = path`${merchant}/conversations/${conversation}`;
      const answer = await callApi(access, place, { query: queryOf(options) });
      return receivedConversationDetails(answer as ReturnType<typeof sentConversationDetails>);
    },
    async takeOver(merchant, conversation) {
      await callApi(access, path`${merchant}/conversations/${conversation}/take-over`, { body: {} });
    },
    async assign(merchant, conversation, agent) {
      await callApi(access, path`${merchant}/conversations/${conversation}/assignee`, {
        body: { to: agent },
      });
    },
    async reply(merchant, conversation, body) {
      await callApi(access, path`${merchant}/conversations/${conversation}/replies`, { body });
    },
    async giveBack(merchant, conversation) {
      await callApi(access, path`${merchant}/conversations/${conversation}/give-back`, { body: {} });
    },
  };
}

function approvalsOver(access: HttpAccess): Approvals {
  return {
    async list(merchant, role) {
      const query = role === undefined ? {} : { role };
      const answer = await callApi(access, path`${merchant}/approvals`, { query });
      const { approvals } = answer as { approvals: ReturnType<typeof sentApproval>[] };
      return approvals.map(receivedApproval);
    },
    async decided(merchant, page = {}) {
      const query = queryOf({ ...page, state: 'decided' });
      const answer = await callApi(access, path`${merchant}/approvals`, { query });
      const { approvals, next } = answer as { approvals: ReturnType<typeof sentApproval>[]; next?: string };
      return { items: approvals.map(receivedApproval), ...(next === undefined ? {} : { next }) };
    },
    async show(requestId) {
      const answer = await callApi(access, path`${ownerOf(requestId)}/approvals/${requestId}`);
      return receivedApproval(answer as ReturnType<typeof sentApproval>);
    },
    async decide({ requestId, ...body }: DecisionMessage) {
      const place = path`${ownerOf(requestId)}/approvals/${requestId}/decision`;
      return receivedAnswer((await callApi(access, place, { body })) as ReturnType<typeof sentAnswer>);
    },
  };
}

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
import { isErrorCode } from '../contracts/errors/catalogue.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';

// One request to the HTTP API, and the product's errors out of its problems.

/** Where the API is, and who calls. */
interface HttpAccess {
  /** `https://host`, with the part of a path that a proxy puts before `/v1`, if it does. */
  url: string;
  /** A channel's key, or an agent's token. */
  key: string;
}

interface CallOptions {
  query?: Readonly<Record<string, string>>;
  /** Sent with POST; without one it is a GET. */
  body?: object;
}

/** Longest time for an answer, ms: more than a request may wait for replies. */
const timeoutMs = 60_000;

/** A path under `/v1/merchants/`, its values escaped. */
const path = (parts: TemplateStringsArray, ...values: string[]): string =>
  parts.map((part, index) => part + encodeURIComponent(values[index] ?? '')).join('');

/** The body of the answer; throws the error that a problem tells, `api_unreachable` for whatever is no answer of ours. */
async function callApi(
  { url, key }: HttpAccess,
  place: string,
  { query = {}, body }: CallOptions = {},
): Promise<unknown> {
  const address = `${url.replace(/\/$/, '')}/v1/merchants/${place}?${new URLSearchParams(query).toString()}`;
  const { status, value } = await ask(address, {
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    // A key goes to the address that it was given for, and to no other.
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (status < 300) return value;
  throw problemError(status, value);
}

async function ask(address: string, request: RequestInit): Promise<{ status: number; value: unknown }> {
  try {
    const response = await fetch(address, request);
    return { status: response.status, value: await response.json() };
  } catch (cause) {
    const { origin } = new URL(address);
    throw new OrderlyError('api_unreachable', `The API at ${origin} did not answer`, { cause });
  }
}

function problemError(status: number, value: unknown): OrderlyError {
  const problem = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const { code, detail, hint } = problem;
  // A newer API may know codes that this client does not.
  if (typeof code !== 'string' || !isErrorCode(code) || typeof detail !== 'string')
    return new OrderlyError(
      'api_unreachable',
      `The API answered with status ${status} and an unknown problem`,
    );
  return new OrderlyError(code, detail, typeof hint === 'string' ? { hint } : {});
}

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

type AgentSide = Pick<ConversationsClient, 'list' | 'read' | 'takeOver' | 'reply' | 'giveBack'>;

function agentSideOver(access: HttpAccess): AgentSide {
  return {
    async list(merchant, { before, ...page } = {}) {
      const from = before === undefined ? {} : { before: new Date(before).toISOString() };
      const query = queryOf({ ...page, ...from });
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
    async reply(merchant, conversation, body) {
      await callApi(access, path`${merchant}/conversations/${conversation}/replies`, { body });
    },
    async giveBack(merchant, conversation) {
      await callApi(access, path`${merchant}/conversations/${conversation}/give-back`, { body: {} });
    },
  };
}

const queryOf = (values: Readonly<Record<string, string | number | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );

function approvalsOver(access: HttpAccess): Approvals {
  return {
    async list(merchant, role) {
      const query = role === undefined ? {} : { role };
      const answer = await callApi(access, path`${merchant}/approvals`, { query });
      const { approvals } = answer as { approvals: ReturnType<typeof sentApproval>[] };
      return approvals.map(receivedApproval);
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

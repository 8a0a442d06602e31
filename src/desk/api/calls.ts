/** Every request of the pages, by name. */
import type {
  ApprovalDetails,
  Approval,
  Conversation,
  Counts,
  DecisionAnswer,
  Effect,
  Flow,
  FlowItem,
  Pause,
  Reply,
  Row,
  Run,
  RunDetails,
  Session,
  Trace,
  TryOffer,
} from './contract';
import { get, post } from './http';

/** The session, or the problem `caller_unknown`. */
export const readSession = (): Promise<Session> => get('/v1/desk/session');

/** Opens a one-time link. */
export const openLink = (token: string): Promise<{ to: string }> => post('/v1/desk/link', { token });

/** Ends the session. */
export const signOut = (): Promise<void> => post('/v1/desk/sign-out');

/** Where the browser goes to sign in; a navigation, not a request. */
export function signInAddress(merchant: string, to: string, fresh = false): string {
  const search = new URLSearchParams({ merchant, to, ...(fresh ? { fresh: 'true' } : {}) });
  return `/v1/desk/sign-in?${search.toString()}`;
}

/** Which conversations are listed. */
export interface ConversationFilter {
  with?: 'people' | 'flows';
  queue?: string;
  assignee?: string;
  cursor?: string;
}

/** A page of a list; without `next` it is the last one. */
export type Page<Name extends string, Item> = Record<Name, Item[]> & { next?: string };

const part = encodeURIComponent;

/** The requests about one merchant. */
// eslint-disable-next-line @typescript-eslint/explicit-function-return-type -- the calls are its type
export function callsOf(merchant: string) {
  const base = `/v1/merchants/${part(merchant)}`;
  const conversation = (id: string): string => `${base}/conversations/${part(id)}`;
  return {
    counts: () => get<Counts>(`${base}/counts`),
    conversations: (filter: ConversationFilter) =>
      get<Page<'conversations', Row>>(`${base}/conversations`, { query: { ...filter, limit: 50 } }),
    findConversations: (names: { email: string } | { order: string }) =>
      post<{ conversations: Row[] }>(`${base}/conversations/find`, names),
    conversation: (id: string) => get<Conversation>(conversation(id), { query: { limit: 200 } }),
    trace: (id: string) => get<Trace>(`${conversation(id)}/trace`),
    takeOver: (id: string) => post<unknown>(`${conversation(id)}/take-over`),
    giveBack: (id: string) => post<unknown>(`${conversation(id)}/give-back`),
    assign: (id: string, agent: string | null) => post<unknown>(`${conversation(id)}/assignee`, { agent }),
    reply: (id: string, reply: { replyId: string; text: string }) =>
      post<unknown>(`${conversation(id)}/replies`, reply),
    approvals: () => get<{ approvals: Approval[] }>(`${base}/approvals`),
    decidedApprovals: (cursor?: string) =>
      get<Page<'approvals', Approval>>(`${base}/approvals`, { query: { state: 'decided', limit: 50, cursor } }),
    approval: (number: number) => get<ApprovalDetails>(`${base}/approvals/${number}`),
    decide: (number: number, decision: { digest: string; decision: 'approved' | 'rejected'; comment?: string }) =>
      post<DecisionAnswer>(`${base}/approvals/${number}/decision`, decision),
    effects: () => get<{ effects: Effect[] }>(`${base}/effects`),
    pastEffects: (cursor?: string) =>
      get<Page<'effects', Effect>>(`${base}/effects`, { query: { state: 'all', limit: 50, cursor } }),
    resolve: (id: string, found: { happened: boolean; because: string; reference?: string }) =>
      post<Effect>(`${base}/effects/${part(id)}/resolution`, found),
    pauses: () => get<{ paused: Pause[] }>(`${base}/pauses`),
    pause: (what: string) => post<{ paused: Pause[] }>(`${base}/pause`, { what }),
    resume: (what: string) => post<{ paused: Pause[] }>(`${base}/resume`, { what }),
    runs: (open: boolean) => get<{ runs: Run[] }>(`${base}/runs`, { query: { open, limit: 100 } }),
    run: (id: string) => get<RunDetails>(`${base}/runs/${part(id)}`),
    flows: () => get<{ flows: FlowItem[] }>(`${base}/flows`),
    flow: (name: string, hash?: string) => get<Flow>(`${base}/flows/${part(name)}`, { query: { hash } }),
    tryOffer: () => get<TryOffer>(`${base}/try`),
    trySend: (id: string, message: { messageId: string; text: string }) =>
      post<unknown>(`${base}/try/${part(id)}/messages`, message),
    tryReplies: (id: string, after: number, signal: AbortSignal) =>
      get<{ replies: Reply[] }>(`${base}/try/${part(id)}/replies`, {
        query: { after, wait: 15_000 },
        signal,
      }),
  };
}

/** The requests about one merchant, as `callsOf` makes them. */
export type Calls = ReturnType<typeof callsOf>;

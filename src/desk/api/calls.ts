/** Every request of the pages, by name. */
import type { Approval, ApprovalDetails, Session } from './contract';
import { answer, api, ofSession } from './http';

/** The session, or the problem `caller_unknown`. */
export const readSession = (): Promise<Session> => ofSession('GET', 'session');

/** Opens a one-time link. */
export const openLink = (token: string): Promise<{ to: string }> => ofSession('POST', 'link', { token });

/** Ends the session. */
export const signOut = (): Promise<void> => ofSession('POST', 'sign-out', {});

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
  unassigned?: boolean;
  cursor?: string | undefined;
  /** By default 50. */
  limit?: number;
}

const base = '/v1/merchants/{merchant}';

// The document leaves open what a request for approval says besides; the pages know it.
const asApprovals = <Page extends { approvals: object[] }>(
  page: Page,
): Omit<Page, 'approvals'> & { approvals: Approval[] } => ({
  ...page,
  approvals: page.approvals as Approval[],
});

function conversationCalls(merchant: string) {
  const of = (conversation: string): { path: { merchant: string; conversation: string } } => ({
    path: { merchant, conversation },
  });
  const one = `${base}/conversations/{conversation}` as const;
  return {
    conversations: (query: ConversationFilter) =>
      answer(
        api.GET(`${base}/conversations`, { params: { path: { merchant }, query: { limit: 50, ...query } } }),
      ),
    findConversations: (names: { email: string } | { order: string }) =>
      answer(api.POST(`${base}/conversations/find`, { params: { path: { merchant } }, body: names })),
    conversation: (id: string) => answer(api.GET(one, { params: { ...of(id), query: { limit: 200 } } })),
    trace: (id: string) => answer(api.GET(`${one}/trace`, { params: of(id) })),
    takeOver: (id: string) => answer(api.POST(`${one}/take-over`, { params: of(id), body: {} })),
    giveBack: (id: string) => answer(api.POST(`${one}/give-back`, { params: of(id), body: {} })),
    assign: (id: string, to: string | null) =>
      answer(api.POST(`${one}/assignee`, { params: of(id), body: { to } })),
    reply: (id: string, body: { replyId: string; text: string }) =>
      answer(api.POST(`${one}/replies`, { params: of(id), body })),
  };
}

function decisionCalls(merchant: string) {
  const path = { merchant };
  return {
    approvals: () => answer(api.GET(`${base}/approvals`, { params: { path } })).then(asApprovals),
    decidedApprovals: (cursor?: string) =>
      answer(
        api.GET(`${base}/approvals`, { params: { path, query: { state: 'decided', limit: 50, cursor } } }),
      ).then(asApprovals),
    approval: (number: number) =>
      answer(
        api.GET(`${base}/approvals/{approval}`, { params: { path: { merchant, approval: String(number) } } }),
      ) as Promise<ApprovalDetails>,
    decide: (number: number, body: { digest: string; decision: 'approved' | 'rejected'; comment?: string }) =>
      answer(
        api.POST(`${base}/approvals/{approval}/decision`, {
          ...{ params: { path: { merchant, approval: String(number) } }, body },
        }),
      ),
    effects: () => answer(api.GET(`${base}/effects`, { params: { path } })),
    resolve: (effect: string, body: { happened: boolean; because: string; reference?: string }) =>
      answer(
        api.POST(`${base}/effects/{effect}/resolution`, { params: { path: { merchant, effect } }, body }),
      ),
    pauses: () => answer(api.GET(`${base}/pauses`, { params: { path } })),
    pause: (what: string) => answer(api.POST(`${base}/pause`, { params: { path }, body: { what } })),
    resume: (what: string) => answer(api.POST(`${base}/resume`, { params: { path }, body: { what } })),
  };
}

function runCalls(merchant: string) {
  const path = { merchant };
  const tried = (conversation: string): { merchant: string; conversation: string } => ({
    merchant,
    conversation,
  });
  return {
    counts: () => answer(api.GET(`${base}/counts`, { params: { path } })),
    runs: (open: boolean) =>
      answer(api.GET(`${base}/runs`, { params: { path, query: { open, limit: 200 } } })),
    run: (run: string) => answer(api.GET(`${base}/runs/{run}`, { params: { path: { merchant, run } } })),
    flows: () => answer(api.GET(`${base}/flows`, { params: { path } })),
    flow: (flow: string, hash?: string) =>
      answer(api.GET(`${base}/flows/{flow}`, { params: { path: { merchant, flow }, query: { hash } } })),
    flowRuns: (flow: string, query: { days: number; hash?: string }) =>
      answer(api.GET(`${base}/flows/{flow}/runs`, { params: { path: { merchant, flow }, query } })),
    tryOffer: () => answer(api.GET(`${base}/try`, { params: { path } })),
    trySend: (id: string, body: { messageId: string; text: string }) =>
      answer(api.POST(`${base}/try/{conversation}/messages`, { params: { path: tried(id) }, body })),
    tryReplies: (id: string, after: number, signal: AbortSignal) =>
      answer(
        api.GET(`${base}/try/{conversation}/replies`, {
          ...{ params: { path: tried(id), query: { after, wait: 20 } }, signal },
        }),
      ),
  };
}

/** The requests about one merchant. */

export const callsOf = (merchant: string) => ({
  ...conversationCalls(merchant),
  ...decisionCalls(merchant),
  ...runCalls(merchant),
});

/** The requests about one merchant, as `callsOf` makes them. */
export type Calls = ReturnType<typeof callsOf>;

/** `/v1/desk/…`: how agents sign in and out at the desk, and who a session says they are. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { decisionsCountUntil } from '../../security/identity/agent-tokens.js';
import { agentScopes, type SignIn } from '../../merchants/merchant.js';
import type { SignInFlow } from '../../security/identity/sign-in.js';
import type { ApiDependencies } from '../dependencies.js';
import { isLocal } from '../is-local.js';
import {
  beginSession,
  cookieHeader,
  cookieOf,
  type DeskSession,
  endSession,
  originFor,
  requireOwnPage,
  type SignInDependencies,
  sessionOf,
  takeSignInLink,
} from './sessions.js';

const noStore = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' } as const;

/** Adds the routes. */
export function addDeskRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  const { desk } = deps;
  app.route({
    method: ['GET', 'HEAD'],
    url: '/v1/desk/session',
    handler: async (request, reply) => {
      requireOwnPage(request, desk);
      const session = await sessionOf(request, desk);
      if (session === undefined)
        throw new OrderlyError('caller_unknown', 'There is no session, or it has ended.');
      return reply
        .headers(noStore)
        .type(json)
        .send(JSON.stringify(shownSession(session, desk)));
    },
  });
  app.route({
    method: 'POST',
    url: '/v1/desk/link',
    // eslint-disable-next-line @typescript-eslint/require-await -- a hook of fastify's, which takes what is thrown from a promise
    onRequest: async (request) => {
      requireOwnPage(request, desk);
      // Nobody is known yet: all who try on this machine are counted together.
      if (isLocal(request)) deps.limits.take({ merchant: '', kind: 'connection', name: 'desk' }, desk.now());
    },
    handler: async (request, reply) => {
      const { token } = linkBody(request.body);
      const { merchant, agent } = await takeSignInLink(request, desk, token);
      return opened(request, reply, deps, { merchant, agent, by: 'link', signedInAt: desk.now() });
    },
  });
  app.route({
    method: 'POST',
    url: '/v1/desk/sign-out',
    handler: async (request, reply) => {
      requireOwnPage(request, desk);
      const session = await sessionOf(request, desk);
      if (session !== undefined) await audit(deps, session, 'sign_out');
      return reply
        .code(204)
        .headers({ ...noStore, 'set-cookie': await endSession(request, desk) })
        .send();
    },
  });
  addOpenIdRoutes(app, deps);
}

const json = 'application/json; charset=utf-8';

function linkBody(body: unknown): { token: string } {
  const read = z.strictObject({ token: z.string().max(100) }).safeParse(body);
  if (read.success) return read.data;
  throw new OrderlyError('request_invalid', 'token: must be a text');
}

async function opened(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: ApiDependencies,
  session: Omit<DeskSession, 'hash' | 'expiresAt'>,
): Promise<FastifyReply> {
  const cookie = await beginSession(request, deps.desk, session);
  await audit(deps, session, 'sign_in');
  return reply
    .headers({ ...noStore, 'set-cookie': cookie })
    .type(json)
    .send(JSON.stringify({ to: '/desk/try' }));
}

async function audit(
  { payloads, desk }: Pick<ApiDependencies, 'payloads' | 'desk'>,
  { merchant, agent, by }: Pick<DeskSession, 'merchant' | 'agent' | 'by'>,
  action: 'sign_in' | 'sign_out',
): Promise<void> {
  await payloads.audit.record({
    ...{ merchant, at: desk.now(), actor: agent, action: `desk.${action}`, subject: merchant },
    ...{ outcome: 'done', details: { by } },
  });
}

/** What a page may know of its session. */
function shownSession(
  { merchant, agent, by, signedInAt, expiresAt, token }: DeskSession,
  { callers, uiUrl }: SignInDependencies,
): object {
  const own = callers.get(merchant);
  const { roles = [], limit, scopes } = own?.approvers[agent] ?? {};
  const until = token === undefined ? undefined : decisionsCountUntil(token);
  const { name = merchant, zone = 'UTC', currency, handover = {}, channels = {} } = own ?? {};
  return {
    ...{ merchant, name, agent, by, roles, zone },
    ...(limit === undefined ? {} : { limit }),
    scopes: scopes ?? agentScopes,
    ...(currency === undefined ? {} : { currency }),
    queues: [...new Set(Object.values(handover))].sort(),
    agents: Object.keys(own?.approvers ?? {}).sort(),
    ...{ signedInAt: isoOf(signedInAt), expiresAt: isoOf(expiresAt) },
    ...(until === undefined ? {} : { decidesUntil: isoOf(until) }),
    ...(uiUrl === undefined ? {} : { temporalUi: uiUrl }),
    canTry: Object.values(channels).some(({ isTest }) => isTest === true),
  };
}

const isoOf = (ms: number): string => new Date(ms).toISOString();

// OpenID Connect: the browser goes to the issuer and comes back. A cookie that nobody else can read or write says whose answer it is.

const flowCookie = 'orderly-sign-in';
const flowLifeS = 10 * 60;

/** What the cookie holds, sealed. */
const Flow = z.strictObject({
  ...{ merchant: z.string(), to: z.string(), fresh: z.boolean(), until: z.int() },
  ...{ state: z.string(), nonce: z.string(), verifier: z.string() },
});

function addOpenIdRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  app.route<{ Querystring: Record<string, unknown> }>({
    method: 'GET',
    url: '/v1/desk/sign-in',
    handler: (request, reply) =>
      orExplained(reply, async () => {
        const { merchant, to, fresh } = request.query;
        const known = clientOf(request, typeof merchant === 'string' ? merchant : '', deps.desk);
        const { url, flow } = await deps.desk.signIns.begin(known, { fresh: fresh === 'true' });
        const kept = { merchant: known.merchant, to: placeIn(to), fresh: fresh === 'true' };
        return reply
          .headers({ ...noStore, 'set-cookie': keptFlow(request, deps.desk, { ...kept, ...flow }) })
          .redirect(url.href);
      }),
  });
  app.route<{ Params: { merchant: string } }>({
    method: 'GET',
    url: '/v1/desk/callback/:merchant',
    handler: (request, reply) => orExplained(reply, () => comeBack(request, reply, deps)),
  });
}

/** What goes wrong in the browser's own address bar is explained by the sign-in page. */
async function orExplained(reply: FastifyReply, work: () => Promise<FastifyReply>): Promise<FastifyReply> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof OrderlyError)) throw error;
    return reply.headers(noStore).redirect(`/desk/sign-in?problem=${error.code}`);
  }
}

interface KnownClient {
  merchant: string;
  signIn: SignIn;
  secret: string | undefined;
  redirectUri: string;
}

/** How a merchant's agents sign in; throws `sign_in_unknown`, for an unknown merchant too. */
function clientOf(request: FastifyRequest, merchant: string, deps: SignInDependencies): KnownClient {
  const signIn = deps.callers.get(merchant)?.signIn;
  if (signIn === undefined)
    throw new OrderlyError('sign_in_unknown', 'Agents of this merchant cannot sign in with a provider.');
  // An address of its own for each merchant, and so for each issuer: no answer of one is taken for another's (RFC 9700 §4.4).
  const redirectUri = `${originFor(request, deps)}/v1/desk/callback/${merchant}`;
  const { secretName } = signIn;
  const secret = secretName === undefined ? undefined : deps.secretsOf(merchant)(secretName);
  return { merchant, signIn, secret, redirectUri };
}

/** A place within the desk; anything else becomes its first page. */
function placeIn(to: unknown): string {
  const isPlace = typeof to === 'string' && /^\/desk\/[\w/.~%#?=&-]*$/.test(to) && !to.includes('//');
  return isPlace && !to.includes('..') ? to : '/desk/';
}

function keptFlow(
  request: FastifyRequest,
  { sealer, now }: SignInDependencies,
  kept: SignInFlow & { merchant: string; to: string; fresh: boolean },
): string {
  const text = JSON.stringify({ ...kept, until: now() + flowLifeS * 1_000 });
  // Lax: the issuer's page sends the browser here.
  const value = sealer.seal(text, flowCookie);
  return cookieHeader(request, { name: flowCookie, value, maxAgeS: flowLifeS, site: 'Lax' });
}

async function comeBack(
  request: FastifyRequest<{ Params: { merchant: string } }>,
  reply: FastifyReply,
  deps: ApiDependencies,
): Promise<FastifyReply> {
  const { desk } = deps;
  const flow = flowIn(request, desk);
  const gone = cookieHeader(request, { name: flowCookie, value: '', maxAgeS: 0, site: 'Lax' });
  void reply.header('set-cookie', gone);
  if (flow === undefined || flow.merchant !== request.params.merchant)
    throw new OrderlyError('sign_in_incomplete', 'The sign-in was not begun in this browser.');
  const known = clientOf(request, flow.merchant, desk);
  const callback = new URL(request.url, originFor(request, desk));
  const token = await desk.signIns.finish(known, flow, callback);
  const own = desk.callers.get(flow.merchant);
  const found = own && (await deps.agents.identify(own, token, desk.now()));
  if (found === undefined)
    throw new OrderlyError('sign_in_unregistered', 'The provider knows them, but merchant.yaml does not.');
  const signedInAt = found.signedInAt ?? desk.now();
  const session = {
    merchant: flow.merchant,
    agent: found.approver,
    by: 'openid',
    signedInAt,
    token,
  } as const;
  const cookie = await beginSession(request, desk, session);
  await audit(deps, session, 'sign_in');
  return reply.headers({ ...noStore, 'set-cookie': [gone, cookie] }).redirect(flow.to);
}

function flowIn(
  request: FastifyRequest,
  { sealer, now }: SignInDependencies,
): z.infer<typeof Flow> | undefined {
  const text = sealer.open(cookieOf(request, flowCookie) ?? '', flowCookie);
  const flow = text === undefined ? undefined : Flow.safeParse(JSON.parse(text)).data;
  return flow !== undefined && now() < flow.until ? flow : undefined;
}

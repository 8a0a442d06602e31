/** An agent's sign-in at the merchant's issuer (OpenID Connect Core 1.0, code flow with PKCE), as the desk begins and finishes it. */
import { decodeJwt } from 'jose';
import {
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
  validateAuthResponse,
} from 'oauth4webapi';
import { z } from 'zod';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { type HttpClientOptions, type HttpRequest, openHttpClient } from '../../connectors/http/client.js';
import type { SignIn } from '../../merchants/merchant.js';

/** What one sign-in is recognized by when the browser comes back: secret to us and that browser. */
export interface SignInFlow {
  state: string;
  nonce: string;
  verifier: string;
}

/** How a merchant's agents sign in, with the client's secret if there is one. */
interface Client {
  signIn: SignIn;
  secret: string | undefined;
  /** Where the issuer sends the browser back. */
  redirectUri: string;
}

/** Signs agents in. All throw `issuer_unavailable` if the issuer cannot be asked. */
export interface SignIns {
  /** Where the browser goes; `fresh`: the issuer asks who it is, even one that it knows. */
  begin(client: Client, options: { fresh: boolean }): Promise<{ url: URL; flow: SignInFlow }>;
  /** The issuer's token, not verified but for its nonce; throws `sign_in_incomplete`. */
  finish(client: Client, flow: SignInFlow, callback: URL): Promise<string>;
}

/** What asking needs. */
interface SignInsOptions {
  /** The operator's list of private targets. */
  egressAllow: readonly string[];
  /** Proxy and own authorities. */
  http: HttpClientOptions;
}

const timeoutMs = 10_000;
const answerBytes = 262_144;

const Discovery = z.looseObject({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});

/** Opens it. */
export function openSignIns(options: SignInsOptions): SignIns {
  const documents = new Map<string, z.infer<typeof Discovery>>();
  const documentOf = async (signIn: SignIn): Promise<z.infer<typeof Discovery>> => {
    const known = documents.get(signIn.issuer);
    if (known !== undefined) return known;
    const url = new URL(`${signIn.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    const { value } = await ask(options, signIn, { method: 'GET', url, headers: {} });
    const document = Discovery.safeParse(value).data;
    // Another issuer's document would have agents sign in at another issuer.
    if (document?.issuer !== signIn.issuer) throw unavailable(signIn, 'another issuer');
    documents.set(signIn.issuer, document);
    return document;
  };
  return {
    async begin({ signIn, redirectUri }, { fresh }) {
      const { authorization_endpoint: endpoint } = await documentOf(signIn);
      const flow = {
        ...{ state: generateRandomState(), nonce: generateRandomNonce() },
        verifier: generateRandomCodeVerifier(),
      };
      return { url: await addressOf(endpoint, { signIn, redirectUri, flow, fresh }), flow };
    },
    async finish(client, flow, callback) {
      const document = await documentOf(client.signIn);
      const code = codeIn(document, client, flow, callback);
      const token = await tokenFor(options, document.token_endpoint, client, { code, flow });
      if (nonceIn(token) !== flow.nonce) throw failed('the token is of another sign-in');
      return token;
    },
  };
}

async function addressOf(
  endpoint: string,
  {
    signIn: { audience, claim },
    redirectUri,
    flow,
    fresh,
  }: Omit<Client, 'secret'> & { flow: SignInFlow; fresh: boolean },
): Promise<URL> {
  const url = new URL(endpoint);
  const parameters = {
    ...{ response_type: 'code', client_id: audience, redirect_uri: redirectUri },
    scope: scopes[claim] ?? 'openid profile email',
    ...{ state: flow.state, nonce: flow.nonce },
    ...{ code_challenge: await calculatePKCECodeChallenge(flow.verifier), code_challenge_method: 'S256' },
    // With it the token says when they have signed in, which decisions need.
    max_age: fresh ? '0' : String(longestSessionS),
    ...(fresh ? { prompt: 'login' } : {}),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url;
}

/** Scopes by the claim that is needed; an issuer may refuse one that it does not know. */
const scopes: Readonly<Record<string, string>> = { sub: 'openid', email: 'openid email' };

/** How long ago an agent may have signed in at the issuer who opens the desk, seconds. */
const longestSessionS = 12 * 60 * 60;

/** The code of an answer that is this issuer's, for this sign-in (RFC 9207 where the issuer supports it). */
function codeIn(
  document: z.infer<typeof Discovery>,
  { signIn }: Client,
  flow: SignInFlow,
  callback: URL,
): string {
  const { issuer, authorization_response_iss_parameter_supported: namesIssuer } = document;
  const server = {
    issuer,
    ...(namesIssuer === undefined ? {} : { authorization_response_iss_parameter_supported: namesIssuer }),
  };
  const names = [...callback.searchParams.keys()];
  if (new Set(names).size < names.length) throw failed('the issuer’s answer repeats a parameter');
  try {
    const answer = validateAuthResponse(server, { client_id: signIn.audience }, callback, flow.state);
    const code = answer.get('code');
    if (code !== null && code !== '') return code;
  } catch {
    // An error of RFC 6749 §4.1.2.1, or another issuer's answer.
  }
  throw failed('the issuer gave no code');
}

const Tokens = z.looseObject({ id_token: z.string().max(16_384) });

async function tokenFor(
  options: SignInsOptions,
  endpoint: string,
  { signIn, secret, redirectUri }: Client,
  { code, flow }: { code: string; flow: SignInFlow },
): Promise<string> {
  const body = new URLSearchParams({
    ...{ grant_type: 'authorization_code', code, redirect_uri: redirectUri },
    ...{ client_id: signIn.audience, code_verifier: flow.verifier },
    ...(secret === undefined ? {} : { client_secret: secret }),
  });
  const { status, value } = await ask(options, signIn, {
    method: 'POST',
    url: new URL(endpoint),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: body.toString(),
  });
  const tokens = Tokens.safeParse(value).data;
  if (status !== 200 || tokens === undefined) throw failed(`the issuer gave no token (status ${status})`);
  return tokens.id_token;
}

/** What an issuer answers, in JSON; undefined if it is none. */
async function ask(
  options: SignInsOptions,
  signIn: SignIn,
  request: Pick<HttpRequest, 'method' | 'url' | 'headers' | 'body'>,
): Promise<{ status: number; value: unknown }> {
  using client = openHttpClient(
    { connection: signIn.egressAllow, operator: options.egressAllow },
    options.http,
  );
  const headers = { accept: 'application/json', ...request.headers };
  const answer = await client.send({ ...request, headers, timeoutMs, maxBytes: answerBytes });
  if (answer.is !== 'response' || answer.status >= 500) throw unavailable(signIn, answer);
  try {
    return { status: answer.status, value: JSON.parse(answer.body.toString('utf8')) as unknown };
  } catch {
    return { status: answer.status, value: undefined };
  }
}

function nonceIn(token: string): unknown {
  try {
    return decodeJwt(token)['nonce'];
  } catch {
    return undefined;
  }
}

const failed = (why: string): OrderlyError =>
  new OrderlyError('sign_in_incomplete', `The sign-in was not completed: ${why}.`);

const unavailable = ({ issuer }: SignIn, cause: unknown): OrderlyError =>
  new OrderlyError('issuer_unavailable', `The sign-in at ${issuer} cannot be reached`, { cause });

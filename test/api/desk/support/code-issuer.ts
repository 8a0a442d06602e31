/** An OpenID issuer that signs people in at once, by the code flow with PKCE; a test chooses what is wrong with its answers. */
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Issuer, startIssuer } from '../../../security/identity/support/issuer.js';

/** What its answers are, if not right. */
export interface Wrong {
  /** Parameters of the address to which the browser goes back; undefined takes one away. */
  back?: Record<string, string | undefined>;
  /** Claims of the token beside those of Anna. */
  claims?: Record<string, unknown>;
  /** The token itself. */
  token?: string;
  /** The status of the token endpoint. */
  status?: number;
}

/** Such an issuer. */
export interface CodeIssuer extends AsyncDisposable {
  issuer: Issuer;
  wrong: Wrong;
  /** What it was asked for last at its first address. */
  asked: URLSearchParams;
}

interface Asked {
  challenge: string;
  nonce: string;
  client: string;
  redirect: string;
}

/** Starts it. */
export async function startCodeIssuer(): Promise<CodeIssuer> {
  const issuer = await startIssuer();
  const codes = new Map<string, Asked>();
  const state: CodeIssuer = {
    ...{ issuer, wrong: {}, asked: new URLSearchParams() },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      await issuer[Symbol.asyncDispose]();
    },
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://issuer');
    if (url.pathname === '/auth') {
      response.writeHead(302, { location: authorize(state, codes, url.searchParams) }).end();
      return;
    }
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      void tokenOf(state, codes, new URLSearchParams(body)).then(({ status, value }) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const document = {
    ...{ issuer: issuer.url, jwks_uri: `${issuer.url}/keys` },
    ...{ authorization_endpoint: `${own}/auth`, token_endpoint: `${own}/token` },
    authorization_response_iss_parameter_supported: true,
  };
  issuer.instead.set('/.well-known/openid-configuration', { status: 200, body: JSON.stringify(document) });
  return state;
}

function authorize(state: CodeIssuer, codes: Map<string, Asked>, asked: URLSearchParams): string {
  state.asked = asked;
  const code = randomUUID();
  const of = (name: string): string => asked.get(name) ?? '';
  codes.set(code, {
    ...{ challenge: of('code_challenge'), nonce: of('nonce') },
    ...{ client: of('client_id'), redirect: of('redirect_uri') },
  });
  const back = new URL(of('redirect_uri'));
  const given = { code, state: of('state'), iss: state.issuer.url };
  const parameters: Record<string, string | undefined> = { ...given, ...state.wrong.back };
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) back.searchParams.append(name, value);
  return back.href;
}

async function tokenOf(
  { issuer, wrong }: CodeIssuer,
  codes: Map<string, Asked>,
  body: URLSearchParams,
): Promise<{ status: number; value: object }> {
  const code = body.get('code') ?? '';
  const asked = codes.get(code);
  codes.delete(code);
  const verifier = createHash('sha256')
    .update(body.get('code_verifier') ?? '')
    .digest('base64url');
  const isRight =
    verifier === asked?.challenge &&
    body.get('client_id') === asked.client &&
    body.get('redirect_uri') === asked.redirect;
  if (!isRight || wrong.status !== undefined)
    return { status: wrong.status ?? 400, value: { error: 'invalid_grant' } };
  const token = wrong.token ?? (await issuer.token({ nonce: asked.nonce, ...wrong.claims }));
  return { status: 200, value: { access_token: 'a', token_type: 'Bearer', id_token: token } };
}

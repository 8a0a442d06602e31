/** A shop that gives tokens and sessions in every way, and lets in the last that it gave. */
import type { ServerResponse } from 'node:http';
import { answerJson, type Hit, type HostileServer, serve } from '../../../support/hostile-server.js';

export interface Authority extends AsyncDisposable {
  url: string;
  server: HostileServer;
  /** Whether a request for a token or session is right. */
  knows: (hit: Hit) => boolean;
  /** Answers in place of the authority. */
  instead?: ((hit: Hit, response: ServerResponse) => void) | undefined;
  expiresIn: unknown;
  /** Requests for tokens, sessions and CSRF tokens. */
  asked: () => Hit[];
  calls: () => Hit[];
  /** Nothing that was given counts any longer. */
  forget: () => void;
}

export async function authority(): Promise<Authority> {
  const state = { count: 0, access: '', refresh: 'refresh-0' };
  const server = await serve((hit, response) => {
    if (hit.url.startsWith('/api')) api(hit, response);
    else if (self.instead) self.instead(hit, response);
    else if (hit.url === '/csrf') answerJson(response, 200, { csrf: `csrf-${state.count}` });
    else if (self.knows(hit)) give(hit, response);
    else answerJson(response, 401, { error: 'invalid_client', hint: 'what was sent: geheim' });
  });
  function give(hit: Hit, response: ServerResponse): void {
    const form = new URLSearchParams(hit.body);
    if (form.get('grant_type') === 'refresh_token' && form.get('refresh_token') !== state.refresh) {
      answerJson(response, 400, { error: 'invalid_grant' });
      return;
    }
    state.count += 1;
    state.access = `access-${state.count}`;
    state.refresh = `refresh-${state.count}`;
    const token = { access_token: state.access, expires_in: self.expiresIn, refresh_token: state.refresh };
    const cookies = [
      `sid=${state.access}; Path=/; HttpOnly; Expires=Wed, 21 Oct 2099 07:28:00 GMT`,
      `csrf=csrf-${state.count}; Path=/`,
    ];
    // Late enough that callers pile up.
    setTimeout(() => {
      response.setHeader('set-cookie', cookies);
      answerJson(response, 200, token, { 'x-auth-token': state.access });
    }, 30);
  }
  function api(hit: Hit, response: ServerResponse): void {
    const { authorization = '', cookie = '', 'x-token': own = '', 'x-csrf-token': csrf } = hit.headers;
    const session = cookie.includes(`sid=${state.access}`) && csrf === `csrf-${state.count}`;
    const token = authorization === `Bearer ${state.access}` || own === `Token ${state.access}`;
    if (state.access !== '' && (token || session)) answerJson(response, 201, { id: 'r1' });
    else answerJson(response, 401, {});
  }
  const self: Authority = {
    url: server.url,
    server,
    knows: () => true,
    expiresIn: 300,
    asked: () => server.hits.filter(({ url }) => !url.startsWith('/api')),
    calls: () => server.hits.filter(({ url }) => url.startsWith('/api')),
    forget: () => (state.access = ''),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
  return self;
}

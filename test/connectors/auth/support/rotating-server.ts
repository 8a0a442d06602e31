/** A token server that rotates refresh tokens and counts how often it saw each; its API lets in the last access token. */
import { answerJson, type Hit, serve } from '../../../support/hostile-server.js';

export interface RotatingServer extends AsyncDisposable {
  url: string;
  /** Refresh tokens in the order in which they came. */
  seen: string[];
  /** Called with each request before it is answered; a promise holds the answer back. */
  onToken: (hit: Hit) => Promise<void> | void;
  onCall: (hit: Hit) => Promise<void> | void;
  calls: Hit[];
  /** Refuses the access token that counts now. */
  forget: () => void;
}

export async function rotatingServer(): Promise<RotatingServer> {
  const state = { count: 0, refresh: 'first', access: '' };
  const server = await serve((hit, response) => {
    void (async () => {
      if (hit.url !== '/token') {
        self.calls.push(hit);
        await self.onCall(hit);
        const known = hit.headers.authorization === `Bearer ${state.access}`;
        answerJson(response, known ? 201 : 401, known ? { id: 'r1' } : {});
        return;
      }
      const refresh = new URLSearchParams(hit.body).get('refresh_token') ?? '';
      self.seen.push(refresh);
      const good = refresh === state.refresh || refresh.startsWith('connected');
      if (good) {
        state.count += 1;
        Object.assign(state, { refresh: `refresh-${state.count}`, access: `access-${state.count}` });
      }
      await self.onToken(hit);
      if (!good) answerJson(response, 400, { error: 'invalid_grant' });
      else
        answerJson(response, 200, {
          access_token: state.access,
          refresh_token: state.refresh,
          expires_in: 3600,
        });
    })();
  });
  const self: RotatingServer = {
    url: server.url,
    seen: [],
    onToken: () => undefined,
    onCall: () => undefined,
    calls: [],
    forget: () => (state.access = ''),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
  return self;
}

/** Something that a test waits for, told once. */
export function signal(): { told: Promise<void>; tell: () => void } {
  let tell = (): void => undefined;
  const told = new Promise<void>((resolve) => (tell = resolve));
  return {
    told,
    tell: () => {
      tell();
    },
  };
}

/** Never: an answer that is held back until its client is dead. */
export const never = new Promise<void>(() => undefined);

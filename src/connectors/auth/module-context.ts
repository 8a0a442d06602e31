/** What a `module` scheme's code gets: the request, its block's secrets, a stored value, and an egress. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { textOf } from '../http/charset.js';
import type { HttpRequest } from '../http/client.js';
import type { Json } from '../../contracts/json.js';
import type { AuthContext, Outgoing } from './scheme.js';
import { HeaderName, HeaderText } from './shared-settings.js';

/** A request as the module receives and returns it. */
export const ModuleRequest = z.object({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  url: z.url({ protocol: /^https?$/ }),
  headers: z.record(HeaderName, HeaderText),
  body: z
    .custom<string | Uint8Array>((value) => typeof value === 'string' || ArrayBuffer.isView(value))
    .optional(),
});

/** A request as the module receives and returns it. */
export type ModuleRequest = z.infer<typeof ModuleRequest>;

/** What the module may use besides Node itself. */
export interface ModuleContext {
  secrets: Readonly<Record<string, string>>;
  /** One value of its own, shared by all workers; undefined once it has expired. */
  tokens: { get(): Promise<Json | undefined>; put(value: Json, lifetimeMs: number): Promise<void> };
  /** Sends a request of its own, under the connection's egress rules; undefined when no response came. */
  send(request: ModuleRequest): Promise<ModuleAnswer | undefined>;
}

interface ModuleAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** The context of one connection's module. */
export function moduleContext(
  module: string,
  secrets: Readonly<Record<string, string>>,
  { connection, tokens, http, timeoutMs }: AuthContext,
): ModuleContext {
  // Including the secrets: another merchant's connection of the same name has its own value.
  const identity = createHash('sha256')
    .update(JSON.stringify([module, secrets]))
    .digest('base64url');
  const key = `${connection}:module:${identity.slice(0, 22)}`;
  return {
    secrets: Object.freeze({ ...secrets }),
    tokens: {
      async get() {
        const row = await tokens.get(key);
        return row && Date.now() < row.expiresAt ? row.token : undefined;
      },
      async put(value, lifetimeMs) {
        // The last write wins: whoever else wrote in the meantime had reasons of their own.
        for (let written = false; !written;) {
          const { version = 0 } = (await tokens.get(key)) ?? {};
          written = await tokens.put(key, value, Date.now() + lifetimeMs, version);
        }
      },
    },
    async send(request) {
      const outcome = await http.send({ ...fromModule(ModuleRequest.parse(request)), timeoutMs });
      if (outcome.is !== 'response') return undefined;
      return { status: outcome.status, headers: outcome.headers, body: textOf(outcome) ?? '' };
    },
  };
}

/** A request as the module receives it. */
export const toModule = ({ method, url, headers, body }: Outgoing): ModuleRequest => ({
  method,
  url: url.href,
  headers: { ...headers },
  ...(body === undefined ? {} : { body }),
});

/** A request as it is sent. */
export const fromModule = ({
  url,
  body,
  ...rest
}: ModuleRequest): Pick<HttpRequest, 'method' | 'url' | 'headers' | 'body'> => ({
  ...rest,
  url: new URL(url),
  ...(body === undefined ? {} : { body: typeof body === 'string' ? body : Buffer.from(body) }),
});

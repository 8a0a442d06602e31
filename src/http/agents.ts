/** Sockets of one client: kept open for reads, fresh for writes, apart for each client certificate. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { SecureContext } from 'node:tls';
import { identityOf, secureContextOf, type TlsFiles } from './tls.js';

/** Sockets for either protocol. */
export interface Agents {
  http: HttpAgent;
  https: HttpsAgent;
}

/** Client certificates whose sockets are kept at once; the oldest go first. */
const MOST_IDENTITIES = 8;

interface Identity {
  context: SecureContext;
  kept: Agents;
}

/** Gives sockets; what is trusted by all requests is given at the start. */
export class AgentPool implements Disposable {
  readonly #ca: readonly (string | Buffer)[];
  readonly #identities = new Map<string, Identity>();

  constructor({ ca = [] }: Pick<TlsFiles, 'ca'> = {}) {
    this.#ca = ca;
  }

  /** Sockets for a request; throws on TLS files that cannot be used. */
  agents({ method, tls = {} }: { method: string; tls?: TlsFiles }): Agents {
    const { kept, context } = this.#identity({ ...tls, ca: [...this.#ca, ...(tls.ca ?? [])] });
    // A write never goes over a socket that the other side may just have closed: its loss would be unclear.
    return method === 'GET' ? kept : open(context, false);
  }

  [Symbol.dispose](): void {
    for (const { kept } of this.#identities.values()) close(kept);
    this.#identities.clear();
  }

  #identity(files: TlsFiles): Identity {
    const name = identityOf(files);
    const known = this.#identities.get(name);
    if (known) return known;
    const context = secureContextOf(files);
    const identity = { context, kept: open(context, true) };
    this.#identities.set(name, identity);
    const [oldest] = this.#identities;
    if (oldest && this.#identities.size > MOST_IDENTITIES) {
      close(oldest[1].kept);
      this.#identities.delete(oldest[0]);
    }
    return identity;
  }
}

function open(secureContext: SecureContext, keepAlive: boolean): Agents {
  // Said here, it outdoes NODE_TLS_REJECT_UNAUTHORIZED.
  const verified = { secureContext, rejectUnauthorized: true };
  return { http: new HttpAgent({ keepAlive }), https: new HttpsAgent({ keepAlive, ...verified }) };
}

function close({ http, https }: Agents): void {
  http.destroy();
  https.destroy();
}

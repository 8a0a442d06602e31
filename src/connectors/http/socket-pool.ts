/** One client's sockets: kept open for reads, fresh for writes and gated requests, separate per certificate. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { SecureContext } from 'node:tls';
import type { EgressProxy } from './egress-routes.js';
import { behindGate, type Gate } from './gate.js';
import { identityOf, secureContextOf, type TlsFiles } from './tls.js';
import { SecureTunnelAgent, TunnelAgent } from './tunnel.js';

/** Sockets for either protocol. */
export interface Agents {
  http: HttpAgent;
  https: HttpsAgent;
}

/** Most client certificates whose sockets are kept; the oldest are dropped first. */
const MOST_IDENTITIES = 8;

interface Identity {
  context: SecureContext;
  kept: Agents;
}

/** What applies to all sockets of a client. */
export interface PoolOptions extends Pick<TlsFiles, 'ca'> {
  proxy?: EgressProxy | undefined;
}

/** Provides sockets; what all requests trust is given at the start. */
export class AgentPool implements Disposable {
  readonly #ca: readonly (string | Buffer)[];
  readonly #proxy: EgressProxy | undefined;
  readonly #identities = new Map<string, Identity>();
  #nameless: string | undefined;

  constructor({ ca = [], proxy }: PoolOptions = {}) {
    this.#ca = ca;
    this.#proxy = proxy;
  }

  /** Sockets for a request; throws on TLS files that cannot be used. */
  agents({ method, tls, gate }: { method: string; tls?: TlsFiles; gate?: Gate }): Agents {
    const files = { ...tls, ca: [...this.#ca, ...(tls?.ca ?? [])] };
    // Most requests present nothing of their own: their identity is computed once.
    const name = tls ? identityOf(files) : (this.#nameless ??= identityOf(files));
    const { kept, context } = this.#identity(name, files);
    // A write never uses a socket that the other side may just have closed: its loss would be unclear.
    if (method === 'GET' && !gate) return kept;
    const { http, https } = open(context, false, this.#proxy);
    return gate ? { http: behindGate(http, gate), https: behindGate(https, gate) } : { http, https };
  }

  [Symbol.dispose](): void {
    for (const { kept } of this.#identities.values()) close(kept);
    this.#identities.clear();
  }

  #identity(name: string, files: TlsFiles): Identity {
    const known = this.#identities.get(name);
    if (known) return known;
    const context = secureContextOf(files);
    const identity = { context, kept: open(context, true, this.#proxy) };
    this.#identities.set(name, identity);
    const [oldest] = this.#identities;
    if (oldest && this.#identities.size > MOST_IDENTITIES) {
      close(oldest[1].kept);
      this.#identities.delete(oldest[0]);
    }
    return identity;
  }
}

function open(secureContext: SecureContext, keepAlive: boolean, proxy: EgressProxy | undefined): Agents {
  // Set explicitly, this overrides NODE_TLS_REJECT_UNAUTHORIZED.
  const verified = { keepAlive, secureContext, rejectUnauthorized: true };
  return proxy
    ? { http: new TunnelAgent(proxy, { keepAlive }), https: new SecureTunnelAgent(proxy, verified) }
    : { http: new HttpAgent({ keepAlive }), https: new HttpsAgent(verified) };
}

function close({ http, https }: Agents): void {
  http.destroy();
  https.destroy();
}

/** What the HTTP server needs besides its routes. */
import type { Logger } from 'pino';
import type { Documents } from '../store/documents.js';
import type { AgentTokens } from '../security/identity/agent-tokens.js';
import type { DeskPages } from './desk/pages.js';
import type { SignInDependencies } from './desk/sessions.js';
import type { EventSources } from './load-event-sources.js';
import type { Limits } from './rate-limits.js';
import type { ApiMetrics } from './metrics.js';
import type { RouteDependencies } from './route.js';

/** What the API needs. */
export interface ApiDependencies extends RouteDependencies {
  desk: SignInDependencies;
  /** Undefined where they have not been built. */
  pages: DeskPages;
  agents: AgentTokens;
  events: EventSources;
  documents: Pick<Documents, 'byLink'>;
  /** Origins whose pages may call it from a browser. */
  origins: readonly string[];
  limits: Limits;
  metrics: ApiMetrics;
  log: Pick<Logger, 'info' | 'error'>;
  /** Epoch ms. */
  now: () => number;
  /** Gives work on Temporal its deadline. */
  withDeadline: <T>(work: () => Promise<T>) => Promise<T>;
  /** Why the process is not ready; undefined when it is. */
  notReady: () => Promise<string | undefined>;
}

/**
 * OAuth 2.0 refresh tokens (RFC 6749 §6) that may rotate: each is sent once. The intent is stored before the
 * token leaves; whoever finds it after a crash does not resend, as servers take that for theft (RFC 9700 §4.14).
 */
import { createHash, randomUUID } from 'node:crypto';
import type { AuthEvent } from './scheme.js';
import type { Kept, KeptRefresh, TokenRow } from './token-row.js';
import type { Fetched, TokenSource } from './token-source.js';
import type { TokenReply } from './token-endpoint.js';

/** How a refresh grant works. */
export interface RefreshGrantOptions {
  /** The first refresh token, if it comes from a secret. */
  seed?: string | undefined;
  /** How long the server accepts a refresh token after it was first sent, ms; Infinity if it never rotates. */
  reuseMs: number;
  ask(refreshToken: string): Promise<TokenReply>;
  /** Called once when a person must connect again. */
  report(event: AuthEvent): void;
}

/** Why a person must run `orderly connections connect`. */
type ConnectCause = Extract<AuthEvent, { kind: 'connect_needed' }>['cause'];

/** Renews with the refresh token in the store. */
export function refreshGrant(options: RefreshGrantOptions): TokenSource {
  return async (row) => {
    const state = currentRefresh(row.kept, options.seed);
    if (state.lost) return { is: 'lost' };
    if (row.kept.unreadable === true) return lose(row, state, 'unreadable', options);
    if (state.token === undefined) return lose(row, state, 'never_connected', options);
    if (state.sending && Date.now() - state.sending.at >= options.reuseMs)
      return lose(row, state, 'interrupted', options);
    return spend(row, { ...state, token: state.token }, options);
  };
}

async function spend(
  row: TokenRow,
  state: KeptRefresh & { token: string },
  options: RefreshGrantOptions,
): Promise<Fetched> {
  const sending = { id: randomUUID(), at: state.sending?.at ?? Date.now() };
  if (!(await row.save({ ...row.kept, refresh: { ...state, sending } }))) return { is: 'none' };
  const reply = await options.ask(state.token);
  if (reply.is === 'token') {
    const refresh = { token: reply.refresh ?? state.token, lost: false, seeds: state.seeds };
    return { is: 'token', value: reply.value, lifetimeMs: reply.lifetimeMs, refresh, sending: sending.id };
  }
  if (reply.is === 'refused' && reply.error === 'invalid_grant') return lose(row, state, 'refused', options);
  if (reply.is === 'unclear') {
    if (Date.now() - sending.at >= options.reuseMs) return lose(row, state, 'unclear_answer', options);
    return { is: 'none' };
  }
  // Never sent, or refused for another reason: it is still good.
  await row.save({ ...row.kept, refresh: state });
  return { is: 'none' };
}

/** Alert first: if we crash between the two, it is reported twice rather than never. */
async function lose(
  row: TokenRow,
  state: KeptRefresh,
  cause: ConnectCause,
  options: RefreshGrantOptions,
): Promise<Fetched> {
  options.report({ kind: 'connect_needed', cause });
  // The process that is still sending it can bring the answer.
  const sending = state.sending === undefined ? {} : { sending: state.sending };
  await row.save({
    ...row.kept,
    unreadable: undefined,
    refresh: { lost: true, seeds: state.seeds, ...sending },
  });
  return { is: 'lost' };
}

/** The stored one, unless the secret holds a first token that was never used: then somebody has reconnected. */
function currentRefresh({ refresh, unreadable }: Kept, seed: string | undefined): KeptRefresh {
  const stored = refresh ?? { lost: false, seeds: [] };
  if (seed === undefined || stored.seeds.includes(hashOf(seed))) return stored;
  const seeds = [...stored.seeds, hashOf(seed)].slice(-SEEDS);
  // In an unreadable row, the seed may have been spent long ago.
  return unreadable === true ? { lost: false, seeds } : { token: seed, lost: false, seeds };
}

/** A row with a refresh token that a person fetched: the secret's token is older and never used again. */
export function connectedRow({ refresh }: Kept, token: string, seed: string | undefined): KeptRefresh {
  const seeds = refresh?.seeds ?? [];
  const begun = seed === undefined || seeds.includes(hashOf(seed)) ? seeds : [...seeds, hashOf(seed)];
  return { token, lost: false, seeds: begun.slice(-SEEDS) };
}

/** How many first tokens are remembered. */
const SEEDS = 50;

const hashOf = (seed: string): string => createHash('sha256').update(seed).digest('base64url').slice(0, 22);

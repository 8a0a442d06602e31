/** Who is signed in, for everything below. */
import { createContext, type ReactNode, use, useMemo } from 'react';
import { type Calls, callsOf } from '../api/calls';
import type { Scope, Session } from '../api/contract';

interface SignedIn {
  session: Session;
  calls: Calls;
}

const SessionContext = createContext<SignedIn | undefined>(undefined);

/** Gives the session to what is in it. */
export function SessionProvider({ session, children }: { session: Session; children: ReactNode }): ReactNode {
  const { merchant } = session;
  const calls = useMemo(() => callsOf(merchant), [merchant]);
  const signedIn = useMemo(() => ({ session, calls }), [session, calls]);
  return <SessionContext value={signedIn}>{children}</SessionContext>;
}

function useSignedIn(): SignedIn {
  const signedIn = use(SessionContext);
  if (signedIn === undefined) throw new Error('Nobody is signed in here.');
  return signedIn;
}

/** The session. */
export const useSession = (): Session => useSignedIn().session;

/** The requests about the session's merchant. */
export const useCalls = (): Calls => useSignedIn().calls;

/** Whether the agent may see something. */
export const useMay = (scope: Scope): boolean => useSession().scopes.includes(scope);

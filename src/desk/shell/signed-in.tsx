/** The pages behind the sign-in. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate, useRouter } from '@tanstack/react-router';
import { type ReactNode, useCallback, useEffect } from 'react';
import { readSession } from '../api/calls';
import { Problem } from '../api/http';
import { Loading, ProblemState } from '../parts/states';
import { ZoneProvider } from '../words/use-words';
import { LiveProvider } from './live';
import { places } from './places';
import { SessionProvider, useSession } from './session';
import { Shell } from './shell';

/** The frame, once it is known who is signed in; the sign-in if nobody is. */
export function SignedIn(): ReactNode {
  const client = useQueryClient();
  const session = useQuery({ queryKey: ['session'], queryFn: readSession, staleTime: 60_000 });
  const onEnd = useCallback(() => void client.resetQueries({ queryKey: ['session'] }), [client]);
  if (session.error instanceof Problem && session.error.code === 'caller_unknown') return <ToSignIn />;
  if (session.data === undefined)
    return session.isError ? (
      <ProblemState error={session.error} retry={() => void session.refetch()} />
    ) : (
      <Loading />
    );
  return (
    <SessionProvider session={session.data}>
      <ZoneProvider zone={session.data.zone}>
        <LiveProvider onEnd={onEnd}>
          <Shell />
        </LiveProvider>
      </ZoneProvider>
    </SessionProvider>
  );
}

/** Leads to the sign-in, once: its own address must not become the one to come back to. */
function ToSignIn(): ReactNode {
  const router = useRouter();
  useEffect(() => {
    void router.navigate({ to: '/sign-in', search: { to: router.state.location.href }, replace: true });
  }, [router]);
  return <Loading />;
}

/** The first page that the agent may see. */
export function Home(): ReactNode {
  const { scopes, canTry, by } = useSession();
  // Whoever comes by a link is on the machine where it runs, and wants to see it work.
  if (by === 'link' && canTry) return <Navigate {...places.try} replace />;
  if (scopes.includes('conversations')) return <Navigate {...places.inbox} replace />;
  if (scopes.includes('approvals')) return <Navigate {...places.approvals} replace />;
  if (canTry) return <Navigate {...places.try} replace />;
  return <Navigate {...(scopes.includes('runs') ? places.runs : places.pause)} replace />;
}

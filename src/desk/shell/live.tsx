/** Keeps what is shown up to date: the stream of changes says what to ask for anew. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { type Change, type Connection, listen } from '../api/changes';
import { useSession } from './session';

const ConnectionContext = createContext<Connection>('connecting');

/** How the connection stands. */
export const useConnection = (): Connection => use(ConnectionContext);

const keysOf: Readonly<Record<Change['kind'], (id: string) => readonly (readonly string[])[]>> = {
  conversation: (id) => [['conversations'], ['conversation', id], ['trace', id], ['counts']],
  approval: () => [['approvals'], ['approval'], ['decided'], ['trace'], ['counts']],
  effect: () => [['effects'], ['counts']],
  pause: () => [['pauses'], ['counts']],
  flow: () => [['flows'], ['flow']],
};

/** Listens as long as it is shown. */
export function LiveProvider({ onEnd, children }: { onEnd: () => void; children: ReactNode }): ReactNode {
  const { merchant } = useSession();
  const client = useQueryClient();
  const [connection, setConnection] = useState<Connection>('connecting');
  useEffect(() => {
    const leaving = new AbortController();
    void listen(merchant, listenerOf(client, setConnection, onEnd), leaving.signal);
    return () => {
      leaving.abort();
    };
  }, [merchant, client, onEnd]);
  return <ConnectionContext value={connection}>{children}</ConnectionContext>;
}

function listenerOf(
  client: QueryClient,
  setConnection: (state: Connection) => void,
  ended: () => void,
): Parameters<typeof listen>[1] {
  let was: Connection = 'connecting';
  const again = (key: readonly string[]): void => void client.invalidateQueries({ queryKey: key });
  const reset = (): void => void client.invalidateQueries();
  return {
    ended,
    reset,
    change: ({ kind, id }) => {
      for (const key of keysOf[kind](id)) again(key);
    },
    connection: (state) => {
      // What changed meanwhile was not told.
      if (state === 'live' && was === 'lost') reset();
      was = state;
      setConnection(state);
    },
  };
}

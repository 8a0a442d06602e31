/** The conversation that an agent tries in this browser: whoever looks at another page finds it again. */
import type { Session } from '../../api/contract';

type Whose = Pick<Session, 'merchant' | 'agent'>;

const keyOf = ({ merchant, agent }: Whose): string => `orderly.running.${merchant}.${agent}`;

/** Its id; undefined until one has begun. */
export const runningConversation = (session: Whose): string | undefined =>
  localStorage.getItem(keyOf(session)) ?? undefined;

/** Remembers it, until another one begins. */
export function rememberRunning(session: Whose, id: string | undefined): void {
  if (id === undefined) localStorage.removeItem(keyOf(session));
  else localStorage.setItem(keyOf(session), id);
}

/** The customer's side of a conversation: what is sent, and the replies as the channel reads them. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Entry, Reply } from '../../api/contract';
import { Problem } from '../../api/http';
import { useCalls } from '../../shell/session';

/** A line of the chat. */
export interface ChatLine {
  key: string;
  by: 'customer' | 'shop' | 'event';
  text: string;
  at: string;
  /** It is a question, which these answers are suggested for. */
  asks?: boolean;
  labels?: readonly string[];
  agent?: string;
}

interface Kept {
  lines: ChatLine[];
  after: number;
  /** What the example's customer has not said yet. */
  planned?: readonly string[];
}

/** A chat, and how something is sent in it. */
export interface Chat {
  lines: readonly ChatLine[];
  isWaiting: boolean;
  problem: unknown;
  /** The line with the question that is open, if one is. */
  open: ChatLine | undefined;
  /** What the example's customer answers to it. */
  planned: string | undefined;
  /** Sends a message; an example says what its customer will say after it. */
  send: (text: string, planned?: readonly string[]) => void;
}

const keyOf = (id: string): string => `orderly.try.${id}`;

function kept(id: string): Kept {
  const stored = sessionStorage.getItem(keyOf(id));
  return stored === null ? { lines: [], after: 0 } : (JSON.parse(stored) as Kept);
}

function lineOf({ position, kind, createdAt, body }: Reply): ChatLine | undefined {
  if (kind === 'passed_on') return undefined;
  const { text, labels, by } = body;
  return {
    ...{ key: `r${position}`, by: kind === 'handover' ? 'event' : 'shop', text, at: createdAt },
    ...(kind === 'question' ? { asks: true } : {}),
    ...(labels === undefined ? {} : { labels }),
    ...(by === undefined ? {} : { agent: by }),
  };
}

/** The chat of a conversation; it survives a reload of the page, and `hasBegun` elsewhere is read from the conversation. */
export function useChat(id: string, hasBegun: boolean, gone: () => void): Chat {
  const calls = useCalls();
  const client = useQueryClient();
  const [state, setState] = useState<Kept>(() => kept(id));
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => {
    sessionStorage.setItem(keyOf(id), JSON.stringify(state));
  }, [id, state]);
  useRestored(id, hasBegun && state.lines.length === 0, setState, gone);
  useReplies(id, state, setState, setProblem);
  const send = (text: string, next?: readonly string[]): void => {
    const messageId = crypto.randomUUID();
    const line = { key: messageId, by: 'customer', text, at: new Date().toISOString() } as const;
    setState(({ lines, after, planned = [] }) => ({
      ...{ lines: [...lines, line], after },
      // Whoever answers in other words has left the example.
      planned: next ?? (planned[0] === text ? planned.slice(1) : []),
    }));
    setProblem(undefined);
    void sent(() => calls.trySend(id, { messageId, text }), setProblem)
      .then(() => client.invalidateQueries({ queryKey: ['trace', id] }))
      .catch(setProblem);
  };
  const { lines, planned = [] } = state;
  const open = openQuestion(lines);
  const isWaiting = lines.at(-1)?.by === 'customer';
  return { lines, isWaiting, problem, open, planned: open === undefined ? undefined : planned[0], send };
}

/** Sends until it has arrived: with one id it counts once, and a worker that starts anew is there in a moment. */
async function sent(send: () => Promise<unknown>, setProblem: (problem: unknown) => void): Promise<void> {
  for (let tries = 1; ; tries += 1)
    try {
      await send();
      setProblem(undefined);
      return;
    } catch (error) {
      if (!isPassing(error) || tries === mostTries) throw error;
      setProblem(error);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
}

const mostTries = 60;

/** Nothing is wrong with what was asked for: it may be asked for again. */
export const isPassing = (error: unknown): boolean =>
  error instanceof Problem && (error.status === 0 || error.status === 429 || error.status >= 502);

/** The newest question that nobody has answered: what was said after it came from the shop. */
function openQuestion(lines: readonly ChatLine[]): ChatLine | undefined {
  const answered = lines.findLastIndex(({ by }) => by !== 'shop');
  return lines.slice(answered + 1).findLast(({ asks }) => asks === true);
}

function lineOfEntry({ kind, text, at, by, labels }: Entry, place: number): ChatLine {
  const writers = { message: 'customer', reply: 'shop', question: 'shop', handover: 'event' } as const;
  return {
    ...{ key: `e${place}`, by: writers[kind], text, at },
    ...(kind === 'question' ? { asks: true } : {}),
    ...(labels === undefined ? {} : { labels }),
    ...(by === undefined ? {} : { agent: by }),
  };
}

/** A conversation that was begun in another browser. */
function useRestored(id: string, isWanted: boolean, setState: (state: Kept) => void, gone: () => void): void {
  const calls = useCalls();
  const leave = useRef(gone);
  useEffect(() => {
    leave.current = gone;
  }, [gone]);
  useEffect(() => {
    if (!isWanted) return undefined;
    const leaving = new AbortController();
    const { signal } = leaving;
    const read = async (): Promise<void> => {
      // Replies first: one that comes in between is shown twice rather than not at all.
      const { replies } = await calls.tryReplies(id, 0, signal);
      const { entries } = await calls.conversation(id);
      const after = Math.max(0, ...replies.map(({ position }) => position));
      if (!signal.aborted) setState({ lines: entries.map(lineOfEntry), after });
    };
    // A conversation that there is not, or is not one to try, has nothing to show.
    read().catch((error: unknown) => {
      if (!signal.aborted && error instanceof Problem && error.status === 404) leave.current();
    });
    return () => {
      leaving.abort();
    };
  }, [id, isWanted, calls, setState]);
}

const pauseMs = 2_000;

/** Reads replies by long polling, as long as the chat is shown and has begun. */
function useReplies(
  id: string,
  state: Kept,
  setState: (change: (before: Kept) => Kept) => void,
  setProblem: (problem: unknown) => void,
): void {
  const calls = useCalls();
  const position = useRef(state.after);
  const hasBegun = state.lines.length > 0;
  useEffect(() => {
    position.current = Math.max(position.current, state.after);
  }, [state.after]);
  useEffect(() => {
    if (!hasBegun) return undefined;
    const leaving = new AbortController();
    const { signal } = leaving;
    const take = (replies: readonly Reply[]): void => {
      const fresh = replies.filter((reply) => reply.position > position.current);
      position.current = Math.max(position.current, ...fresh.map((reply) => reply.position));
      const added = fresh.map(lineOf).filter((line) => line !== undefined);
      const after = position.current;
      if (fresh.length > 0)
        setState(({ lines, ...rest }) => ({ ...rest, lines: [...lines, ...added], after }));
    };
    const read = async (): Promise<void> => {
      while (!signal.aborted)
        try {
          take((await calls.tryReplies(id, position.current, signal)).replies);
          setProblem(undefined);
        } catch (error) {
          if (isOver(signal)) return;
          // Before its first message has arrived, there is no such conversation.
          if (!(error instanceof Problem && error.status === 404)) setProblem(error);
          await new Promise((resolve) => setTimeout(resolve, pauseMs));
        }
    };
    void read();
    return () => {
      leaving.abort();
    };
  }, [id, calls, hasBegun, setState, setProblem]);
}

const isOver = ({ aborted }: AbortSignal): boolean => aborted;

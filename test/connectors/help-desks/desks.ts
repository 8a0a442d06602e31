/** Both simulated help desks under one interface, as their connectors make them alike. */
import { type Gorgias, startGorgias } from '../../peers/help-desks/gorgias.js';
import { type Hook, startZendesk, type Zendesk } from '../../peers/help-desks/zendesk.js';
import { hookSecret } from './connect.js';

/** A help desk: what happens in it, what it tells of that, and what stands in a thread. */
export interface DeskUnderTest extends AsyncDisposable {
  url: string;
  lose(count: number): void;
  asked: string[];
  /** A customer opens a thread. */
  opens(text: string): { thread: string; hooks: Hook[] };
  writes(thread: string, by: 'customer' | 'staff' | 'us' | 'other', text: string): Hook;
  /** The thread becomes the other's. */
  reassigns(thread: string): void;
  /** A program writes under the customer's name. */
  replies(thread: string, text: string): Hook;
  sets(thread: string, status: 'solved' | 'closed'): Hook;
  /** What we have written to the customer, and to people; and the thread's tags. */
  said(thread: string): string[];
  noted(thread: string): string[];
  tags(thread: string): string[];
  /** Whether the desk refuses what is sent to a closed thread, or takes it. */
  refusesClosed: boolean;
}

/** Starts each of them by its name. */
export const desks: Readonly<Record<'zendesk' | 'gorgias', () => Promise<DeskUnderTest>>> = {
  zendesk: async () => zendesk(await startZendesk(hookSecret)),
  gorgias: async () => gorgias(await startGorgias(hookSecret)),
};

function zendesk(desk: Zendesk): DeskUnderTest {
  const of = (thread: string) => desk.tickets.get(Number(thread))!;
  const ours = (thread: string, isPublic: boolean): string[] =>
    of(thread).comments.flatMap((one) => (one.by === 'us' && one.public === isPublic ? [one.body] : []));
  return {
    ...{
      url: desk.url,
      lose: (count: number) => {
        desk.lose(count);
      },
      asked: desk.asked,
      refusesClosed: true,
    },
    opens(text) {
      const { ticket, hooks } = desk.opens(text);
      return { thread: String(ticket.id), hooks };
    },
    writes: (thread, by, text) => desk.comments(of(thread), by, text),
    reassigns(thread) {
      of(thread).requester = 'other';
    },
    replies(thread, text) {
      of(thread).via = 'rule';
      return desk.comments(of(thread), 'customer', text);
    },
    sets: (thread, status) => desk.sets(of(thread), status),
    said: (thread) => ours(thread, true),
    noted: (thread) => ours(thread, false),
    tags: (thread) => of(thread).tags,
    [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
  };
}

function gorgias(desk: Gorgias): DeskUnderTest {
  const of = (thread: string) => desk.tickets.get(Number(thread))!;
  const people = {
    ...{ customer: 'kim@example.com', other: 'eve@evil.example' },
    ...{ staff: 'ada@acme.example', us: 'orderly@acme.example' },
  };
  const ours = (thread: string, isNote: boolean): string[] =>
    of(thread).messages.flatMap(({ sender, channel, text }) =>
      sender === people.us && (channel === 'internal-note') === isNote ? [text] : [],
    );
  return {
    ...{
      url: desk.url,
      lose: (count: number) => {
        desk.lose(count);
      },
      asked: desk.asked,
      refusesClosed: false,
    },
    opens(text) {
      const { ticket, hook } = desk.opens(text);
      return { thread: String(ticket.id), hooks: [hook] };
    },
    writes: (thread, by, text) => desk.writes(of(thread), people[by], text),
    reassigns(thread) {
      of(thread).email = people.other;
    },
    replies: (thread, text) => desk.writes(of(thread), people.customer, text, 'rule'),
    // It knows no more than open and closed.
    sets: (thread) => desk.sets(of(thread), 'closed'),
    said: (thread) => ours(thread, false),
    noted: (thread) => ours(thread, true),
    tags: (thread) => of(thread).tags,
    [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
  };
}

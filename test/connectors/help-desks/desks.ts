/** Both simulated help desks under one interface, as their connectors make them alike. */
import { type Gorgias, startGorgias } from '../../peers/help-desks/gorgias.js';
import { type Hook, startZendesk, type Zendesk } from '../../peers/help-desks/zendesk.js';
import { hookSecret } from './connect.js';

/** A help desk: what happens in it, what it tells of that, and what is in a ticket. */
export interface DeskUnderTest extends AsyncDisposable {
  url: string;
  lose(count: number): void;
  asked: string[];
  /** A customer opens a ticket. */
  opens(text: string): { ticket: string; hooks: Hook[] };
  writes(ticket: string, by: 'customer' | 'staff' | 'us' | 'other', text: string): Hook;
  /** The ticket becomes the other's. */
  reassigns(ticket: string): void;
  /** A program writes under the customer's name. */
  replies(ticket: string, text: string): Hook;
  sets(ticket: string, status: 'solved' | 'closed'): Hook;
  /** What we have written to the customer, and to people; and the ticket's tags. */
  said(ticket: string): string[];
  noted(ticket: string): string[];
  tags(ticket: string): string[];
  /** Whether the desk refuses what is sent to a closed ticket, or takes it. */
  refusesClosed: boolean;
}

/** Starts each of them by its name. */
export const desks: Readonly<Record<'zendesk' | 'gorgias', () => Promise<DeskUnderTest>>> = {
  zendesk: async () => zendesk(await startZendesk(hookSecret)),
  gorgias: async () => gorgias(await startGorgias(hookSecret)),
};

function zendesk(desk: Zendesk): DeskUnderTest {
  const of = (ticket: string) => desk.tickets.get(Number(ticket))!;
  const ours = (ticket: string, isPublic: boolean): string[] =>
    of(ticket).comments.flatMap((one) => (one.by === 'us' && one.public === isPublic ? [one.body] : []));
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
      return { ticket: String(ticket.id), hooks };
    },
    writes: (ticket, by, text) => desk.comments(of(ticket), by, text),
    reassigns(ticket) {
      of(ticket).requester = 'other';
    },
    replies(ticket, text) {
      of(ticket).via = 'rule';
      return desk.comments(of(ticket), 'customer', text);
    },
    sets: (ticket, status) => desk.sets(of(ticket), status),
    said: (ticket) => ours(ticket, true),
    noted: (ticket) => ours(ticket, false),
    tags: (ticket) => of(ticket).tags,
    [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
  };
}

function gorgias(desk: Gorgias): DeskUnderTest {
  const of = (ticket: string) => desk.tickets.get(Number(ticket))!;
  const people = {
    ...{ customer: 'kim@example.com', other: 'eve@evil.example' },
    ...{ staff: 'ada@acme.example', us: 'orderly@acme.example' },
  };
  const ours = (ticket: string, isNote: boolean): string[] =>
    of(ticket).messages.flatMap(({ sender, channel, text }) =>
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
      return { ticket: String(ticket.id), hooks: [hook] };
    },
    writes: (ticket, by, text) => desk.writes(of(ticket), people[by], text),
    reassigns(ticket) {
      of(ticket).email = people.other;
    },
    replies: (ticket, text) => desk.writes(of(ticket), people.customer, text, 'rule'),
    // It knows no more than open and closed.
    sets: (ticket) => desk.sets(of(ticket), 'closed'),
    said: (ticket) => ours(ticket, false),
    noted: (ticket) => ours(ticket, true),
    tags: (ticket) => of(ticket).tags,
    [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
  };
}

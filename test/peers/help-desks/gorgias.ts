/** Gorgias's tickets as far as the connector needs them: messages, tags, and an HTTP integration as its page writes it. */
import { type Asked, at, type Said, type Server, startServer } from './desk.js';
import type { Hook } from './zendesk.js';

/** A message of a ticket. */
export interface Message {
  id: number;
  text: string;
  channel: string;
  fromAgent: boolean;
  externalId: string | null;
  to: string | undefined;
  sender: string;
}

/** A ticket. */
export interface Ticket {
  id: number;
  email: string;
  channel: string;
  status: string;
  tags: string[];
  messages: Message[];
}

/** A simulated account. */
export interface Gorgias extends Server {
  tickets: Map<number, Ticket>;
  /** A customer opens a ticket, by e-mail unless it says otherwise: what the integration sends. */
  opens(text: string, channel?: string): { ticket: Ticket; hook: Hook };
  /** Somebody writes: what the integration sends. */
  writes(ticket: Ticket, by: string, text: string, via?: string): Hook;
  /** Its status changes. */
  sets(ticket: Ticket, status: string): Hook;
}

const customer = 'kim@example.com';

/** Starts an account whose integration adds the secret as a header. */
export async function startGorgias(secret: string): Promise<Gorgias> {
  const tickets = new Map<number, Ticket>();
  let next = 100;
  const add = (ticket: Ticket, message: Omit<Message, 'id'>): Message => {
    const added = { id: (next += 1), ...message };
    ticket.messages.push(added);
    return added;
  };
  const server = await startServer((asked) => answer(asked, tickets, add));
  const hook = (body: object): Hook => ({
    headers: { 'content-type': 'application/json', 'x-orderly-secret': secret },
    body: Buffer.from(JSON.stringify(body)),
  });
  // What its templates fill in are texts, and `True` and `False` are Python's.
  const told = (ticket: Ticket, { id, text, fromAgent, channel, sender }: Message, via: string): Hook =>
    hook({
      ...{ event: 'message', via, id: String(id), ticket: String(ticket.id), channel, sender, text },
      ...{ from_agent: fromAgent ? 'True' : 'False', public: channel === 'internal-note' ? 'False' : 'True' },
      ...{
        subject: 'A question',
        email: ticket.email,
        language: 'en',
        at: '2026-11-08T14:25:30.123456+00:00',
      },
    });
  const write = (ticket: Ticket, by: string, text: string, via = 'email'): Hook =>
    told(
      ticket,
      add(ticket, {
        ...{ text, channel: ticket.channel, fromAgent: by.endsWith('@acme.example'), externalId: null },
        ...{ to: undefined, sender: by },
      }),
      via,
    );
  return Object.assign(server, {
    tickets,
    opens(text: string, channel = 'email') {
      const ticket: Ticket = {
        id: (next += 1),
        email: customer,
        channel,
        status: 'open',
        tags: [],
        messages: [],
      };
      tickets.set(ticket.id, ticket);
      return { ticket, hook: write(ticket, customer, text) };
    },
    writes: write,
    sets(ticket: Ticket, status: string) {
      ticket.status = status;
      return hook({ event: 'status', id: `${ticket.id}-${(next += 1)}`, ticket: String(ticket.id), status });
    },
  });
}

const notFound: Said = { status: 404, body: { error: { msg: 'The requested item was not found.' } } };

function answer(
  { method, url, body, authorization }: Asked,
  tickets: ReadonlyMap<number, Ticket>,
  add: (ticket: Ticket, message: Omit<Message, 'id'>) => Message,
): Said {
  if (!authorization.startsWith('Basic ')) return { status: 401, body: { error: { msg: 'Unauthorized' } } };
  if (method === 'GET' && url.pathname === '/messages') {
    const ticket = tickets.get(Number(url.searchParams.get('ticket_id')));
    const newest = [...(ticket?.messages ?? [])].reverse().slice(0, Number(url.searchParams.get('limit')));
    const data = newest.map(({ id, externalId }) => ({
      ...{ id, external_id: externalId, ticket_id: ticket?.id },
    }));
    return { status: 200, body: { data, object: 'list', meta: { next_cursor: null } } };
  }
  const [, id = '', what = ''] = /^\/tickets\/(\d+)(?:\/(\w+))?$/.exec(url.pathname) ?? [];
  const ticket = tickets.get(Number(id));
  if (ticket === undefined) return notFound;
  const { email, channel, tags } = ticket;
  if (method === 'GET')
    return { status: 200, body: { id: ticket.id, channel, customer: { id: 9, email }, tags } };
  if (what === 'tags') {
    ticket.tags = [...new Set([...tags, ...(at(body, 'names') as string[])])];
    return { status: 201, body: {} };
  }
  return posted(ticket, body, add);
}

function posted(
  ticket: Ticket,
  body: unknown,
  add: (ticket: Ticket, message: Omit<Message, 'id'>) => Message,
): Said {
  const [text, by, sender] = [at(body, 'body_text'), at(body, 'channel'), at(body, 'sender', 'email')];
  if (typeof text !== 'string' || typeof by !== 'string' || typeof sender !== 'string')
    return { status: 400, body: { error: { msg: 'Failed to create the message.' } } };
  const { id } = add(ticket, {
    ...{ text, channel: by, sender, fromAgent: at(body, 'from_agent') === true },
    externalId: (at(body, 'external_id') as string | undefined) ?? null,
    to: at(body, 'source', 'to', '0', 'address') as string | undefined,
  });
  return { status: 201, body: { id, ticket_id: ticket.id, sent_datetime: null } };
}

/** Zendesk's tickets as far as the connector needs them: comments with audits, tags, status, and signed webhooks. */
import { createHmac } from 'node:crypto';
import { type Asked, at, type Said, type Server, startServer } from './desk.js';

/** A comment of a ticket. */
export interface Comment {
  id: number;
  body: string;
  public: boolean;
  by: 'customer' | 'us' | 'staff' | 'other';
  /** The marker in its audit. */
  custom: Record<string, unknown>;
}

/** A ticket. */
export interface Ticket {
  id: number;
  status: string;
  tags: string[];
  comments: Comment[];
  subject: string;
  requester: 'customer' | 'other';
  submitter: 'customer' | 'staff';
  via: string;
}

/** The ids of whoever writes. */
export const people = { customer: 7001, us: 42, staff: 43, other: 6666 } as const;

/** A webhook request, as the desk signs it. */
export interface Hook {
  headers: Record<string, string>;
  body: Buffer;
}

/** A simulated account. */
export interface Zendesk extends Server {
  tickets: Map<number, Ticket>;
  /** A customer opens a ticket, or somebody for them: what the desk tells of it, as two events. */
  opens(text: string, more?: Partial<Pick<Ticket, 'submitter' | 'via'>>): { ticket: Ticket; hooks: Hook[] };
  /** Somebody comments: what the desk tells. */
  comments(ticket: Ticket, by: Comment['by'], text: string, isPublic?: boolean): Hook;
  /** Its status changes. */
  sets(ticket: Ticket, status: string): Hook;
}

/** Starts an account whose webhooks are signed with the secret. */
export async function startZendesk(secret: string): Promise<Zendesk> {
  const tickets = new Map<number, Ticket>();
  let next = 5001;
  const add = (ticket: Ticket, comment: Omit<Comment, 'id'>): Comment => {
    const added = { id: (next += 1), ...comment };
    ticket.comments.push(added);
    return added;
  };
  const server = await startServer((asked) => answer(asked, tickets, add));
  const hook = (type: string, ticket: Ticket, event: object): Hook =>
    signed(secret, {
      type: `zen:event-type:ticket.${type}`,
      id: `e-${(next += 1)}`,
      event,
      ...about(ticket),
    });
  const told = (ticket: Ticket, { id, body, by, public: isPublic }: Comment): Hook =>
    hook('comment_added', ticket, {
      comment: {
        id,
        body,
        is_public: isPublic,
        author: { id: people[by], is_staff: by === 'us' || by === 'staff', name: by },
      },
    });
  return Object.assign(server, {
    tickets,
    opens(text: string, more: Partial<Pick<Ticket, 'submitter' | 'via'>> = {}) {
      const ticket: Ticket = {
        ...{ id: (next += 1), status: 'new', tags: [], comments: [], subject: 'A question' },
        ...{ requester: 'customer', submitter: 'customer', via: 'email', ...more },
      };
      tickets.set(ticket.id, ticket);
      const first = add(ticket, { body: text, public: true, by: ticket.submitter, custom: {} });
      return { ticket, hooks: [hook('created', ticket, {}), told(ticket, first)] };
    },
    comments: (ticket: Ticket, by: Comment['by'], text: string, isPublic = true) =>
      told(ticket, add(ticket, { body: text, public: isPublic, by, custom: {} })),
    sets(ticket: Ticket, status: string) {
      ticket.status = status;
      return hook('status_changed', ticket, { current: status.toUpperCase() });
    },
  });
}

const about = ({ id, status, subject, comments, requester, submitter, via }: Ticket): object => ({
  account_id: 22129848,
  detail: {
    ...{
      id: String(id),
      status: status.toUpperCase(),
      subject,
      description: comments[0]?.body,
      is_public: true,
    },
    ...{ requester_id: String(people[requester]), submitter_id: String(people[submitter]) },
    via: { channel: via },
  },
  subject: `zen:ticket:${id}`,
  time: '2026-11-08T14:25:30.123456789Z',
  zendesk_event_version: '2022-11-06',
});

function signed(secret: string, message: object): Hook {
  const body = Buffer.from(JSON.stringify(message));
  const timestamp = new Date().toISOString();
  const signature = createHmac('sha256', secret).update(timestamp).update(body).digest('base64');
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'x-zendesk-webhook-signature': signature,
      'x-zendesk-webhook-signature-timestamp': timestamp,
    },
  };
}

const notFound: Said = { status: 404, body: { error: 'RecordNotFound', description: 'Not found' } };
const closed: Said = {
  status: 422,
  body: {
    ...{ error: 'RecordInvalid', description: 'Record validation errors' },
    details: { status: [{ description: 'Status: closed prevents ticket update' }] },
  },
};

function answer(
  { method, url, body, authorization }: Asked,
  tickets: ReadonlyMap<number, Ticket>,
  add: (ticket: Ticket, comment: Omit<Comment, 'id'>) => Comment,
): Said {
  if (!authorization.startsWith('Basic '))
    return { status: 401, body: { error: "Couldn't authenticate you" } };
  const [, id = '', what = ''] = /^\/tickets\/(\d+)(?:\/(\w+))?\.json$/.exec(url.pathname) ?? [];
  const ticket = tickets.get(Number(id));
  if (ticket === undefined) return notFound;
  if (what === 'audits' && method === 'GET')
    return audits(ticket, Number(url.searchParams.get('page[size]')));
  if (method !== 'PUT') return { status: 405, body: {} };
  if (ticket.status === 'closed') return closed;
  if (what === 'tags') {
    ticket.tags = [...new Set([...ticket.tags, ...(at(body, 'tags') as string[])])];
    return { status: 200, body: { tags: ticket.tags } };
  }
  const [text, isPublic] = [at(body, 'ticket', 'comment', 'body'), at(body, 'ticket', 'comment', 'public')];
  if (typeof text !== 'string' || typeof isPublic !== 'boolean')
    return { status: 400, body: { error: 'Bad' } };
  const custom = (at(body, 'ticket', 'metadata') ?? {}) as Comment['custom'];
  const { id: audit } = add(ticket, { body: text, public: isPublic, by: 'us', custom });
  ticket.status = (at(body, 'ticket', 'status') as string | undefined) ?? ticket.status;
  return { status: 200, body: { ticket: { id: ticket.id, status: ticket.status }, audit: { id: audit } } };
}

/** The oldest first, as many as are asked for. */
function audits({ comments }: Ticket, size: number): Said {
  const listed = comments.map(({ id, custom, body, public: isPublic }) => ({
    ...{ id, metadata: { system: {}, custom } },
    events: [{ id, type: 'Comment', body, public: isPublic }],
  }));
  return {
    status: 200,
    body: { audits: listed.slice(0, size), meta: { has_more: listed.length > size } },
  };
}

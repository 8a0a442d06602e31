/** An account at Stripe as a server: its routes, its memory of idempotency keys, and faults by switch. */
import type { ServerResponse } from 'node:http';
import { answerJson, type Hit, type HostileServer, serve } from '../../support/hostile-server.js';
import { AccountEvents } from './events.js';
import { Book, invalid, listOf, missing, type Refund, Refused, type Row, type Subscription } from './book.js';

/** A running account. */
export interface StripeAccount extends HostileServer {
  book: Book;
  /** Where its events go from now on; refunds that are pending are paid then, which is told. */
  tells: (hook: string) => Promise<void>;
  /** A refund that was paid comes back. */
  comesBack: (refund: Refund) => Promise<void>;
  /** What the next writes meet: cut after they acted, or a failure before or after, which is kept for the key. */
  next: ('cut' | 'kept_before' | 'kept_after')[];
}

interface Kept {
  request: string;
  status: number;
  body: Row;
}

/** Opens an empty-handed account on a free port. */
export async function openAccount(): Promise<StripeAccount> {
  const book = new Book();
  const kept = new Map<string, Kept>();
  const next: StripeAccount['next'] = [];
  const events = new AccountEvents();
  const server = await serve((hit, response) => {
    if (hit.headers.authorization !== 'Bearer rk_test' || hit.headers['stripe-version'] === undefined) {
      refuse(
        response,
        new Refused(401, { type: 'invalid_request_error', message: 'Invalid API Key provided' }),
      );
      return;
    }
    const key = hit.method === 'POST' ? hit.headers['idempotency-key'] : undefined;
    const known = typeof key === 'string' ? kept.get(key) : undefined;
    const request = `${hit.method} ${hit.url} ${hit.body}`;
    if (known !== undefined) {
      if (known.request !== request) refuse(response, new Refused(400, { type: 'idempotency_error' }));
      else answer(response, known.status, known.body, { 'idempotent-replayed': 'true' });
      return;
    }
    const isWrite = hit.method !== 'GET' && !hit.url.endsWith('/create_preview');
    const fault = isWrite ? next.shift() : undefined;
    const keep = (status: number, body: Row): void => {
      if (typeof key === 'string') kept.set(key, { request, status, body });
      if (fault === 'cut') response.destroy();
      else answer(response, status, body);
    };
    const failure = { error: { type: 'api_error', message: 'Something went wrong.' } };
    if (fault === 'kept_before') {
      keep(500, failure);
      return;
    }
    try {
      const done = route(hit, book);
      if (hit.method === 'POST' && hit.url === '/v1/refunds') events.settle(book.refunds[0]!);
      if (fault === 'kept_after') keep(500, failure);
      else keep(200, done);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // What is refused before it begins is not kept.
      refuse(response, error);
    }
  });
  return {
    ...{ ...server, book, next },
    tells: (hook) => events.tells(hook),
    comesBack: (refund) => events.comesBack(refund),
    async [Symbol.asyncDispose]() {
      events.end();
      await server[Symbol.asyncDispose]();
    },
  };
}

function answer(
  response: ServerResponse,
  status: number,
  body: Row,
  headers: Record<string, string> = {},
): void {
  const retry: Record<string, string> =
    status >= 400 ? { 'stripe-should-retry': status === 409 ? 'true' : 'false' } : {};
  answerJson(response, status, body, { 'request-id': 'req_1', ...retry, ...headers });
}

const refuse = (response: ServerResponse, { status, error }: Refused): void => {
  answer(response, status, { error: { ...error } });
};

function route({ method, url, body }: Hit, book: Book): Row {
  const { pathname, searchParams } = new URL(url, 'https://api.stripe.com');
  const form = new URLSearchParams(method === 'GET' ? searchParams : body);
  const [, , kind = '', id = '', action] = pathname.split('/');
  const handler =
    routes[[method, kind, id === '' ? '' : NAMED.has(id) ? id : '*', action].filter(Boolean).join(' ')];
  if (handler === undefined) throw missing('path');
  return handler({ book, id, form });
}

/** Second parts of a path that are no ids. */
const NAMED = new Set(['search', 'create_preview']);

interface Asked {
  book: Book;
  id: string;
  form: URLSearchParams;
}

const of = (form: URLSearchParams, name: string): string => form.get(name) ?? '';
const isExpanded = (form: URLSearchParams): boolean =>
  [...form].some(([name, value]) => name.startsWith('expand[') && value.includes('product'));
const shown = ({ book, form }: Asked, subscription: Subscription): Row =>
  book.shown(subscription, isExpanded(form));

/** The word that a search names for metadata: `metadata['order_id']:'1001'`. */
function searched(form: URLSearchParams): { key: string; value: string } {
  const [, key = '', value = ''] = /metadata\['([^']*)'\]:'([^']*)'$/.exec(of(form, 'query')) ?? [];
  if (key === '') throw invalid({ param: 'query' });
  return { key, value };
}

const metadataOf = (form: URLSearchParams): Row =>
  Object.fromEntries(
    [...form].flatMap(([name, value]) => {
      const key = /^metadata\[(.*)\]$/.exec(name)?.[1];
      return key === undefined ? [] : [[key, value]];
    }),
  );

const routes: Readonly<Record<string, (asked: Asked) => Row>> = {
  'GET payment_intents search': ({ book, form }) => {
    const [, who, amount, currency] =
      /^customer:'(\w+)' AND amount:(\d+) AND currency:'([a-z]{3})'$/.exec(of(form, 'query')) ?? [];
    const { key, value } = who === undefined ? searched(form) : { key: '', value: '' };
    const found =
      who === undefined ? book.paidFor(key, value) : book.paidBy(who, Number(amount), currency ?? '');
    return {
      ...listOf(found.map((payment) => book.shownPayment(payment))),
      object: 'search_result',
      next_page: null,
    };
  },
  'GET payment_intents *': ({ book, id }) => {
    const payment = book.payments.find((one) => one.id === id);
    if (payment === undefined) throw missing('payment_intent');
    return book.shownPayment(payment);
  },
  'POST refunds': ({ book, form }) => ({
    ...book.refund(of(form, 'payment_intent'), Number(form.get('amount')), metadataOf(form)),
  }),
  'GET refunds': ({ book, form }) =>
    listOf(book.refunds.filter(({ payment_intent: payment }) => payment === form.get('payment_intent'))),
  'GET refunds *': ({ book, id }) => {
    const refund = book.refunds.find((one) => one.id === id);
    if (refund === undefined) throw missing('refund');
    return { ...refund };
  },
  'GET customers': ({ book, form }) =>
    listOf(book.customers.filter(({ email }) => email === form.get('email'))),
  'GET subscriptions': (asked) =>
    listOf(
      asked.book.subscriptions
        .filter(({ customer }) => customer === asked.form.get('customer'))
        .map((subscription) => shown(asked, subscription)),
    ),
  'GET subscriptions *': (asked) => shown(asked, asked.book.subscription(asked.id)),
  'DELETE subscriptions *': (asked) => {
    const found = asked.book.subscription(asked.id);
    if (found.status === 'canceled') throw missing('subscription');
    const { start } = asked.book.period;
    Object.assign(found, { status: 'canceled', ended_at: start, canceled_at: start });
    found.cancellation_details['comment'] = asked.form.get('cancellation_details[comment]');
    return shown(asked, found);
  },
  'POST subscriptions *': (asked) => {
    const { book, form } = asked;
    const found = book.subscription(asked.id);
    const { start, end } = book.period;
    if (form.get('cancel_at_period_end') === 'true')
      Object.assign(found, { cancel_at_period_end: true, cancel_at: end, canceled_at: start });
    const behavior = form.get('pause_collection[behavior]');
    const until = form.get('pause_collection[resumes_at]');
    if (behavior !== null)
      found.pause_collection = { behavior, resumes_at: until === null ? null : Number(until) };
    if (form.get('pause_collection') === '') found.pause_collection = null;
    const price = form.get('items[0][price]');
    if (price !== null) book.change(found, price);
    return shown(asked, found);
  },
  'POST subscriptions * pause': (asked) => {
    const found = asked.book.subscription(asked.id);
    if (found.billing_mode.type !== 'flexible' || found.status !== 'active') throw invalid({});
    found.status = 'paused';
    return shown(asked, found);
  },
  'POST subscriptions * resume': (asked) => {
    const found = asked.book.subscription(asked.id);
    if (found.status !== 'paused') throw invalid({});
    found.status = 'active';
    return shown(asked, found);
  },
  'GET prices search': ({ book, form }) => {
    const { key, value } = searched(form);
    const found = book.prices.filter(({ metadata }) => (metadata as Row)[key] === value);
    return { ...listOf(found), object: 'search_result', next_page: null };
  },
  'GET prices *': ({ book, id }) => book.price(id),
  'POST invoices create_preview': ({ book, form }) => {
    const found = book.subscription(of(form, 'subscription'));
    const amount = book.dueFor(found, of(form, 'subscription_details[items][0][price]'));
    return { id: 'upcoming_in_1', object: 'invoice', currency: 'eur', amount_due: amount, lines: listOf([]) };
  },
  'GET invoices': ({ book, form }) =>
    listOf(
      book.invoiced(of(form, 'subscription')).map(({ id, amount }) => ({
        ...{ id: `in_${id}`, object: 'invoice', status: 'paid', amount_paid: amount },
        payments: listOf([{ status: 'paid', payment: { type: 'payment_intent', payment_intent: id } }]),
      })),
    ),
};

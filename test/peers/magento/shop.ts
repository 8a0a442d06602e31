/** What the shop answers to a request, and what it then knows: by the facts of the 2.4 code, as far as customers meet them. */
import type { Book, Row } from './book.js';

/** An answer: a status and a value that is written as JSON. */
export interface Said {
  status: number;
  value: unknown;
}

const ok = (value: unknown): Said => ({ status: 200, value });
const no = (status: number, message: string, parameters: unknown = []): Said => ({
  status,
  value: { message, parameters },
});
const gone = no(404, "The entity that was requested doesn't exist. Verify the entity and try again.");

const rowsOf = (value: unknown): Row[] => (Array.isArray(value) ? (value as Row[]) : []);
const byId = (rows: readonly Row[], id: string | undefined): Row | undefined =>
  rows.find(({ entity_id }) => String(entity_id) === id);

/** Filters, sorts and cuts as `searchCriteria` say; a page past the last repeats it, as the shop does. */
function search(rows: readonly Row[], query: URLSearchParams): Said {
  const of = (name: string): string => query.get(`searchCriteria${name}`) ?? '';
  const one = '[filterGroups][0][filters][0]';
  const wanted =
    of(`${one}[conditionType]`) === 'in' ? of(`${one}[value]`).split(',') : [of(`${one}[value]`)];
  const found = rows.filter((row) => wanted.includes(String(row[of(`${one}[field]`)])));
  const falling = of('[sortOrders][0][direction]') === 'DESC' ? -1 : 1;
  found.sort((a, b) => (Number(a['entity_id']) - Number(b['entity_id'])) * falling);
  const size = Number(of('[pageSize]') || 20);
  const last = Math.max(1, Math.ceil(found.length / size));
  const page = Math.min(last, Number(of('[currentPage]') || 1));
  const items = found.slice((page - 1) * size, page * size);
  return ok({ items, search_criteria: { filter_groups: [] }, total_count: found.length });
}

function cancel(order: Row): Said {
  const { state } = order;
  const invoiced = order['total_paid'] !== undefined;
  if (invoiced || ['canceled', 'complete', 'closed', 'holded'].includes(String(state))) return ok(false);
  Object.assign(order, { state: 'canceled', status: 'canceled' });
  return ok(true);
}

function saveAddress(order: Row, { entity = {} }: { entity?: Row }): Said {
  const assigned = rowsOf((order['extension_attributes'] as Row)['shipping_assignments'])[0];
  const address = (assigned?.['shipping'] as Row | undefined)?.['address'] as Row | undefined;
  const needed = ['parent_id', 'postcode', 'lastname', 'street', 'city', 'email', 'country_id', 'firstname'];
  const missing = [...needed, 'address_type', 'telephone'].filter((name) => (entity[name] ?? '') === '');
  if (!address || address['entity_id'] !== entity['entity_id'])
    return no(400, "The order address couldn't be saved.");
  if (missing.length > 0)
    return no(400, '"%fieldName" is required. Enter and try again.', { fieldName: missing[0] });
  // What is not sent stays as it was.
  Object.assign(address, entity);
  return ok({ ...entity });
}

function refund(book: Book, invoice: Row, body: Row): Said {
  const order = byId(book.orders, String(invoice['order_id'])) ?? {};
  const given = (body['arguments'] ?? {}) as Row;
  const all = rowsOf(body['items']).length === 0;
  const left = Number(order['total_paid']) - Number(order['total_refunded']);
  const amount = all
    ? left
    : Number(given['adjustment_positive'] ?? 0) + Number(given['shipping_amount'] ?? 0);
  const about = 'Creditmemo Document Validation Error(s):\n';
  if (amount <= 0) return no(400, `${about}The credit memo's total must be positive.`);
  if (amount > left + 0.001)
    return no(400, `${about}The most money available to refund is %1.`, [left.toFixed(2)]);
  const entity_id = 900 + book.creditmemos.length;
  const online = body['isOnline'] === true && invoice['transaction_id'] !== undefined;
  order['total_refunded'] = Number(order['total_refunded']) + amount;
  if (left - amount < 0.001) Object.assign(order, { state: 'closed', status: 'closed' });
  book.creditmemos.push({
    ...{ entity_id, order_id: order['entity_id'], invoice_id: invoice['entity_id'], state: 2, items: [] },
    ...{ grand_total: amount, order_currency_code: order['order_currency_code'] },
    ...{
      created_at: '2026-11-02 08:00:00',
      comments: body['comment'] === undefined ? [] : [body['comment']],
    },
    ...(online ? { transaction_id: `refund-${entity_id}` } : {}),
  });
  return ok(entity_id);
}

function comment(book: Book, order: Row, { statusHistory = {} }: { statusHistory?: Row }): Said {
  book.comments.push({
    ...statusHistory,
    entity_id: book.comments.length + 1,
    parent_id: order['entity_id'],
  });
  return ok(true);
}

function makeReturn(book: Book, body: Row): Said {
  const asked = (body['rmaDataObject'] ?? {}) as Row;
  const items = rowsOf(asked['items']);
  if (items.some((each) => !/^\d+$/.test(String(each['reason']))))
    return no(400, 'Please enter a valid %1.', ['reason']);
  const entity_id = 40 + book.returns.length;
  const made = {
    ...asked,
    ...{ entity_id, increment_id: String(entity_id).padStart(9, '0'), date_requested: '2026-11-03 10:00:00' },
    items: items.map((each, index) => ({
      ...each,
      entity_id: entity_id * 10 + index,
      rma_entity_id: entity_id,
    })),
  };
  book.returns.push(made);
  return ok(made);
}

/** Answers a request; `commerce` says whether it is Adobe Commerce, which alone has returns. */
export function answerTo(
  { method, url, body }: { method: string; url: string; body: string },
  book: Book,
  commerce: boolean,
): Said {
  const { pathname, searchParams } = new URL(url, 'http://shop.example');
  const [, kind = '', id, action] = pathname.replace(/^\/rest\/default\/V1/, '').split('/');
  const sent = (body === '' ? {} : JSON.parse(body)) as Row;
  const route = `${method} ${kind}${id === undefined ? '' : '/id'}${action === undefined ? '' : `/${action}`}`;
  const lists: Record<string, Row[]> = { ...book };
  const isKnown = (kind !== 'returns' || commerce) && kind !== 'comments';
  if (route === `GET ${kind}` && lists[kind] && isKnown) return search(lists[kind], searchParams);
  if (route === 'POST returns' && commerce) return makeReturn(book, sent);
  if (route === 'POST invoice/id/refund') {
    const invoice = byId(book.invoices, id);
    return invoice ? refund(book, invoice, sent) : gone;
  }
  const order = kind === 'orders' ? byId(book.orders, id) : undefined;
  if (kind === 'orders' && !order) return gone;
  switch (route) {
    case 'GET orders/id':
      return ok(order);
    case 'POST orders/id/cancel':
      return cancel(order ?? {});
    case 'PUT orders/id':
      return saveAddress(order ?? {}, sent);
    case 'POST orders/id/comments':
      return comment(book, order ?? {}, sent);
    case 'GET orders/id/comments': {
      const items = book.comments.filter(({ parent_id }) => String(parent_id) === id);
      return ok({ items, search_criteria: { filter_groups: [] }, total_count: items.length });
    }
    default:
      return no(404, 'Request does not match any route.');
  }
}

/** What the site answers over OCAPI's Shop API, in its own spelling: by what its users know of it. */
import type { Book, Row } from './book.js';
import type { Asked, Said } from './site.js';

/** The same record in OCAPI's names; custom attributes keep theirs. */
export function inOcapi(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOcapi);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name.startsWith('c_') ? name : name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      inOcapi(part),
    ]),
  );
}

const document = (_type: string, value: object): Said => ({
  status: 200,
  value: { _v: '24.5', _type, ...value },
});
const fault = (status: number, type: string, message: string): Said => ({
  status,
  value: { _v: '24.5', fault: { arguments: {}, type, message } },
});

function search(book: Book, sent: Row): Said {
  const term = (sent['query'] as { term_query: { values: string[] } }).term_query;
  const theirs = book.orders
    .filter(({ customerInfo }) => term.values.includes(String((customerInfo as Row)['email'])))
    .toReversed()
    .slice(0, Number(sent['count']));
  const hits = theirs.map((order) => ({ _type: 'order_search_hit', data: inOcapi(order) }));
  return document('order_search_result', {
    ...{ count: hits.length, start: 0, total: hits.length },
    ...(hits.length === 0 ? {} : { hits }),
  });
}

/** Answers what is asked below `/s/RefArch/dw/shop/v24_5`. */
export function answerOcapi({ method, path, sent }: Asked, book: Book): Said {
  const below = path.replace('/s/RefArch/dw/shop/v24_5', '');
  if (`${method} ${below}` === 'POST /order_search') return search(book, sent);
  const number = decodeURIComponent(/^\/orders\/([^/]+)\/notes$/.exec(below)?.[1] ?? '');
  const order = book.orders.find(({ orderNo }) => orderNo === number);
  if (!order) return fault(404, 'OrderNotFoundException', `No order with number '${number}' was found.`);
  const notes = book.notes.filter((note) => note['order'] === number);
  if (method === 'GET')
    return document(
      'notes_result',
      notes.length === 0 ? {} : { notes: notes.map(({ order: _, ...note }) => note) },
    );
  if (String(sent['text']).length > 4000)
    return fault(
      400,
      'PropertyConstraintViolationException',
      'The text of a note has at most 4000 characters.',
    );
  book.notes.push({ ...sent, order: number, id: `n${book.notes.length}`, created_by: 'client' });
  return document('order', inOcapi(order) as object);
}

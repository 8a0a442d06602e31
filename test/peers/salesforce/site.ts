/** What the site answers over SCAPI's Orders API, and what it then knows: by the published description. */
import type { Book, Row } from './book.js';

/** An answer: a status and a value that is written as JSON; none has no body. */
export interface Said {
  status: number;
  value?: unknown;
}

/** A request, its path below the host and its query. */
export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  sent: Row;
}

const ERRORS = 'https://api.commercecloud.salesforce.com/documentation/error/v1/errors';

/** An error as RFC 7807 has it. */
export const problem = (status: number, title: string, detail: string, type?: string): Said => ({
  status,
  value: { title, type: `${ERRORS}/${type ?? title.toLowerCase().replaceAll(' ', '-')}`, detail },
});

const DONE: Said = { status: 204 };
const shipmentsOf = (order: Row): Row[] => order['shipments'] as Row[];

/** Where a status may lead; a status that is already there is refused, the harsher of what could be meant. */
const LEADS: Readonly<Record<string, readonly string[]>> = {
  created: ['new', 'completed', 'cancelled', 'failed'],
  new: ['completed', 'cancelled'],
  completed: ['new', 'cancelled'],
  cancelled: ['new', 'completed'],
  failed: ['created'],
};

function setStatus(book: Book, order: Row, status: string): Said {
  const isLocked = book.locked.has(String(order['orderNo']));
  if (isLocked || !LEADS[String(order['status'])]?.includes(status))
    return problem(
      409,
      'Order Status Conflict',
      `Order '${String(order['orderNo'])}' cannot become ${status}.`,
    );
  order['status'] = status;
  return DONE;
}

/** Puts the whole address: what is not sent is gone. */
function putAddress(order: Row, id: string, sent: Row): Said {
  const shipment = shipmentsOf(order).find(({ shipmentId }) => shipmentId === id);
  if (!shipment) return problem(404, 'Shipment Not Found', `No shipment with ID '${id}'.`, 'not-found');
  if (!/^[A-Z][A-Z]$/.test(String(sent['countryCode'])))
    return problem(400, 'Bad Request', `The country code '${String(sent['countryCode'])}' is unknown.`);
  const { firstName, lastName } = sent;
  shipment['shippingAddress'] = { ...sent, fullName: [firstName, lastName].join(' ').trim() };
  return DONE;
}

/** Answers what the Orders API and the shop's own endpoint are asked. */
export function answerOrders({ method, path, query, sent }: Asked, book: Book): Said {
  if (query.get('siteId') !== 'RefArch')
    return problem(404, 'Site Not Found', 'The given site ID does not reference an existing site.');
  if (path === '/custom/order-search/v1/organizations/f_ecom_zzxy_prd/orders') {
    const theirs = book.orders.filter(
      ({ customerInfo }) => (customerInfo as Row)['email'] === query.get('email')?.toLowerCase(),
    );
    return { status: 200, value: { orderNos: theirs.map(({ orderNo }) => orderNo).toReversed() } };
  }
  const below = /^\/checkout\/orders\/v1\/organizations\/f_ecom_zzxy_prd\/orders\/([^/]+)(\/.*)?$/.exec(path);
  const number = decodeURIComponent(below?.[1] ?? '');
  const order = book.orders.find(({ orderNo }) => orderNo === number);
  if (!order) return problem(404, 'Order Not Found', `No order with number '${number}' was found.`);
  const what = below?.[2] ?? '';
  const shipment = /^\/shipments\/([^/]+)\/shipping-address$/.exec(what)?.[1];
  if (method === 'PUT' && shipment !== undefined) return putAddress(order, shipment, sent);
  switch (`${method} ${what}`) {
    case 'GET ':
      return { status: 200, value: order };
    case 'PUT /status':
      return setStatus(book, order, String(sent['status']));
    case 'PATCH ':
      Object.assign(order, sent);
      return DONE;
    default:
      return problem(404, 'Resource Not Found', 'No such resource.');
  }
}

/** What a task's own right actions make of the book, done at a desk of their own. */
import type { ChangedRecords, RetailRest } from '../../peers/retail-rest/start.js';
import type { Task } from './tasks.js';

type Given = Readonly<Record<string, unknown>>;

const bare = (number: unknown): string => String(number).replace('#', '');
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const address = (given: Given): object => ({
  street: [given['address1'], given['address2']],
  town: given['city'],
  region: given['state'],
  postcode: given['zip'],
  country: given['country'],
});

/** Lines by their number, so that the same article twice is two lines. */
async function swap(desk: RetailRest, given: Given): Promise<object> {
  const order = (await ask(desk, 'GET', `orders/${bare(given['order_id'])}`)) as {
    lines: { line: number; sku: string }[];
  };
  const free = [...order.lines];
  const takes = list(given['new_item_ids']);
  const pairs = list(given['item_ids']).map((sku, at) => {
    const found = free.findIndex((line) => line.sku === sku);
    return { give: free.splice(found, 1)[0]?.line, take: takes[at] };
  });
  return { swap: pairs, by: given['payment_method_id'] };
}

/** A refusal has changed nothing, as where the task was written. */
async function ask(desk: RetailRest, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${desk.url}/api/${path}`, {
    method,
    headers: { 'x-desk-key': desk.apiKey, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { ok, data } = (await response.json()) as { ok?: boolean; data: unknown };
  if (ok === undefined) throw new Error(`${method} ${path}: ${response.status}`);
  return data;
}

async function act(desk: RetailRest, name: string, given: Given): Promise<void> {
  const order = `orders/${bare(given['order_id'])}`;
  switch (name) {
    case 'cancel_pending_order':
      await ask(desk, 'POST', `${order}/cancellation`, { reason: given['reason'] });
      break;
    case 'return_delivered_order_items':
      await ask(desk, 'POST', `${order}/returns`, {
        skus: given['item_ids'],
        to: given['payment_method_id'],
      });
      break;
    case 'exchange_delivered_order_items':
      await ask(desk, 'POST', `${order}/exchanges`, await swap(desk, given));
      break;
    case 'modify_pending_order_items':
      await ask(desk, 'POST', `${order}/changes`, await swap(desk, given));
      break;
    case 'modify_pending_order_address':
      await ask(desk, 'PUT', `${order}/ship-to`, address(given));
      break;
    case 'modify_user_address':
      await ask(desk, 'PUT', `customers/${String(given['user_id'])}/home`, address(given));
  }
}

/** The records that are not as before once they are done. */
export async function rightEnd(desk: RetailRest, { actions }: Task): Promise<ChangedRecords> {
  await desk.reset();
  for (const { name, arguments: given } of actions) await act(desk, name, given);
  return desk.changed();
}

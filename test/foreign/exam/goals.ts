/** What the customer of a task wants: its own right actions one after the other, and what it wants in vain. */
import type { Action, Book, Task } from './tasks.js';
import { itemText, methodLabel, optionsText } from './tasks.js';
import { inVain, refusedMethods } from './in-vain.js';

/** An address as a customer says it, piece by piece. */
export interface Address {
  street: string;
  suite: string;
  city: string;
  region: string;
  postcode: string;
}

/** One thing that a customer wants; `order` is its number without `#`. */
export interface Goal {
  do: 'cancel' | 'return' | 'exchange' | 'change' | 'address' | 'person' | 'undo_cancel';
  order: string;
  /** It must come to nothing: no write, and a word about it. */
  inVain?: boolean;
  /** Why it is cancelled, as the question offers it. */
  why?: RegExp;
  /** Items as the order names them, and what each shall be instead. */
  items?: readonly { give: string; take: string }[];
  /** Methods of payment, in the order in which the customer asks for them. */
  by?: readonly string[];
  /** Another thing to change than the variant of an item. */
  else?: boolean;
  hold?: 'order' | 'account' | 'both';
  address?: Address;
  /** What is answered to the last question, `yes` unless it says something else. */
  sure?: 'no';
}

const bare = (number: unknown): string => String(number).replace('#', '');
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Whose matter a task is: the owner of its orders, or whom its reads find; undefined if nothing tells. */
export function customerOf({ id, actions }: Task, book: Book): string | undefined {
  const [first] = inVain(id, book);
  const orders = [first?.order, ...actions.map(({ arguments: given }) => bare(given['order_id']))];
  const owner = orders.map((order) => book.orders[`#${order ?? ''}`]?.user_id).find(Boolean);
  if (owner !== undefined) return owner;
  const named = actions.map(({ arguments: given }) => given['user_id']).find(Boolean);
  return typeof named === 'string' ? named : undefined;
}

/** All that the customer wants, in their order: first what is in vain, as their text has it. */
export function goalsOf(task: Task, book: Book): Goal[] {
  const owner = customerOf(task, book);
  if (owner === undefined) return [];
  const goals = task.actions.flatMap((action) => goalOf(task.id, action, owner, book) ?? []);
  return together([...inVain(task.id, book), ...goals]);
}

function goalOf(
  task: string,
  { name, arguments: given }: Action,
  owner: string,
  book: Book,
): Goal | undefined {
  const order = bare(given['order_id']);
  const method = book.users[owner]?.payment_methods[String(given['payment_method_id'])];
  const by = method === undefined ? [] : [methodLabel(method)];
  const address = {
    street: String(given['address1']),
    suite: String(given['address2']) || 'none',
    city: String(given['city']),
    region: String(given['state']),
    postcode: String(given['zip']),
  };
  switch (name) {
    case 'cancel_pending_order':
      return { do: 'cancel', order, why: given['reason'] === 'no longer needed' ? /not need/ : /mistake/ };
    case 'return_delivered_order_items':
      return {
        ...{ do: 'return', order, items: itemsOf(order, texts(given['item_ids']), [], book) },
        by: [...refusedMethods(task, order, book), ...by],
      };
    case 'exchange_delivered_order_items':
    case 'modify_pending_order_items': {
      const items = itemsOf(order, texts(given['item_ids']), texts(given['new_item_ids']), book);
      return { do: name.startsWith('exchange') ? 'exchange' : 'change', order, by, items };
    }
    case 'modify_pending_order_address':
      return { do: 'address', hold: 'order', order, address };
    case 'modify_user_address':
      return { do: 'address', hold: 'account', order: bare(book.users[owner]?.orders[0]), address };
    case 'transfer_to_human_agents':
      return { do: 'person', order };
    default:
      return undefined;
  }
}

function itemsOf(
  order: string,
  gives: readonly string[],
  takes: readonly string[],
  book: Book,
): { give: string; take: string }[] {
  return gives.map((sku, at) => {
    const item = book.orders[`#${order}`]?.items.find(({ item_id: id }) => id === sku);
    const take = book.products[item?.product_id ?? '']?.variants[takes[at] ?? ''];
    return {
      give: item === undefined ? '' : itemText(item),
      take: take === undefined ? '' : optionsText(take.options),
    };
  });
}

/** The same address for an order and, right after it, for the account is said once. */
function together(goals: readonly Goal[]): Goal[] {
  return goals.reduce<Goal[]>((all, goal) => {
    const last = all.at(-1);
    const isSame =
      last?.hold === 'order' &&
      goal.hold === 'account' &&
      JSON.stringify(last.address) === JSON.stringify(goal.address);
    return isSame ? [...all.slice(0, -1), { ...last, hold: 'both' }] : [...all, goal];
  }, []);
}

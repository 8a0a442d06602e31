/** What customers of the tasks ask for and must not get, as their texts say it: by task, in words of the desk. */
import type { Goal } from './goals.js';
import { type Book, itemText, methodLabel } from './tasks.js';

/** An item of an order alone, which cannot be taken off it. */
const takeOff = (order: string): Goal => ({ do: 'change', order, else: true, inVain: true });

/** Methods of the customer by which what an order cost cannot be paid back, as they call them. */
function elsewhere(order: string, book: Book): string[] {
  const { user_id: owner = '', payment_history: [paid] = [] } = book.orders[`#${order}`] ?? {};
  const others = Object.entries(book.users[owner]?.payment_methods ?? {}).filter(
    ([id, { source }]) => id !== paid?.payment_method_id && source !== 'gift_card',
  );
  return others.length === 0 ? ['my other card'] : others.map(([, method]) => methodLabel(method));
}

/** Goods back, all but those that are kept, and the money to where it cannot go. */
function paidElsewhere(order: string, book: Book, kept: readonly string[] = []): Goal {
  const items = (book.orders[`#${order}`]?.items ?? [])
    .filter(({ name }) => !kept.includes(name))
    .map((item) => ({ give: itemText(item), take: '' }));
  return { do: 'return', order, items, by: elsewhere(order, book), inVain: true };
}

const cancel = { do: 'cancel', why: /not need/, inVain: true } as const;

const byTask: Readonly<Record<string, (book: Book) => Goal[]>> = {
  10: (book) => [paidElsewhere('W5490111', book)],
  24: () => [{ ...cancel, order: 'W3561391', sure: 'no' }],
  25: (book) => [paidElsewhere('W5565470', book, ['Pet Bed'])],
  28: () => [takeOff('W2575533')],
  31: () => [{ ...cancel, order: 'W2692684' }, takeOff('W5481803')],
  50: () => [{ do: 'undo_cancel', order: 'W8859225', inVain: true }],
  57: () => [takeOff('W4284542'), { ...cancel, order: 'W4284542', sure: 'no' }],
  66: () => [takeOff('W3361211')],
  69: () => [{ do: 'return', order: 'W2417020', inVain: true }],
  76: () => [takeOff('W8367380')],
  81: () => [takeOff('W3289292'), takeOff('W9722559')],
  98: () => [takeOff('W8855135')],
  99: () => [takeOff('W8855135')],
};

/** What a task's customer wants in vain, before all else. */
export const inVain = (task: string, book: Book): Goal[] => byTask[task]?.(book) ?? [];

/** Tasks whose customers first ask for the money by a way that it cannot go. */
const askElsewhereFirst: ReadonlySet<string> = new Set(['11', '13', '82', '83']);

/** By which methods a return is asked to be paid back that were refused before the right one. */
export const refusedMethods = (task: string, order: string, book: Book): string[] =>
  askElsewhereFirst.has(task) ? elsewhere(order, book) : [];

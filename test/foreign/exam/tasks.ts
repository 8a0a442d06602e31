/** The retail tasks of tau2-bench as they lie in the data folder, and the book that they are about. */
import { readFile } from 'node:fs/promises';
import { conformanceFile } from '../../peers/conformance-data.js';

/** Something that is done for the customer of a task. */
export interface Action {
  name: string;
  arguments: Readonly<Record<string, unknown>>;
}

/** A task: what it says, and its own right actions. */
export interface Task {
  id: string;
  /** All that the customer is told about themselves and their matter. */
  text: string;
  actions: readonly Action[];
}

/** What of the book a customer knows, or may read from their mail. */
export interface Book {
  orders: Readonly<
    Record<
      string,
      {
        user_id: string;
        status: string;
        address: { zip: string };
        items: readonly Item[];
        payment_history: readonly { payment_method_id: string }[];
      }
    >
  >;
  users: Readonly<
    Record<
      string,
      {
        email: string;
        name: { first_name: string; last_name: string };
        address: { zip: string };
        orders: readonly string[];
        payment_methods: Readonly<Record<string, PaymentMethod>>;
      }
    >
  >;
  products: Readonly<Record<string, { variants: Readonly<Record<string, { options: Options }>> }>>;
}

type Options = Readonly<Record<string, string>>;

interface Item {
  name: string;
  item_id: string;
  product_id: string;
  options: Options;
}

interface PaymentMethod {
  source: string;
  brand?: string;
  last_four?: string;
}

interface WrittenTask {
  id: string;
  user_scenario: { instructions: Readonly<Record<string, string | null>> };
  evaluation_criteria: { actions: readonly Action[] | null };
}

const read = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(conformanceFile(name) ?? '', 'utf8')) as unknown;

/** All 74, in their order. */
export async function readTasks(): Promise<Task[]> {
  const written = (await read('retail/tasks-train74.json')) as WrittenTask[];
  return written.map(({ id, user_scenario: { instructions }, evaluation_criteria: { actions } }) => ({
    id,
    text: Object.values(instructions).join('\n'),
    actions: actions ?? [],
  }));
}

/** The book as it lies on the disk. */
export const readBook = async (): Promise<Book> => (await read('retail/db.json')) as Book;

/** What a customer calls a method of payment. */
export function methodLabel({ source, brand, last_four: digits }: PaymentMethod): string {
  if (digits !== undefined) return `${brand ?? ''} *${digits}`;
  return source === 'paypal' ? 'PayPal' : 'gift card';
}

/** How a variant reads in a list. */
export const optionsText = (options: Options): string => Object.values(options).join(', ');

/** How an item of an order reads in a list. */
export const itemText = ({ name, options }: Pick<Item, 'name' | 'options'>): string =>
  `${name} (${optionsText(options)})`;

/** What a customer hears until something has been said; replies may come one by one or together. */
import type { DemoCustomer } from '../../../demo/stack/customer.js';
import type { OutboxRow } from '../../../src/store/store.js';

/** All that is heard until a row is what is waited for. */
export async function heardUntil(
  customer: DemoCustomer,
  isWanted: (row: OutboxRow) => boolean,
): Promise<OutboxRow[]> {
  const heard: OutboxRow[] = [];
  while (!heard.some(isWanted)) heard.push(...(await customer.hears()));
  return heard;
}

/** What a customer is told before people take over, and the handover. */
export async function heardUntilHandover(
  customer: DemoCustomer,
): Promise<{ told: string; handover: OutboxRow['body'] }> {
  const heard = await heardUntil(customer, isHandover);
  const told = heard.filter((row) => !isHandover(row)).map(({ body }) => body.text);
  return { told: told.join('\n'), handover: heard.find(isHandover)!.body };
}

/** Whether a row of the outbox gives the conversation to people. */
export const isHandover = ({ kind }: OutboxRow): boolean => kind === 'handover';

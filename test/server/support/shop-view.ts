/** What the demo shop has seen and done, for the tests that look over its shoulder. */
import type { Controls } from '../../../demo/shop/controls.js';
import type { LedgerRow } from '../../../demo/shop/ledger.js';
import type { RequestRow } from '../../../demo/shop/request-log.js';
import type { StoryOrder } from '../../../demo/shop/stories.js';

const patienceMs = 60_000;

/** The requests for a refund of an order, and the rows that they left in the ledger. */
export async function refundsOf(
  controls: Controls,
  { id, nummer }: StoryOrder,
): Promise<{ requests: RequestRow[]; rows: LedgerRow[] }> {
  const [log, ledger] = await Promise.all([controls.requests(), controls.ledger()]);
  return {
    requests: log.filter(({ method, path }) => method === 'POST' && path.includes(`${id}/erstattungen`)),
    rows: ledger.filter((row) => row.nummer === nummer),
  };
}

/** Asks again until it holds; throws after a minute. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > end)
      throw new Error(`It did not come to hold within ${patienceMs} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

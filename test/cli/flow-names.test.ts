/** Lists of runs tell a flow in place of a shipped one by its own name. */
import { expect, test } from 'vitest';
import { flowNames } from '../../src/cli/commands/runs.js';
import type { FlowVersions } from '../../src/store/store.js';

test('a replaced flow has both names, any other its own', async () => {
  const published: Readonly<Record<string, string>> = {
    'customer-service': 'our-desk',
    'refund-order': 'refund-order',
  };
  const versions = {
    current: (_: string, flow: string) =>
      Promise.resolve(
        published[flow] === undefined ? undefined : { hash: 'h', ir: { flow: published[flow] } },
      ),
  } as unknown as Pick<FlowVersions, 'current'>;
  const flows = ['customer-service', 'refund-order', 'gone'];
  const nameOf = await flowNames(versions, 'acme', flows);
  expect(flows.map(nameOf)).toEqual(['our-desk (for customer-service)', 'refund-order', 'gone']);
});

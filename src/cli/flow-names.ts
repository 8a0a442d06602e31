/** What a run's flow is called for its operator. */
import type { FlowVersions } from '../store/store.js';

/** Names flows: one that stands in place of a shipped one is told by its own name, which Temporal does not know. */
export async function flowNames(
  versions: Pick<FlowVersions, 'current'>,
  merchant: string,
  flows: readonly string[],
): Promise<(flow: string) => string> {
  const known = await Promise.all(
    [...new Set(flows)].map(async (flow): Promise<[string, string]> => {
      const own = (await versions.current(merchant, flow))?.ir.flow ?? flow;
      return [flow, own === flow || flow.includes('/') ? flow : `${own} (for ${flow})`];
    }),
  );
  const names = new Map(known);
  return (flow) => names.get(flow) ?? flow;
}

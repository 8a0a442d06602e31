/** Why a merchant does not offer a flow (DESIGN §4, Policy). */

/** What a flow certainly needs and the merchant does not have; one of the two lists has entries. */
export interface NotOffered {
  /** Operations that no connection of the merchant answers, in the order of the flow. */
  operations: readonly string[];
  /** Sub-flows that are not offered themselves. */
  flows: readonly string[];
}

/** The operations behind it, through all sub-flows. */
export function operationsBehind(
  flow: string,
  notOffered: ReadonlyMap<string, NotOffered>,
): readonly string[] {
  const reason = notOffered.get(flow);
  if (reason === undefined) return [];
  // Sub-flows never call in a circle.
  const below = reason.flows.flatMap((name) => operationsBehind(name, notOffered));
  return [...new Set([...reason.operations, ...below])];
}

/** The search attributes of every run (DESIGN §10), and their registration on any cluster. */
import { type ConnectionLike, isGrpcServiceError } from '@temporalio/client';

/** Types of search attributes in use. */
export type SearchAttributeKind = 'Keyword' | 'KeywordList';

/** Every search attribute that a run may carry; none holds personal data. */
export const searchAttributes = [
  { name: 'OrderlyMerchant', kind: 'Keyword' },
  { name: 'OrderlyFlow', kind: 'Keyword' },
  { name: 'OrderlyFlowVersion', kind: 'Keyword' },
  { name: 'OrderlyIntent', kind: 'Keyword' },
  { name: 'OrderlyWaitingOn', kind: 'KeywordList' },
  { name: 'OrderlyOutcome', kind: 'Keyword' },
] as const satisfies readonly { name: string; kind: SearchAttributeKind }[];

/** Numbers of Temporal's IndexedValueType. */
const indexedValueTypes: Readonly<Record<SearchAttributeKind, number>> = { Keyword: 2, KeywordList: 7 };

const UNREGISTERED = 3; // gRPC INVALID_ARGUMENT
const NOT_FOR_US = new Set([7, 12, 16]); // gRPC PERMISSION_DENIED, UNIMPLEMENTED, UNAUTHENTICATED

/** Names of the attributes that a namespace does not know, or knows under another type. */
export async function missingSearchAttributes(
  connection: ConnectionLike,
  namespace: string,
): Promise<string[]> {
  try {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    return searchAttributes
      .filter(({ name, kind }) => Number(customAttributes[name]) !== indexedValueTypes[kind])
      .map(({ name }) => name);
  } catch (error) {
    // Temporal Cloud has no operator service, so we query by the attribute instead.
    if (isGrpcServiceError(error) && NOT_FOR_US.has(error.code)) return missingByQuery(connection, namespace);
    throw error;
  }
}

/** Registers missing attributes; returns the names it registered. */
export async function setUpSearchAttributes(
  connection: ConnectionLike,
  namespace: string,
): Promise<string[]> {
  const missing = await missingSearchAttributes(connection, namespace);
  if (missing.length === 0) return [];
  const wanted = searchAttributes.filter(({ name }) => missing.includes(name));
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(wanted.map(({ name, kind }) => [name, indexedValueTypes[kind]])),
  });
  return missing;
}

async function missingByQuery(connection: ConnectionLike, namespace: string): Promise<string[]> {
  const known = await Promise.all(
    searchAttributes.map(({ name }) => canBeQueried(connection, namespace, name)),
  );
  return searchAttributes.filter((_, index) => known[index] === false).map(({ name }) => name);
}

async function canBeQueried(connection: ConnectionLike, namespace: string, name: string): Promise<boolean> {
  try {
    await connection.workflowService.countWorkflowExecutions({ namespace, query: `${name} = 'none'` });
    return true;
  } catch (error) {
    if (isGrpcServiceError(error) && (error.code as number) === UNREGISTERED) return false;
    throw error;
  }
}

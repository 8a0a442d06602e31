/** Keeps the document of an answer before anything else is done with it: a run gets a reference, never the content. */
import type { Connection, JsonAttempt, OperationCall } from '../connectors/connector.js';
import { settleDocument } from '../connectors/settle-document.js';
import type { DocumentPlace } from '../store/documents.js';
import type { CallPorts } from './ports.js';

/** A connection as calls see it. */
interface KeepingConnection {
  attempt(call: OperationCall): Promise<JsonAttempt>;
}

/** Its documents are in the store before their answers can be recorded anywhere. */
export const keepingDocuments = (
  connection: Pick<Connection, 'attempt'>,
  { store }: Pick<CallPorts, 'store'>,
  { merchant, conversation }: DocumentPlace,
): KeepingConnection => ({
  attempt: async (call) =>
    settleDocument(await connection.attempt(call), async (document) => ({
      ...(await store.documents.keep({ merchant, conversation }, document)),
    })),
});

/** Connections to Temporal that fail within seconds, with errors that say what to do. */
import {
  Connection,
  isGrpcServiceError,
  type ConnectionLike,
  type ConnectionOptions,
} from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { type TlsCode, tlsWords } from '../../contracts/tls-failure.js';
import { probeTls } from './probe-tls.js';
import { missingSearchAttributes } from './search-attributes.js';

/** A namespace of a Temporal cluster, and its credentials. */
export interface TemporalTarget extends Pick<ConnectionOptions, 'tls' | 'metadata'> {
  /** `host:port`. */
  address: string;
  namespace: string;
  apiKey?: string;
}

/** What to check after connecting; only the setup itself connects before the attributes exist. */
export interface ConnectChecks {
  searchAttributes: boolean;
}

const DEADLINE_MS = 5_000;
const PING_MS = 2_000;
const NOT_FOUND = 5;
const REFUSED = new Set([7, 16]);

/** A client's connection, checked: `temporal_unavailable`, `namespace_unknown` or `attributes_missing` within seconds. */
export async function connectTemporal(
  target: TemporalTarget,
  checks: ConnectChecks = { searchAttributes: true },
): Promise<Connection> {
  const connection = await Connection.connect({ ...accessOf(target), connectTimeout: DEADLINE_MS }).catch(
    async (cause: unknown) => {
      throw await translated(cause, target);
    },
  );
  try {
    await connection.withDeadline(Date.now() + DEADLINE_MS, () => check(connection, target, checks));
    return connection;
  } catch (error) {
    await connection.close();
    throw await translated(error, target);
  }
}

/** A worker's connection, checked the same way. */
export async function connectTemporalWorker(target: TemporalTarget): Promise<NativeConnection> {
  // The native connection has no deadline of its own, so a client connection is tried first.
  await (await connectTemporal(target)).close();
  return NativeConnection.connect(accessOf(target)).catch(async (cause: unknown) => {
    throw await translated(cause, target);
  });
}

/** Asks Temporal whether it answers for a namespace; fails if it does not within seconds. */
export const pingTemporal = (
  connection: Pick<ConnectionLike, 'workflowService' | 'withDeadline'>,
  namespace: string,
): Promise<unknown> =>
  connection.withDeadline(Date.now() + PING_MS, () =>
    connection.workflowService.describeNamespace({ namespace }),
  );

/** Options shared by both kinds of connection. */
function accessOf({ address, tls, apiKey, metadata }: TemporalTarget) {
  return {
    address,
    ...(tls ? { tls } : {}),
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}

async function check(
  connection: ConnectionLike,
  target: TemporalTarget,
  checks: ConnectChecks,
): Promise<void> {
  await connection.workflowService.describeNamespace({ namespace: target.namespace });
  if (!checks.searchAttributes) return;
  const missing = await missingSearchAttributes(connection, target.namespace);
  if (missing.length === 0) return;
  const message = `Namespace ${target.namespace} at ${target.address} lacks the search attributes ${missing.join(', ')}`;
  throw new OrderlyError('attributes_missing', message);
}

async function translated(error: unknown, target: TemporalTarget): Promise<OrderlyError> {
  const { address, namespace } = target;
  if (error instanceof OrderlyError) return error;
  const code = isGrpcServiceError(error) ? (error.code as number) : undefined;
  if (code === NOT_FOUND) {
    return new OrderlyError(
      'namespace_unknown',
      `The Temporal server at ${address} has no namespace ${namespace}`,
    );
  }
  if (code !== undefined && REFUSED.has(code)) {
    const hint = 'Check TEMPORAL_API_KEY, or the TLS settings of the profile.';
    return new OrderlyError(
      'temporal_unavailable',
      `The Temporal server at ${address} rejected the credentials`,
      { hint },
    );
  }
  const failure = await probeTls(target);
  if (failure !== undefined) {
    const message = tlsWords[failure](`The Temporal server at ${address}`);
    return new OrderlyError(failure, message, { hint: tlsHints[failure] });
  }
  return new OrderlyError('temporal_unavailable', `The Temporal server at ${address} does not answer`, {
    cause: error,
  });
}

/** What to do, by the standard settings of Temporal's. */
const tlsHints: Readonly<Record<TlsCode, string>> = {
  tls_needed:
    'Set TEMPORAL_TLS=true, or configure TLS in the profile. For a private CA, set TEMPORAL_TLS_SERVER_CA_CERT_PATH; for a client certificate, set TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH.',
  tls_not_spoken: 'Correct TEMPORAL_ADDRESS, or remove TEMPORAL_TLS and the TEMPORAL_TLS_… settings.',
  tls_untrusted: 'Set TEMPORAL_TLS_SERVER_CA_CERT_PATH to the certificate of its CA.',
  tls_expired: "Renew the certificate of the server, and check this machine's clock.",
  tls_other_name: 'Correct TEMPORAL_ADDRESS, or set TEMPORAL_TLS_SERVER_NAME to a name in the certificate.',
  tls_certificate_wanted:
    'Set TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH to a certificate from a CA that the server trusts, which has not expired, and to its key.',
};

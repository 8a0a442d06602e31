/** The master key that the settings name, if they name one. */
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { type HttpClient, openHttpClient } from '../../connectors/http/client.js';
import { kmsMasterKey } from './aws-kms.js';
import { localMasterKey, masterKeyFromFile } from './local-master-key.js';
import type { MasterKey } from './master-key.js';
import { isTransitPath, transitMasterKey } from './vault-transit.js';

/** Where the master key is; at most one of the first three is set. */
export interface MasterKeySettings {
  /** ORDERLY_MASTER_KEY. */
  readonly masterKey: string | undefined;
  /** ORDERLY_MASTER_KEY_FILE. */
  readonly masterKeyFile: string | undefined;
  /** ORDERLY_MASTER_KEY_SERVICE: a key of AWS KMS, `https://<endpoint>/?key=<ARN>`, or of Vault, `https://<host>/v1/<mount>/keys/<name>`. */
  readonly masterKeyService: URL | undefined;
  /** AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN. */
  readonly aws: Readonly<Record<'accessKeyId' | 'secretAccessKey' | 'sessionToken', string | undefined>>;
  /** VAULT_TOKEN. */
  readonly vaultToken: string | undefined;
}

const KMS_KEY = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(?:key|alias)\/[\w/-]+$/;

/** Opens it; undefined if there is none. Throws `config_invalid`, `key_file_open`; a service is first asked when it is needed. */
export function openMasterKey(settings: MasterKeySettings): MasterKey | undefined {
  const { masterKey, masterKeyFile, masterKeyService } = settings;
  const named = [masterKey, masterKeyFile, masterKeyService].filter((setting) => setting !== undefined);
  if (named.length > 1)
    throw invalid(
      'Only one of ORDERLY_MASTER_KEY, ORDERLY_MASTER_KEY_FILE and ORDERLY_MASTER_KEY_SERVICE can be set',
    );
  if (masterKey !== undefined) return localMasterKey(masterKey, 'ORDERLY_MASTER_KEY');
  if (masterKeyFile !== undefined) return masterKeyFromFile(masterKeyFile, 'ORDERLY_MASTER_KEY_FILE');
  return masterKeyService && openService(masterKeyService, settings);
}

function openService(url: URL, { aws, vaultToken }: MasterKeySettings): MasterKey {
  const arn = url.searchParams.get('key');
  if (arn !== null) {
    if (!KMS_KEY.test(arn))
      throw invalid('ORDERLY_MASTER_KEY_SERVICE does not name a KMS key: `key` must be its ARN');
    const { accessKeyId, secretAccessKey, sessionToken } = aws;
    if (accessKeyId === undefined || secretAccessKey === undefined)
      throw invalid('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set');
    const endpoint = new URL('/', url);
    return kmsMasterKey(clientFor(url), {
      ...{ endpoint, arn, accessKeyId, secretAccessKey },
      ...(sessionToken === undefined ? {} : { sessionToken }),
    });
  }
  if (!isTransitPath(url.pathname))
    throw invalid(
      'ORDERLY_MASTER_KEY_SERVICE is neither a KMS key (`?key=<ARN>`) nor a Vault key (`/v1/<mount>/keys/<name>`)',
    );
  const namespace = url.searchParams.get('namespace');
  return transitMasterKey(clientFor(url), {
    url,
    ...(vaultToken === undefined ? {} : { token: vaultToken }),
    ...(namespace === null ? {} : { namespace }),
  });
}

/** The operator names this host, so it may be a private one. */
function clientFor({ hostname }: URL): HttpClient {
  const host = [hostname.replace(/^\[|\]$/g, '')];
  return openHttpClient({ connection: host, operator: host });
}

const invalid = (message: string): OrderlyError => new OrderlyError('config_invalid', message);

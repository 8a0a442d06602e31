/** The only reader of the environment: every setting of the product, checked, with its default. */
import { join, resolve } from 'node:path';
import { randomBytes, randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import type { WorkerDeploymentVersion } from '@temporalio/common';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { z } from 'zod';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { EgressRoutes } from '../connectors/http/egress-routes.js';
import { readEgressRoutes } from '../connectors/http/read-egress-routes.js';
import type { TemporalTarget } from './temporal/connect.js';
import { discover } from './embedded/server-file.js';

// Secrets of an installation that configures none: generated once, kept in the embedded server's folder.

const BYTES = 32;

/** Reads or creates the folder's ORDERLY_SECRET; processes that create it concurrently all get the same one. */
const embeddedSecret = (folder: string): Promise<string> =>
  made(join(folder, 'secret'), () => randomBytes(BYTES).toString('base64url'));

/** Reads or creates the folder's ORDERLY_MASTER_KEY in the same way. */
const embeddedMasterKey = (folder: string): Promise<string> =>
  made(join(folder, 'master-key'), () => randomBytes(BYTES).toString('base64'));

async function made(file: string, make: () => string): Promise<string> {
  const present = await readFile(file, 'utf8').catch(() => undefined);
  if (present !== undefined) return present;
  // Of its own for each call: behind a link, a shared draft would still be written.
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, make(), { mode: 0o600 });
  // Fails if another process was first: its secret wins.
  await link(draft, file).catch(() => undefined);
  await rm(draft, { force: true });
  return readFile(file, 'utf8');
}

/** Environment variables, or what stands for them in a test. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Every setting. What is undefined is neither set nor told by a running embedded server; the `require…` functions say so. */
export interface Config {
  /** TEMPORAL_ADDRESS and the other TEMPORAL_* variables or profile, else the embedded server. */
  readonly temporal: Readonly<Omit<TemporalTarget, 'address'> & { address: string | undefined }>;
  /** ORDERLY_TEMPORAL_UI: address of the Temporal UI, which handovers link to; without it, the embedded server's. */
  readonly uiUrl: string | undefined;
  /** TEMPORAL_DEPLOYMENT_NAME, TEMPORAL_WORKER_BUILD_ID: which version of a worker deployment this worker is; none if neither is set. */
  readonly deployment: WorkerDeploymentVersion | undefined;
  /** DATABASE_URL, else the embedded store. */
  readonly databaseUrl: string | undefined;
  /** ORDERLY_DATABASE_CONNECTIONS: to the store, at most, by each worker and API. */
  readonly databaseConnections: number;
  /** ORDERLY_SECRET: key of keyed hashes; all processes of an installation share it. Generated for the embedded server. */
  readonly secret: string | undefined;
  /** ORDERLY_MASTER_KEY: master keys of 32 bytes, base64, newest first, comma-separated; with none of the three nothing is sealed. */
  readonly masterKey: string | undefined;
  /** ORDERLY_MASTER_KEY_FILE: a file that holds them, a line each. */
  readonly masterKeyFile: string | undefined;
  /** ORDERLY_MASTER_KEY_SERVICE: a key of AWS KMS or Vault. */
  readonly masterKeyService: URL | undefined;
  /** AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN: for a key of AWS KMS. */
  readonly aws: Readonly<Record<'accessKeyId' | 'secretAccessKey' | 'sessionToken', string | undefined>>;
  /** VAULT_TOKEN: for a key of Vault. */
  readonly vaultToken: string | undefined;
  /** ORDERLY_PLAINTEXT: whether payloads that nobody sealed are read. */
  readonly plaintext: 'refused' | 'accepted';
  /** ORDERLY_PLAINTEXT says `written`: without a master key what is personal stands in clear, also beyond this machine. */
  readonly writesPlaintext: boolean;
  /** ORDERLY_CODEC_TOKENS: who may read payloads through `orderly api codec`, by name. */
  readonly codecTokens: ReadonlyMap<string, string>;
  /** ORDERLY_MERCHANTS: folder of the merchants. */
  readonly merchantsFolder: string;
  /** ORDERLY_FLOWS: folder of the shipped flows, if it is not the product's own. */
  readonly flowsFolder: string | undefined;
  /** ORDERLY_SECRETS: folder of mounted secrets, a folder a merchant and a file each, if there is one. */
  readonly secretsFolder: string | undefined;
  /** ORDERLY_SHARED_SECRETS: names of secrets that belong to all merchants, comma-separated. */
  readonly sharedSecrets: readonly string[];
  /** ORDERLY_EGRESS_ALLOW: private hosts and ranges that merchants may reach, comma-separated. */
  readonly egressAllow: readonly string[];
  /** ORDERLY_EGRESS_PROXY, ORDERLY_EGRESS_ADDRESSES, and with `_EU` those of a region: by which ways requests leave. */
  readonly egressRoutes: EgressRoutes;
  /** ORDERLY_HTTP_HOST: address of this machine on which health and metrics are served. */
  readonly httpHost: string;
  /** ORDERLY_HTTP_PORT: health, metrics and API; 0 takes a free one. */
  readonly httpPort: number;
  /** ORDERLY_PUBLIC_URL: where the API is for customers; without it, where it listens. */
  readonly publicUrl: string;
  /** ORDERLY_AGENT_KEYS: folder of personal keys of agents on this machine; without it, in the embedded server's. */
  readonly agentKeysFolder: string;
  /** ORDERLY_DESK: folder of the desk's pages, if they are not the product's own. */
  readonly deskFolder: string | undefined;
  /** ORDERLY_TRY_EXAMPLES: a JSON file, by merchant, of what customers write, for the desk's page to try flows. */
  readonly tryExamplesFile: string | undefined;
  /** ORDERLY_API_ORIGINS: web pages of which origins may call the API, comma-separated. */
  readonly apiOrigins: readonly string[];
  /** ORDERLY_API_REQUESTS: requests a second that one caller of the API may send. */
  readonly apiRequests: number;
  readonly logLevel: (typeof logLevels)[number];
  /** ORDERLY_CACHE: binaries and the embedded server's files. */
  readonly cacheFolder: string;
  /** Folder of the embedded server. */
  readonly serverFolder: string;
  /** ORDERLY_REPLY_DELAY_MS: after that many milliseconds leave replies that could tell whether an order exists. */
  readonly replyDelayMs: number;
  readonly temporalCliPath: string | undefined;
  readonly testServerPath: string | undefined;
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const plaintexts = ['refused', 'accepted', 'written'] as const;
const MOST_DELAY_MS = 60_000;
const MOST_REQUESTS = 100_000;
const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host);

const SHORTEST_SECRET = 32;
const tokenForm = new RegExp(`^[\\w.@-]{1,100}=\\S{${SHORTEST_SECRET},}$`);

const folder = z.string().transform((path) => resolve(path));

const wholeNumber = (most: number) =>
  z
    .string()
    .refine((text) => /^\d+$/.test(text) && Number(text) <= most, {
      error: `must be a whole number from 0 to ${most}`,
    })
    .transform(Number);

const settings = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, { error: 'must begin with postgresql://' })
    .optional(),
  ORDERLY_DATABASE_CONNECTIONS: wholeNumber(1_000)
    .refine((count) => count >= 2, { error: 'must be at least 2' })
    .default(10),
  TEMPORAL_DEPLOYMENT_NAME: z.string().optional(),
  TEMPORAL_WORKER_BUILD_ID: z.string().optional(),
  ORDERLY_SECRET: z
    .string()
    .min(SHORTEST_SECRET, { error: `must have at least ${SHORTEST_SECRET} characters` })
    .optional(),
  ORDERLY_MASTER_KEY: z.string().optional(),
  ORDERLY_MASTER_KEY_FILE: folder.optional(),
  ORDERLY_MASTER_KEY_SERVICE: z
    .url({ protocol: /^https?$/, error: 'must be a URL' })
    .transform((text) => new URL(text))
    .refine(({ protocol, hostname }) => protocol === 'https:' || isLoopback(hostname), {
      error: 'must begin with https://, except for an agent on 127.0.0.1',
    })
    .optional(),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_SESSION_TOKEN: z.string().optional(),
  VAULT_TOKEN: z.string().optional(),
  ORDERLY_PLAINTEXT: z.enum(plaintexts, { error: `must be one of ${plaintexts.join(', ')}` }).optional(),
  ORDERLY_CODEC_TOKENS: z
    .string()
    .default('')
    .transform(listOf)
    .refine((pairs) => pairs.every((pair) => tokenForm.test(pair)), {
      error: `must be name=token, comma-separated, each token of at least ${SHORTEST_SECRET} characters`,
    })
    .transform((pairs) => new Map(pairs.map(nameAndToken))),
  ORDERLY_MERCHANTS: folder.prefault('merchants'),
  ORDERLY_FLOWS: folder.optional(),
  ORDERLY_SECRETS: folder.optional(),
  ORDERLY_SHARED_SECRETS: z
    .string()
    .default('')
    .transform(listOf)
    .refine((names) => names.every((name) => /^[A-Z][A-Z0-9_]*$/.test(name)), {
      error: 'must be names of secrets, such as CARRIER_KEY, comma-separated',
    }),
  ORDERLY_EGRESS_ALLOW: z.string().default('').transform(listOf),
  // These two are read with those of the regions, whose names are the operator's.
  ORDERLY_EGRESS_PROXY: z.string().optional(),
  ORDERLY_EGRESS_ADDRESSES: z.string().optional(),
  ORDERLY_HTTP_HOST: z.string().default('127.0.0.1'),
  ORDERLY_HTTP_PORT: wholeNumber(65_535).default(8080),
  ORDERLY_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be a URL' })
    .refine((text) => new URL(text).search + new URL(text).hash === '', {
      error: 'must not have a query or a fragment',
    })
    .optional(),
  ORDERLY_TEMPORAL_UI: z
    .url({ protocol: /^https?$/, error: 'must be a URL' })
    .refine((text) => new URL(text).search + new URL(text).hash === '', {
      error: 'must not have a query or a fragment',
    })
    .optional(),
  ORDERLY_API_ORIGINS: z
    .string()
    .default('')
    .transform(listOf)
    .refine(
      (origins) => origins.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin),
      {
        error: 'must be origins, such as https://shop.example, comma-separated',
      },
    ),
  ORDERLY_API_REQUESTS: wholeNumber(MOST_REQUESTS)
    .refine((count) => count > 0, { error: 'must be at least 1' })
    .default(50),
  ORDERLY_LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
  ORDERLY_AGENT_KEYS: folder.optional(),
  ORDERLY_DESK: folder.optional(),
  ORDERLY_TRY_EXAMPLES: folder.optional(),
  ORDERLY_CACHE: folder.prefault('.cache'),
  ORDERLY_REPLY_DELAY_MS: wholeNumber(MOST_DELAY_MS).default(2_000),
  TEMPORAL_CLI_PATH: z.string().optional(),
  TEMPORAL_TEST_SERVER_PATH: z.string().optional(),
});

/** Reads all settings, and the addresses of a running embedded server where none are set; `config_invalid` names what is wrong. */
export async function loadConfig(environment: Environment = process.env): Promise<Config> {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const checked = settings.safeParse(present);
  if (!checked.success)
    throw invalid(
      checked.error.issues.map(({ path, message }) => `${path.join('..')} ${message}`).join('; '),
    );
  const set = checked.data;
  const { routes, problems } = readEgressRoutes(present);
  if (problems.length > 0) throw invalid(problems.join('; '));
  const temporal = temporalSettings(present);
  const serverFolder = join(set.ORDERLY_CACHE, 'server');
  const complete = temporal.address !== undefined && set.DATABASE_URL !== undefined;
  const embedded = complete ? undefined : await discover(serverFolder);
  const ownFolder = embedded !== undefined && set.DATABASE_URL === undefined ? serverFolder : undefined;
  return Object.freeze({
    temporal: Object.freeze({ ...temporal, address: temporal.address ?? embedded?.temporalAddress }),
    uiUrl: set.ORDERLY_TEMPORAL_UI ?? (temporal.address === undefined ? embedded?.uiUrl : undefined),
    deployment: deploymentVersion(set),
    databaseUrl: set.DATABASE_URL ?? embedded?.databaseUrl,
    databaseConnections: set.ORDERLY_DATABASE_CONNECTIONS,
    secret: set.ORDERLY_SECRET ?? (ownFolder && (await embeddedSecret(ownFolder))),
    ...(await keySettings(set, ownFolder)),
    merchantsFolder: set.ORDERLY_MERCHANTS,
    flowsFolder: set.ORDERLY_FLOWS,
    secretsFolder: set.ORDERLY_SECRETS,
    sharedSecrets: Object.freeze(set.ORDERLY_SHARED_SECRETS),
    egressAllow: Object.freeze(set.ORDERLY_EGRESS_ALLOW),
    egressRoutes: routes,
    httpHost: set.ORDERLY_HTTP_HOST,
    httpPort: set.ORDERLY_HTTP_PORT,
    publicUrl: set.ORDERLY_PUBLIC_URL ?? `http://${set.ORDERLY_HTTP_HOST}:${set.ORDERLY_HTTP_PORT}`,
    agentKeysFolder: set.ORDERLY_AGENT_KEYS ?? join(serverFolder, 'agents'),
    tryExamplesFile: set.ORDERLY_TRY_EXAMPLES,
    deskFolder: set.ORDERLY_DESK,
    apiOrigins: Object.freeze(set.ORDERLY_API_ORIGINS),
    apiRequests: set.ORDERLY_API_REQUESTS,
    logLevel: set.ORDERLY_LOG_LEVEL,
    cacheFolder: set.ORDERLY_CACHE,
    serverFolder,
    replyDelayMs: set.ORDERLY_REPLY_DELAY_MS,
    temporalCliPath: set.TEMPORAL_CLI_PATH,
    testServerPath: set.TEMPORAL_TEST_SERVER_PATH,
  });
}

/** The Temporal namespace to connect to; `temporal_unavailable` if none is known. */
export function requireTemporal({ temporal }: Config): TemporalTarget {
  const { address } = temporal;
  if (address?.includes('://') === true) {
    const hint = `Write host and port alone: \`${address.replace(/^.*:\/\//u, '').replace(/\/+$/u, '')}\`.`;
    throw new OrderlyError('config_invalid', `TEMPORAL_ADDRESS is a URL: ${address}`, { hint });
  }
  if (address !== undefined) return { ...temporal, address };
  throw new OrderlyError(
    'temporal_unavailable',
    'TEMPORAL_ADDRESS is not set, and no embedded server is running',
  );
}

/** The connection string of the store; `store_unavailable` if none is known. */
export function requireDatabaseUrl({ databaseUrl }: Config): string {
  if (databaseUrl !== undefined) return databaseUrl;
  throw new OrderlyError('store_unavailable', 'DATABASE_URL is not set, and no embedded server is running');
}

/** The installation's secret; `config_invalid` if there is none, for each process would else hash with its own. */
export function requireSecret({ secret }: Config): string {
  if (secret !== undefined) return secret;
  const hint = `Set it to the same random text of at least ${SHORTEST_SECRET} characters in every process of this installation.`;
  throw new OrderlyError('config_invalid', 'ORDERLY_SECRET is not set', { hint });
}

/** The standard TEMPORAL_* variables and profiles, as every Temporal tool reads them. */
function temporalSettings(environment: Record<string, string | undefined>): Config['temporal'] {
  try {
    const overrideEnvVars = environment as Record<string, string>; // undefined values have been filtered out
    const { namespace, connectionOptions } = loadClientConnectConfig({ overrideEnvVars });
    const { address, tls, apiKey, metadata } = connectionOptions;
    return {
      address,
      namespace: namespace ?? 'default',
      ...(tls ? { tls } : {}),
      ...(apiKey === undefined ? {} : { apiKey }),
      ...(metadata === undefined ? {} : { metadata }),
    };
  } catch {
    throw invalid(
      'The profile or certificate files named by TEMPORAL_PROFILE, TEMPORAL_CONFIG_FILE or TEMPORAL_TLS_* cannot be read',
    );
  }
}

/** Temporal's worker controller sets both; one alone would leave runs with any build, and say nothing. */
function deploymentVersion({
  TEMPORAL_DEPLOYMENT_NAME: deploymentName,
  TEMPORAL_WORKER_BUILD_ID: buildId,
}: z.output<typeof settings>): WorkerDeploymentVersion | undefined {
  if (deploymentName === undefined && buildId === undefined) return undefined;
  if (deploymentName === undefined || buildId === undefined)
    throw invalid('TEMPORAL_DEPLOYMENT_NAME and TEMPORAL_WORKER_BUILD_ID must be set together');
  return Object.freeze({ deploymentName, buildId });
}

type KeySettings = Pick<
  Config,
  | 'masterKey'
  | 'masterKeyFile'
  | 'masterKeyService'
  | 'aws'
  | 'vaultToken'
  | 'plaintext'
  | 'writesPlaintext'
  | 'codecTokens'
>;

/** Keys as they are set; an embedded store, in its folder, has a master key of its own where none is. */
async function keySettings(
  set: z.output<typeof settings>,
  embeddedFolder: string | undefined,
): Promise<KeySettings> {
  const named = [set.ORDERLY_MASTER_KEY, set.ORDERLY_MASTER_KEY_FILE, set.ORDERLY_MASTER_KEY_SERVICE];
  const own = named.every((setting) => setting === undefined) ? embeddedFolder : undefined;
  const said = set.ORDERLY_PLAINTEXT;
  if (said === 'written' && named.some((setting) => setting !== undefined))
    throw invalid('ORDERLY_PLAINTEXT=written and a master key are both set: set only one of them');
  return {
    masterKey: own === undefined ? set.ORDERLY_MASTER_KEY : await embeddedMasterKey(own),
    masterKeyFile: set.ORDERLY_MASTER_KEY_FILE,
    masterKeyService: set.ORDERLY_MASTER_KEY_SERVICE,
    aws: Object.freeze({
      accessKeyId: set.AWS_ACCESS_KEY_ID,
      secretAccessKey: set.AWS_SECRET_ACCESS_KEY,
      sessionToken: set.AWS_SESSION_TOKEN,
    }),
    vaultToken: set.VAULT_TOKEN,
    // An embedded server may have kept something before it began to seal.
    plaintext: said === 'written' ? 'accepted' : (said ?? (own === undefined ? 'refused' : 'accepted')),
    writesPlaintext: said === 'written',
    codecTokens: set.ORDERLY_CODEC_TOKENS,
  };
}

/** The settings with which the embedded server's own process opens its store's keys, before anybody can discover it. */
export async function withEmbeddedKeys(config: Config, folder: string): Promise<Config> {
  const isNamed = config.masterKey ?? config.masterKeyFile ?? config.masterKeyService;
  return isNamed === undefined ? { ...config, masterKey: await embeddedMasterKey(folder) } : config;
}

function nameAndToken(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}

function listOf(text: string): string[] {
  return text.split(',').flatMap((item) => item.trim() || []);
}

const invalid = (message: string): OrderlyError => new OrderlyError('config_invalid', message);

/** The secrets of all merchants of an installation, by its settings. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SecretsOf, isSecretName, type Secrets } from '../security/secrets.js';
import { merchantFolders } from './merchant-folders.js';
import { secretPlaces } from '../contracts/errors/missing-secret.js';

// Secrets by name, each of a merchant: from the environment (`ORDERLY_SECRET_<MERCHANT>__<NAME>`) or from a folder of mounted
// files (`<folder>/<merchant>/<NAME>`). Without the merchant's part a name counts for all only where the operator says so.

// Without the prefix a connection file could name any variable, including the store's password.
const prefix = 'ORDERLY_SECRET_';
const hostsPrefix = 'ORDERLY_HOSTS_';
const merchantPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Where secrets are, and which of them are everybody's. */
interface SecretPlaces {
  env: Readonly<Record<string, string | undefined>>;
  /** Folder of mounted files, if there is one. */
  folder?: string | undefined;
  /** Names that the operator gives to all merchants. */
  shared?: readonly string[];
  /** True where one merchant alone is served, to whom everything belongs. */
  isAlone?: boolean;
}

/** Secrets of this process; a mounted file takes precedence over a variable and is reread, to notice rotation. */
export function environmentSecrets({ env, folder, shared = [], isAlone = false }: SecretPlaces): SecretsOf {
  const read = (variable: string, file: string): string | undefined =>
    (folder === undefined ? undefined : readMounted(join(folder, file))) ?? env[variable];
  const searched = folder === undefined ? undefined : { path: folder, exists: existsSync(folder) };
  return (merchant): Secrets => {
    const find = (name: string): { value: string; hosts: string | undefined } | undefined => {
      // Two underscores stand behind a merchant alone: no name spells another merchant's.
      if (!isSecretName(name) || !merchantPattern.test(merchant)) return undefined;
      const isShared = isAlone || shared.includes(name);
      for (const owner of isShared ? [merchant, undefined] : [merchant]) {
        const { variable, file } = secretPlaces(name, owner);
        const value = read(prefix + variable, file);
        if (value !== undefined) return { value, hosts: read(hostsPrefix + variable, `${file}.hosts`) };
      }
      return undefined;
    };
    return Object.assign((name: string) => find(name)?.value, {
      owner: merchant,
      ...(searched === undefined ? {} : { folder: searched }),
      hosts: (name: string) => listed(find(name)?.hosts),
    });
  };
}

const listed = (hosts: string | undefined): readonly string[] | undefined =>
  hosts?.split(/[\s,]+/).filter((host) => host !== '');

function readMounted(file: string): string | undefined {
  try {
    // Editors and `kubectl` end a file with a line break that is not part of the secret.
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    const isMissing =
      typeof error === 'object' &&
      error !== null &&
      'code' in error &&
      // A merchant's folder may have the name of a secret where case does not count.
      ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(String(error.code));
    if (isMissing) return undefined;
    throw error;
  }
}

/** The settings that say where secrets are and whose. */
export interface SecretSettings {
  merchantsFolder: string;
  secretsFolder: string | undefined;
  sharedSecrets: readonly string[];
}

/** Opens them: where there is one merchant alone, a name without its owner is that merchant's. */
export async function openSecrets(
  { merchantsFolder, secretsFolder, sharedSecrets }: SecretSettings,
  env: SecretPlaces['env'] = process.env,
): Promise<SecretsOf> {
  const merchants = await merchantFolders(merchantsFolder);
  return environmentSecrets({
    ...{ env, folder: secretsFolder, shared: sharedSecrets },
    isAlone: merchants.length === 1,
  });
}

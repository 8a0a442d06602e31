/** The secrets of all merchants of an installation, by its settings. */
import { environmentSecrets, type SecretPlaces } from '../security/environment-secrets.js';
import type { SecretsOf } from '../security/secrets.js';
import { merchantFolders } from './merchant-folders.js';

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

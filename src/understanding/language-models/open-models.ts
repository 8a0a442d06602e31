/** The language models of all merchants that have one. */
import { type HttpClientOptions, openHttpClient } from '../../connectors/http/client.js';
import { hostsOf, type SecretsOf } from '../../security/secrets.js';
import { httpModel } from './http-model.js';
import { type MerchantModel, merchantModel, type MerchantModelContext } from './merchant-model.js';
import type { LanguageModelSettings } from './settings.js';

/** What is needed to open them. */
export interface OpenModelsContext extends Omit<MerchantModelContext, 'merchant'> {
  secretsOf: SecretsOf;
  /** The operator's list of private hosts, addresses and networks that merchants may name. */
  egressAllow: readonly string[];
  /** The operator's default route out. */
  egress: Pick<HttpClientOptions, 'proxy'>;
}

/** Opens them; nothing is sent before somebody asks. */
export function openModels(
  merchants: Iterable<readonly [string, LanguageModelSettings | undefined]>,
  { secretsOf, egressAllow, egress, ...context }: OpenModelsContext,
): ReadonlyMap<string, MerchantModel> {
  const models = new Map<string, MerchantModel>();
  for (const [merchant, settings] of merchants) {
    if (settings === undefined) continue;
    const secrets = secretsOf(merchant);
    const secretHosts = hostsOf(secrets, settings.keyName);
    const policy = { connection: settings.egressAllow, operator: egressAllow, secretHosts };
    const http = openHttpClient(policy, egress);
    models.set(
      merchant,
      merchantModel(settings, httpModel(settings, { http, secrets }), { ...context, merchant }),
    );
  }
  return models;
}

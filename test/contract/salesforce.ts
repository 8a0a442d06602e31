/** A connector for Salesforce under the contract: its file, and how it signs in to Account Manager. */
import { copyOf } from '../connectors/salesforce/connected.js';
import { type ContractOperation, runContract } from './connector.js';
import { answer } from './says.js';

/** Runs the contract on all its operations. */
export function runSalesforceContract(
  connector: string,
  name: string,
  operations: readonly ContractOperation[],
): void {
  runContract({
    ...{ name, file: `${connector}.yaml`, text: copyOf(connector), protocol: 'rest', url: 'URL' },
    secrets: { SFCC_CLIENT_ID: 'CANARY-id-4711', SFCC_CLIENT_SECRET: 'CANARY-secret-4711' },
    signIn: {
      path: '/dwsso/oauth2/access_token',
      say: answer(200, '{"access_token":"CANARY-token-4711","expires_in":1799}', {
        'content-type': 'application/json',
      }),
      canaries: ['CANARY-token-4711'],
    },
    operations,
  });
}

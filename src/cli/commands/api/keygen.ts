/** `orderly api keygen`: a channel's key for the HTTP API. */
import type { Command } from 'commander';
import { generateApiKey, hashOfApiKey } from '../../../security/api-key.js';
import { addCommand } from '../../command.js';
import { printFields, printJson } from '../../print.js';

/** Adds the command. */
export function addApiKeygen(api: Command): void {
  addCommand(api, {
    usage: 'keygen',
    summary: 'Create an API key for a channel and its hash for merchant.yaml.',
    examples: ['orderly api keygen'],
  })
    .option('--json', 'print a JSON object')
    .action(({ json }: { json?: boolean }) => {
      const key = generateApiKey();
      const hash = `sha256:${hashOfApiKey(key)}`;
      if (json === true) printJson({ key, hash });
      else printFields({ Key: key, Hash: hash });
    });
}

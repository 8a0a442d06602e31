/** `orderly api token`: an agent's token for the HTTP API, signed with their personal key. */
import type { Command } from 'commander';
import { maxAccessLifeMs, signAccess } from '../../../security/access-token.js';
import { addCommand } from '../../command.js';
import { readKeyFile } from '../../key-file.js';
import { printJson, printLine } from '../../print.js';

interface TokenOptions {
  as: string;
  key: string;
  json?: boolean;
}

/** Adds the command. */
export function addApiToken(api: Command): void {
  addCommand(api, {
    usage: 'token <merchant>',
    summary: 'Create a token for an agent, valid for 12 hours on the machine that runs the API.',
    examples: ['orderly api token demo --as anna --key ~/anna.key'],
  })
    .requiredOption('--as <approver>', 'your name under `approvers:` in merchant.yaml')
    .requiredOption('--key <file>', 'file with your private key')
    .option('--json', 'print a JSON object')
    .action((merchant: string, { as: approver, key, json }: TokenOptions) => {
      const issuedAt = Date.now();
      const expiresAt = issuedAt + maxAccessLifeMs;
      const token = signAccess({ approver, merchant, issuedAt, expiresAt }, readKeyFile(key));
      if (json === true) printJson({ token, expiresAt: new Date(expiresAt).toISOString() });
      else printLine(token);
    });
}

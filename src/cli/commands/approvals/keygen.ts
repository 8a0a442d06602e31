/** `orderly approvals keygen`: a personal key. */
import type { Command } from 'commander';
import { generateKey } from '../../../security/signing-keys.js';
import { addCommand } from '../../command.js';
import { writeKeyFile } from '../../key-file.js';
import { printJson, printLine, printProgress } from '../../print.js';

interface KeygenOptions {
  out: string;
  json?: boolean;
}

/** Adds the command. */
export function addKeygen(approvals: Command): void {
  addCommand(approvals, {
    usage: 'keygen',
    summary: 'Create a personal key pair and print the public key for merchant.yaml.',
    examples: ['orderly approvals keygen --out ~/anna.key'],
  })
    .requiredOption('--out <file>', 'new file for the private key, readable only by its owner')
    .option('--json', 'print a JSON object')
    .action(keygen);
}

function keygen({ out, json }: KeygenOptions): void {
  const { publicKey, privateKey } = generateKey();
  writeKeyFile(out, privateKey);
  if (json === true) printJson({ file: out, publicKey });
  else printLine(publicKey);
  printProgress(`Saved the private key to ${out}. Add the line above under \`keys:\` in merchant.yaml.`);
}

/** `orderly approvals keygen`: a personal key. */
import type { Command } from 'commander';
import { generateKey } from '../../../security/keys.js';
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
    summary:
      'Make a key pair: the private key to a new file, the public one for merchant.yaml to standard output.',
    examples: ['orderly approvals keygen --out ~/anna.key'],
  })
    .requiredOption('--out <file>', 'a new file, which its owner alone can read')
    .option('--json', 'print a JSON object')
    .action(keygen);
}

function keygen({ out, json }: KeygenOptions): void {
  const { publicKey, privateKey } = generateKey();
  writeKeyFile(out, privateKey);
  if (json === true) printJson({ file: out, publicKey });
  else printLine(publicKey);
  printProgress(`The private key is in ${out}. The line above belongs under \`keys:\` in merchant.yaml.`);
}

/** `orderly connections copy`: a connection of a prebuilt connector as a file of the merchant's own. */
import type { Command } from 'commander';
import { addCommand } from '../../command.js';
import { printLine, printText } from '../../print.js';

/** Adds the command. */
export function addCopy(connections: Command): void {
  addCommand(connections, {
    usage: 'copy <merchant> <connection>',
    summary: 'Copy a prebuilt connector into a connection file of your own.',
    examples: ['orderly connections copy acme store', 'orderly connections copy acme store --write'],
  })
    .option('--write', "replace the connection's file and write its documents beside it")
    .action(copy);
}

async function copy(merchant: string, connection: string, { write }: { write?: boolean }): Promise<void> {
  const { copyOf, writeCopy } = await import('../../connectors/copy-connection.js');
  const copied = await copyOf(merchant, connection);
  if (write !== true) printText(copied.text);
  else for (const file of await writeCopy(copied)) printLine(file);
}

/** `orderly connections list`: the prebuilt connectors. */
import type { Command } from 'commander';
import { addCommand } from '../../command.js';
import { knownTemplates } from '../../connectors/known-templates.js';
import { printJson, printTable } from '../../print.js';

/** Adds the command. */
export function addList(connections: Command): void {
  addCommand(connections, {
    usage: 'list',
    summary: 'List the prebuilt connectors and their operations.',
    examples: ['orderly connections list'],
  })
    .option('--json', 'print a JSON array')
    .action(list);
}

async function list({ json }: { json?: boolean }): Promise<void> {
  const known = await knownTemplates();
  if (json === true) {
    printJson(
      known.map(([name, { file }]) => ({
        ...{ name, title: file.title, api: file.api },
        operations: Object.keys(file.operations),
      })),
    );
    return;
  }
  printTable(
    ['connector', 'system', 'API', 'operations'],
    known.map(([name, { file }]) => [
      ...[name, file.title, file.api ?? ''],
      Object.keys(file.operations).join(', '),
    ]),
  );
}

/** `orderly connectors`: the prebuilt connectors, what each needs and offers, and one as a merchant's own file. */
import { Argument, type Command } from 'commander';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { Template } from '../../connectors/templates/templates.js';
import { addCommand } from '../command.js';
import { printJson, printLine, printTable, printText } from '../print.js';

/** Adds the command. */
export function addConnectors(program: Command): void {
  const connectors = addCommand(program, {
    usage: 'connectors',
    summary: 'See the prebuilt connectors, and take one over as a file of your own.',
    examples: ['orderly connectors list'],
  });
  addCommand(connectors, {
    usage: 'list',
    summary: 'List the prebuilt connectors, and what each answers.',
    examples: ['orderly connectors list'],
  })
    .option('--json', 'print a JSON array')
    .action(list);
  addCommand(connectors, {
    usage: 'show',
    summary:
      'Show what a prebuilt connector needs, which permissions its operations need, and what it does not offer.',
    examples: ['orderly connectors show shopify'],
  })
    .addArgument(new Argument('<connector>', 'name of the connector'))
    .option('--json', 'print a JSON object')
    .action(show);
  addCommand(connectors, {
    usage: 'copy <merchant> <connection>',
    summary: 'Print a connection with all that its prebuilt connector says; from then on it is your own.',
    examples: ['orderly connectors copy acme store', 'orderly connectors copy acme store --write'],
  })
    .option('--write', 'put it in the place of the connection’s file, and its documents beside it')
    .action(copy);
}

async function templates(): Promise<[string, Template][]> {
  const { readTemplate, templateNames } = await import('../../connectors/templates/templates.js');
  return templateNames().flatMap((name): [string, Template][] => {
    const template = readTemplate(name);
    return template ? [[name, template]] : [];
  });
}

async function list({ json }: { json?: boolean }): Promise<void> {
  const known = await templates();
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

async function show(name: string, { json }: { json?: boolean }): Promise<void> {
  const known = new Map(await templates());
  const template = known.get(name);
  if (!template) {
    const { didYouMean } = await import('../../flows/yaml/suggest.js');
    const hint = didYouMean(name, known.keys());
    throw new OrderlyError('connector_unknown', `There is no prebuilt connector \`${name}\``, { hint });
  }
  const { shownTemplate, printTemplate } = await import('../connectors/shown-template.js');
  const shown = shownTemplate(name, template);
  if (json === true) printJson(shown);
  else printTemplate(shown);
}

async function copy(merchant: string, connection: string, { write }: { write?: boolean }): Promise<void> {
  const { copyOf, writeCopy } = await import('../connectors/copy-connection.js');
  const copied = await copyOf(merchant, connection);
  if (write !== true) printText(copied.text);
  else for (const file of await writeCopy(copied)) printLine(file);
}

/** `orderly connections show`: what one prebuilt connector needs and provides. */
import type { Command } from 'commander';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';
import { addCommand } from '../../command.js';
import { knownTemplates } from '../../connectors/known-templates.js';
import { printJson } from '../../print.js';

/** Adds the command. */
export function addShow(connections: Command): void {
  addCommand(connections, {
    usage: 'show <connector>',
    summary: 'Show the settings, operations and permissions of a prebuilt connector.',
    examples: ['orderly connections show shopify'],
  })
    .option('--json', 'print a JSON object')
    .action(show);
}

async function show(name: string, { json }: { json?: boolean }): Promise<void> {
  const known = new Map(await knownTemplates());
  const template = known.get(name);
  if (!template) {
    const { didYouMean } = await import('../../../flows/yaml/suggest.js');
    const hint = didYouMean(name, known.keys());
    throw new OrderlyError('connector_unknown', `There is no prebuilt connector \`${name}\``, { hint });
  }
  const { shownTemplate, printTemplate } = await import('../../connectors/shown-template.js');
  const shown = shownTemplate(name, template);
  if (json === true) printJson(shown);
  else printTemplate(shown);
}

/** `orderly flows diagram`: a flow as a picture, in Mermaid. */
import type { Command } from 'commander';
import { addCommand } from '../../command.js';
import { configuredFolders, flowOf, readMerchant } from '../../merchant-files.js';
import { printJson, printText } from '../../print.js';

interface DiagramOptions {
  merchant?: string;
  all?: boolean;
  json?: boolean;
}

/** Adds the command. */
export function addDiagram(flows: Command): void {
  addCommand(flows, {
    usage: 'diagram <flow>',
    summary: 'Print a flow as a Mermaid diagram.',
    examples: [
      'orderly flows diagram refund-order',
      'orderly flows diagram refund-order --merchant demo --all',
    ],
  })
    .option('--merchant <name>', 'merchant that runs the flow (default: the only one)')
    .option('--all', 'show default branches in full')
    .option('--json', 'print a JSON object: merchant, flow, mermaid')
    .action(diagram);
}

async function diagram(name: string, { merchant: whose, all = false, json }: DiagramOptions): Promise<void> {
  const merchant = await readMerchant(await configuredFolders(), whose);
  const { diagramOf } = await import('../../../flows/diagram/diagram.js');
  const mermaid = diagramOf(flowOf(merchant, name), { all, bands: merchant.config.bands });
  if (json === true) printJson({ merchant: merchant.config.merchant, flow: name, mermaid });
  else printText(mermaid);
}

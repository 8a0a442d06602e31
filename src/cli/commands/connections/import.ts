/** `orderly connections import`: a connection drafted from a system's own description. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Argument, type Command } from 'commander';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';
import { addCommand } from '../../command.js';
import { printJson, printLine, printText } from '../../print.js';

interface ImportOptions {
  operation?: string[];
  as?: string[];
  out?: string;
  json?: boolean;
}

/** Adds the command. */
export function addImport(connections: Command): void {
  addCommand(connections, {
    usage: 'import',
    summary: 'Draft a connection from an API description or a sample answer.',
    examples: [
      'orderly connections import openapi shop.yaml --operation getOrder --as orders.get',
      'orderly connections import graphql shop.graphql --out merchants/acme/connections/shop.yaml',
      'orderly connections import answer order.json --as orders.get',
    ],
  })
    .addArgument(new Argument('<kind>', 'kind of file').choices(['openapi', 'graphql', 'wsdl', 'answer']))
    .argument(
      '<file>',
      'OpenAPI (JSON or YAML), GraphQL (SDL or introspection), WSDL, or an answer (JSON or XML); may be gzipped',
    )
    .option('--operation <names...>', "the system's operations (default: those that match ours)")
    .option('--as <operations...>', 'our name for each, in the same order: orders.get, payments.refund …')
    .option('--out <file>', 'write the draft to this file; existing files are not overwritten')
    .option('--json', 'print a JSON object: yaml, operations, todos, guesses')
    .action(importFrom);
}

async function importFrom(
  kind: string,
  file: string,
  { operation, as, out, json }: ImportOptions,
): Promise<void> {
  const [{ describeFile }, { draftConnection }] = await Promise.all([
    import('../../import/read-description.js'),
    import('../../../connectors/importers/draft-connection.js'),
  ]);
  const { description } = await describeFile(kind, file);
  const draft = draftConnection(description, {
    ...(operation === undefined ? {} : { operations: operation }),
    ...(as === undefined ? {} : { targets: as }),
  });
  if (out !== undefined) await write(out, draft.yaml);
  if (json === true) printJson(draft);
  else if (out === undefined) printText(draft.yaml);
  else {
    for (const { operation: ours, from, mapped } of draft.operations)
      printLine(`${ours}: from ${from}, ${mapped} field${mapped === 1 ? '' : 's'}`);
    printLine(`${draft.todos} TODOs to fill in, ${draft.guesses} guesses to check: ${out}`);
    printLine(
      `Next: bind \`${draft.connection}\` in merchant.yaml, then run \`orderly flows check\` on the merchant's folder.`,
    );
  }
}

async function write(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    // A draft never overwrites somebody's work.
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    throw new OrderlyError('import_file_exists', `${file} cannot be written`, { cause: error });
  }
}

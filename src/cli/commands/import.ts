/** `orderly import`: a connection drafted from a system's own description. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Argument, type Command } from 'commander';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { addCommand } from '../command.js';
import { printJson, printLine, printText } from '../print.js';

interface ImportOptions {
  operation?: string[];
  as?: string[];
  out?: string;
  json?: boolean;
}

/** Maximum size of a description, unpacked. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Adds the command. */
export function addImport(program: Command): void {
  addCommand(program, {
    usage: 'import',
    summary: 'Draft a connection from the description that a system has of itself; guesses are marked.',
    examples: [
      'orderly import openapi shop.yaml --operation getOrder --as orders.get',
      'orderly import graphql shop.graphql --out merchants/acme/connections/shop.yaml',
    ],
  })
    .addArgument(new Argument('<kind>', 'what the file is').choices(['openapi', 'graphql', 'wsdl']))
    .argument(
      '<file>',
      'OpenAPI as JSON or YAML, GraphQL as SDL or introspection, a WSDL; also packed, as .gz',
    )
    .option('--operation <names...>', 'operations of the system; without it, those that look like ours')
    .option('--as <operations...>', 'what they are for us, one for one: orders.get, payments.refund …')
    .option('--out <file>', 'write the draft there; a file that exists is not overwritten')
    .option('--json', 'print a JSON object: yaml, operations, todos, guesses')
    .action(importFrom);
}

async function importFrom(
  kind: string,
  file: string,
  { operation, as, out, json }: ImportOptions,
): Promise<void> {
  const [{ descriptions }, { draftConnection }] = await Promise.all([
    import('../../connectors/importers/index.js'),
    import('../../connectors/importers/draft-connection.js'),
  ]);
  const text = await textOf(file);
  const description = descriptions.get(kind)?.(file, text, (name) => neighbour(file, name));
  if (description === undefined) throw new OrderlyError('internal', 'A kind has no reader');
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
    printLine(`${draft.todos} places to fill, ${draft.guesses} guesses to see to: ${out}`);
    printLine(
      `Next: bind it in merchant.yaml by its name \`${draft.connection}\`, then \`orderly check\` the merchant's folder.`,
    );
  }
}

/** A file that a description imports, from within the description's folder only. */
function neighbour(file: string, name: string): string | undefined {
  const path = join(dirname(file), basename(name));
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new OrderlyError('path_missing', `${file} cannot be read`, { cause: error });
  });
  try {
    const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return (packed ? gunzipSync(bytes, { maxOutputLength: MOST_BYTES }) : bytes).toString('utf8');
  } catch (error) {
    const message = `${file} cannot be unpacked`;
    throw new OrderlyError('import_unreadable', message, { place: { file }, cause: error });
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

/** `orderly flows schema`: JSON Schemas with which editors complete and check files. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Argument, type Command } from 'commander';
import { addCommand } from '../../command.js';
import type { SchemaName } from '../../editor-schemas.js';
import { printLine, printText } from '../../print.js';

/** The kinds of files, most frequently written first. */
const names: readonly SchemaName[] = ['flow', 'flow-test', 'connection', 'merchant', 'texts'];

/** Adds the command. */
export function addSchema(flows: Command): void {
  addCommand(flows, {
    usage: 'schema',
    summary: 'Print the JSON Schema of one kind of file, or write all schemas to a folder.',
    examples: ['orderly flows schema flow', 'orderly flows schema --out schemas'],
  })
    .addArgument(new Argument('[kind]', 'kind of file').choices(names))
    .option('--out <folder>', 'write <kind>.schema.json to this folder, for one kind or all')
    .action(schema);
}

async function schema(
  name: SchemaName | undefined,
  { out }: { out?: string },
  command: Command,
): Promise<void> {
  const { editorSchema, schemaText } = await import('../../editor-schemas.js');
  if (out === undefined) {
    if (name === undefined) command.error(`error: name a kind (${names.join(', ')}), or a folder with --out`);
    printText(schemaText(editorSchema(name)));
    return;
  }
  await mkdir(out, { recursive: true });
  for (const each of name === undefined ? names : [name]) {
    const file = join(out, `${each}.schema.json`);
    await writeFile(file, schemaText(editorSchema(each)));
    printLine(file);
  }
}

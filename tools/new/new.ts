/** `npm run new -- <kind> <name>`: writes the files and the registry lines of one thing, or nothing at all. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { didYouMean } from '../../src/flows/yaml/suggest.js';
import { runNode } from '../run-tool.js';
import { Changes } from './changes.js';
import { connector } from './connector.js';
import { intent } from './intent.js';
import type { Kind, Made } from './kind.js';
import { NewError } from './names.js';
import { operation } from './operation.js';

/** What can be made, by the word for it. */
export const kinds: ReadonlyMap<string, Kind> = new Map([
  ['operation', operation],
  ['intent', intent],
  ['connector', connector],
]);

/** How it is used. */
export const help = (): string =>
  [
    'npm run new -- <kind> <name>',
    ...[...kinds.values()].map(({ usage, does }) => `  ${usage}\n      ${does}`),
  ].join('\n');

/** Works out and writes one thing below a folder; answers what it wrote and what is left. */
export async function make(
  root: string,
  args: readonly string[],
): Promise<Made & { lines: readonly string[] }> {
  const { values, positionals } = parsed(args);
  const [word = '', name, ...more] = positionals;
  const kind = kinds.get(word);
  if (kind === undefined)
    throw new NewError(`There is no kind \`${word}\`. ${didYouMean(word, kinds.keys())}`);
  if (more.length > 0) throw new NewError(`One name is enough: npm run new -- ${kind.usage}`);
  const changes = new Changes(root);
  const made = kind.make({ name, options: values }, changes);
  return { ...made, lines: await changes.write() };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: { effect: text, title: text, en: text, de: text },
      allowPositionals: true,
    });
  } catch (error) {
    throw new NewError(error instanceof Error ? error.message : String(error));
  }
}

async function main(args: readonly string[]): Promise<number> {
  if (args.length === 0 || args[0] === '--help') {
    process.stdout.write(`${help()}\n`);
    return 0;
  }
  const { lines, tools = [], tests, next } = await make(process.cwd(), args);
  process.stdout.write(`${lines.join('\n')}\n`);
  for (const tool of tools) {
    const code = await runNode(['--import', 'tsx', 'tools/tool.ts', tool]);
    if (code !== 0) return code;
    process.stdout.write(`ran     npm run tool -- ${tool}\n`);
  }
  process.stdout.write(`\nIt works as it is: npm test -- ${tests.join(' ')}\n\nNext:\n`);
  for (const [index, line] of next.entries()) process.stdout.write(`${index + 1}. ${line}\n`);
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
    if (!(error instanceof NewError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  });
}

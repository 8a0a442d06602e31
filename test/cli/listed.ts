/** The commands there are, as the help lists them. */
import type { orderly } from './run-cli.js';

/** The commands that the help of `orderly`, or of one of its commands, lists under each heading. */
export async function listed(run: typeof orderly, ...group: string[]): Promise<Record<string, string[]>> {
  const { stdout } = await run([...group, '--help']);
  const sections = stdout.split(/\n(?=[A-Z][^\n]*:\n)/).map((section) => section.split('\n'));
  const commands = sections.map(([heading = '', ...lines]): [string, string[]] => [
    heading.replace(/:$/, ''),
    lines.flatMap((line) => /^ {2}([a-z]\S*) {2}/.exec(line)?.slice(1) ?? []),
  ]);
  return Object.fromEntries(
    commands.filter(([heading, names]) => heading !== 'Arguments' && names.length > 0),
  );
}

/** Every command, as the words that are typed after `orderly`. */
export async function everyCommand(run: typeof orderly, ...group: string[]): Promise<string[][]> {
  const names = Object.values(await listed(run, ...group)).flat();
  const below = names
    .filter((name) => name !== 'help')
    .map(async (name) => [[...group, name], ...(await everyCommand(run, ...group, name))]);
  return (await Promise.all(below)).flat();
}

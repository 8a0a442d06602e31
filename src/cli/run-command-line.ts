/** The registry of commands, one per line. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, Help, type Option } from 'commander';
import { addApi } from './commands/api.js';
import { addApprovals } from './commands/approvals.js';
import { addChat } from './commands/chat.js';
import { addConnections } from './commands/connections.js';
import { addConversations } from './commands/conversations.js';
import { addDoctor } from './commands/doctor.js';
import { addDocuments } from './commands/documents.js';
import { addEffects } from './commands/effects.js';
import { addErase } from './commands/erase.js';
import { addEvents } from './commands/events.js';
import { addFlows } from './commands/flows.js';
import { addInit } from './commands/init.js';
import { addKeys } from './commands/keys.js';
import { addKnowledge } from './commands/knowledge.js';
import { addPause } from './commands/pause.js';
import { addResume } from './commands/resume.js';
import { addRuns } from './commands/runs.js';
import { addServer } from './commands/server.js';
import { addTexts } from './commands/texts.js';
import { addUp } from './commands/up.js';
import { addWorker } from './commands/worker.js';
import { nearest } from '../flows/yaml/suggest.js';
import { printFailure } from '../platform/observability/print-failure.js';

/** By task, in the order in which a newcomer reads them; a group of commands lists those below it in its own file. */
const tasks: Readonly<Record<string, readonly ((program: Command) => void)[]>> = {
  'Try it': [addUp, addChat],
  'Build a merchant': [addInit, addConnections, addFlows, addKnowledge, addTexts],
  Agents: [addApprovals, addConversations],
  Operators: [
    addDoctor,
    addRuns,
    addEffects,
    addEvents,
    addDocuments,
    addPause,
    addResume,
    addErase,
    addKeys,
  ],
  Processes: [addServer, addWorker, addApi],
};

/** Runs one command line; returns the exit code and never throws. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const program = createProgram();
  try {
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return printFailure(error, { debug: program.opts<{ debug?: boolean }>().debug === true });
  }
}

function createProgram(): Command {
  const program = new Command('orderly')
    .description("Answers an online shop's customers and acts on their orders.")
    .version(productVersion(), '--version', 'print the version')
    .option('--debug', 'print stack traces')
    .helpOption('-h, --help', 'show help')
    .configureHelp({
      showGlobalOptions: true,
      subcommandTerm: (command) => command.name(),
      optionDescription,
    })
    .configureOutput({ outputError: writeUsageError })
    .addHelpText('after', '\nExample:\n  $ orderly chat demo')
    .showHelpAfterError('See `orderly --help`.')
    .exitOverride();
  for (const [task, commands] of Object.entries(tasks)) {
    program.commandsGroup(`${task}:`);
    for (const add of commands) add(program);
  }
  program.commandsGroup('Help:').helpCommand('help [command]', 'Show help for a command.');
  refuseUnknown(program);
  return program;
}

/** Words that people try, and the command that does it. */
const otherWords: ReadonlyMap<string, string> = new Map([
  ['call', 'connections try'],
  ['connectors', 'connections list'],
  ['send', 'chat --send'],
  ['stop', 'pause'],
  ['go', 'resume'],
]);

/** Refuses a command that does not exist; Commander alone would suggest only commands of the first level. */
function refuseUnknown(program: Command): void {
  program.on('command:*', ([word = '']: string[]) => {
    const meant = commandsMeant(word, program).map((command) => `\`${program.name()} ${command}\``);
    const suggestion = meant.length === 0 ? '' : ` (Did you mean ${meant.join(' or ')}?)`;
    program.error(`error: unknown command '${word}'${suggestion}`);
  });
}

function commandsMeant(word: string, program: Command): string[] {
  const other = otherWords.get(word);
  if (other !== undefined) return [other];
  const paths = program.commands.flatMap((command) => [
    [command.name()],
    ...command.commands.map((below) => [command.name(), below.name()]),
  ]);
  const names = new Set(paths.flatMap((path) => path.slice(-1)));
  const meant = names.has(word) ? word : nearest(word, names);
  const found = paths.filter((path) => path.at(-1) === meant).map((path) => path.join(' '));
  // `list` and `show` are below nearly every command.
  return found.length > 2 ? [] : found;
}

/** Without a default that says nothing: an option that can be repeated has an empty list. */
function optionDescription(option: Option): string {
  const isEmpty = Array.isArray(option.defaultValue) && option.defaultValue.length === 0;
  return isEmpty ? option.description : new Help().optionDescription(option);
}

// Commander puts its suggestion on a separate line; we print errors on one line.
function writeUsageError(text: string, write: (line: string) => void): void {
  const what = text
    .replace(/^error: /, '')
    .trim()
    .replaceAll('\n', ' ');
  write(`error usage: ${what}\n`);
}

/** As the package.json says that lies above the source, and above what is built of it. */
function productVersion(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  for (let folder = here; folder !== dirname(folder); folder = dirname(folder)) {
    const { name, version } = packageIn(folder);
    if (name === 'orderly' && version !== undefined) return version;
  }
  return 'unknown';
}

function packageIn(folder: string): { name?: string; version?: string } {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as ReturnType<typeof packageIn>;
  } catch {
    return {};
  }
}

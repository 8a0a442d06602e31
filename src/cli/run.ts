/** The registry of commands, one per line. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { addApi } from './commands/api.js';
import { addApprovals } from './commands/approvals.js';
import { addCall } from './commands/call.js';
import { addChat } from './commands/chat.js';
import { addCheck } from './commands/check.js';
import { addCodec } from './commands/codec.js';
import { addConnect } from './commands/connect.js';
import { addConnectors } from './commands/connectors.js';
import { addConversations } from './commands/conversations.js';
import { addCoverage } from './commands/coverage.js';
import { addDiagram } from './commands/diagram.js';
import { addDocuments } from './commands/documents.js';
import { addEffects } from './commands/effects.js';
import { addEgress } from './commands/egress.js';
import { addErase } from './commands/erase.js';
import { addEvents } from './commands/events.js';
import { addInvestigations } from './commands/investigations.js';
import { addImport } from './commands/import.js';
import { addKeys } from './commands/keys.js';
import { addInit } from './commands/init.js';
import { addRuns } from './commands/runs.js';
import { addSchema } from './commands/schema.js';
import { addSend } from './commands/send.js';
import { addServer } from './commands/server.js';
import { addStops } from './commands/stop.js';
import { addTalk } from './commands/talk.js';
import { addTest } from './commands/test.js';
import { addTexts } from './commands/texts.js';
import { addUp } from './commands/up.js';
import { addVerify } from './commands/verify.js';
import { addWorker } from './commands/worker.js';
import { printFailure } from '../platform/observability/print-failure.js';

const commands: readonly ((program: Command) => void)[] = [
  addCheck,
  addTest,
  addTalk,
  addCall,
  addCoverage,
  addDiagram,
  addTexts,
  addSchema,
  addInit,
  addImport,
  addUp,
  addServer,
  addWorker,
  addApi,
  addConnectors,
  addConnect,
  addVerify,
  addSend,
  addChat,
  addApprovals,
  addConversations,
  addStops,
  addEffects,
  addRuns,
  addEvents,
  addInvestigations,
  addDocuments,
  addEgress,
  addCodec,
  addKeys,
  addErase,
];

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
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ outputError: writeUsageError })
    .addHelpText('after', '\nExample:\n  $ orderly chat demo')
    .showHelpAfterError('See `orderly --help`.')
    .exitOverride();
  for (const add of commands) add(program);
  return program;
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

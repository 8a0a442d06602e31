/** What the shop's and the carrier's programs have in common: options, the line on stdout, a clean end. */
import { parseArgs } from 'node:util';

/** The options of a program. */
export interface ProgramOptions {
  readonly dataFolder: string;
  readonly port: number;
  readonly seed?: number;
  readonly now?: number;
  readonly times?: number;
}

/** Where a program is; the shop alone has more than one address. */
interface Addresses {
  readonly url: string;
  readonly soapUrl?: string;
  readonly graphqlUrl?: string;
}

const usage = '--data <folder> [--port 0] [--seed 7] [--now 2026-11-21] [--times 1] [--exit-with-parent]';

/** A wrong option; its message has a line on what is wrong and one on what to do. */
class UsageError extends Error {
  constructor(problem: string) {
    super(`${problem}\nOptions: ${usage}`);
  }
}

function readNumber(name: string, text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new UsageError(`--${name} needs a whole number, not "${text}".`);
  }
  return value;
}

function readDay(text: string): number {
  const moment = Date.parse(text);
  if (Number.isNaN(moment)) throw new UsageError(`--now needs a date such as 2026-11-21, not "${text}".`);
  return moment;
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const options = {
    port: text,
    data: text,
    seed: text,
    now: text,
    times: text,
    'exit-with-parent': { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readOptions(args: string[]): { options: ProgramOptions; exitWithParent: boolean } {
  const { data, port, seed, now, times, 'exit-with-parent': exitWithParent = false } = parse(args);
  if (data === undefined) throw new UsageError('--data is missing: the folder for the log and the ledger.');
  const options = {
    dataFolder: data,
    port: readNumber('port', port ?? '0'),
    ...(seed === undefined ? {} : { seed: readNumber('seed', seed) }),
    ...(now === undefined ? {} : { now: readDay(now) }),
    ...(times === undefined ? {} : { times: readNumber('times', times) }),
  };
  return { options, exitWithParent };
}

/** Runs a server until SIGTERM, SIGINT or, if asked to, the end of stdin; tells its address on stdout when it listens. */
export async function runProgram(
  start: (options: ProgramOptions) => Promise<AsyncDisposable & Addresses>,
): Promise<void> {
  try {
    const { options, exitWithParent } = readOptions(process.argv.slice(2));
    const server = await start(options);
    const end = () => void server[Symbol.asyncDispose]().then(() => process.exit(0));
    process.once('SIGTERM', end).once('SIGINT', end);
    if (exitWithParent) process.stdin.once('close', end).resume();
    const { url: listening, soapUrl, graphqlUrl } = server;
    process.stdout.write(`${JSON.stringify({ listening, soapUrl, graphqlUrl })}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}

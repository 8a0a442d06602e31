/** What a command says when it fails: one line on what is wrong, one on what to do; a stack trace only when asked for. */
import { inspect } from 'node:util';
import { CommanderError } from 'commander';
import type { ErrorCode } from '../contracts/errors/catalogue.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { plain } from './print.js';
import { explainTemporal } from './temporal-failures.js';

/** Exit codes of every command. */
export const exitCodes = { done: 0, failed: 1, wrongUsage: 2 } as const;

/** Tells of a failure on standard error; answers the exit code. */
export function tellFailure(error: unknown, { debug }: { debug: boolean }): number {
  // Wrong usage has been told by commander, and so has a help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUsage;
  const { code, message, hint, place } = explained(error);
  const where =
    place?.file === undefined ? '' : `${[place.file, place.line, place.column].filter(Boolean).join(':')}: `;
  tellProblem(code, where + message, hint);
  if (debug) process.stderr.write(`${inspect(error)}\n`);
  return exitCodes.failed;
}

/** Writes the two lines: what is wrong, and what to do. */
export function tellProblem(code: ErrorCode | 'usage', message: string, hint: string): void {
  process.stderr.write(`error ${code}: ${oneLine(message)}\n${oneLine(hint)}\n`);
}

function explained(error: unknown): OrderlyError {
  if (error instanceof OrderlyError) return error;
  // The message of any other error may hold what nobody has checked: a customer's words, an address with its password.
  const kind = error instanceof Error ? error.name : typeof error;
  const hint = 'Run it again with --debug, and report what it prints.';
  return (
    explainTemporal(error) ??
    new OrderlyError('internal', `The command failed with ${kind}`, { hint, cause: error })
  );
}

const oneLine = (text: string): string =>
  plain(text)
    .replace(/\s*\n\s*/g, ' ')
    .trim();

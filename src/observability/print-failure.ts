/** What a command prints when it fails: one line on what is wrong, one on what to do; stack traces on request. */
import { inspect } from 'node:util';
import { CommanderError } from 'commander';
import type { ErrorCode } from '../contracts/errors/catalogue.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { explainTemporal } from '../temporal/explain-temporal.js';
import { explainSystem } from './system-failures.js';

/** Exit codes of every command. */
export const exitCodes = { done: 0, failed: 1, wrongUsage: 2 } as const;

/** Reports a failure on standard error; returns the exit code. */
export function printFailure(error: unknown, { debug }: { debug: boolean }): number {
  // Commander has already reported wrong usage, and printed any help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUsage;
  const { code, message, hint, place } = explained(error);
  const where =
    place?.file === undefined ? '' : `${[place.file, place.line, place.column].filter(Boolean).join(':')}: `;
  printProblem(code, where + message, hint);
  if (debug) process.stderr.write(`${inspect(error)}\n`);
  return exitCodes.failed;
}

/** Writes the two lines: what is wrong, and what to do. */
export function printProblem(code: ErrorCode | 'usage', message: string, hint: string): void {
  process.stderr.write(`error ${code}: ${oneLine(message)}\n${oneLine(hint)}\n`);
}

function explained(error: unknown): OrderlyError {
  if (error instanceof OrderlyError) return error;
  // Any other error's message may hold unchecked text: a customer's words, an address with its password.
  const kind = error instanceof Error ? error.name : typeof error;
  const hint = 'Run it again with --debug, and report what it prints.';
  return (
    explainTemporal(error) ??
    explainSystem(error) ??
    new OrderlyError('internal', `The command failed with ${kind}`, { hint, cause: error })
  );
}

const oneLine = (text: string): string =>
  plain(text)
    .replace(/\s*\n\s*/g, ' ')
    .trim();

/** The text without control characters except line breaks: customers must not control an agent's terminal. */
export function plain(text: string): string {
  return text.replace(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    ' ',
  );
}

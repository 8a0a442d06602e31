/** What a command prints when it fails: one line on what is wrong, one on what to do; stack traces on request. */
import { inspect } from 'node:util';
import { CommanderError } from 'commander';
import type { ErrorCode } from '../../contracts/errors/catalogue.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { explainTemporal } from '../temporal/explain-temporal.js';

// What a failure of the operating system means here.

/** What error numbers mean (POSIX, errno.h); all others are faults of ours. */
const meanings: Readonly<Record<string, (error: NodeJS.ErrnoException) => OrderlyError>> = {
  EMFILE: filesExhausted,
  ENFILE: filesExhausted,
  ENOSPC: diskFull,
  EDQUOT: diskFull,
  EACCES: forbidden,
  EPERM: forbidden,
  EROFS: forbidden,
};

/** How many causes behind an error are looked at. */
const deepest = 5;

/** The product's error for a failure of the system, or for what was caused by one; undefined for any other. */
export function explainSystem(error: unknown): OrderlyError | undefined {
  let each = error;
  for (let depth = 0; depth < deepest && each instanceof Error; depth += 1) {
    const { code } = each as NodeJS.ErrnoException;
    if (typeof code === 'string' && Object.hasOwn(meanings, code)) return meanings[code]?.(each);
    each = each.cause;
  }
  return undefined;
}

function filesExhausted(cause: NodeJS.ErrnoException): OrderlyError {
  const message = 'The process has reached its limit of open files and connections';
  return new OrderlyError('files_exhausted', message, { cause });
}

function diskFull(cause: NodeJS.ErrnoException): OrderlyError {
  return new OrderlyError('disk_full', 'The disk is full', { cause });
}

function forbidden(cause: NodeJS.ErrnoException): OrderlyError {
  const what = cause.path === undefined ? 'a file' : cause.path;
  return new OrderlyError(
    'file_forbidden',
    `This process has no permission to use ${what} (${cause.code ?? ''})`,
    {
      cause,
    },
  );
}

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

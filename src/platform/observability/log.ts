/** The log: one JSON object per line on standard output, by pino; it never contains customers' values. */
import { types } from 'node:util';
import type { Logger, LogLevel, LogMetadata } from '@temporalio/worker';
import { pino, type Logger as Pino } from 'pino';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { outageIn, type Outages } from './outages.js';

/** What is never logged, should anybody hand it over; a claim stands in a message, and that in a request. */
const redacted = [
  ...['*.token', '*.authorization', '*.text', '*.email'],
  ...['voucher', '*.voucher', '*.*.voucher', '*.*.*.voucher'],
];

/** Makes the process's log at a level (`debug`, `info`, `warn`, `error`, `silent`). */
export function createLog(level: string): Pino {
  return pino({
    level,
    base: { service: 'orderly' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }), log: withErrors },
    // They are fields already.
    serializers: { err: (value: unknown) => value },
    redact: { paths: redacted, censor: '[redacted]' },
  });
}

/** An error as the log has it. */
interface LoggedError {
  type: string;
  code?: string;
  /** Absent where it quotes what was read. */
  message?: string;
  stack: string;
  cause?: LoggedError;
}

const deepest = 5;

/** Errors become fields under whatever name they come, which JSON would make `{}` of; the SDK's name for one is `error`. */
function withErrors(fields: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, value]): [string, unknown] =>
    isError(value) ? [name === 'error' ? 'err' : name, errorFields(value)] : [name, value],
  );
  return Object.fromEntries(entries);
}

/** What is said of an error: no other property of it, where databases and systems put values. */
function errorFields(error: Error, depth = 1): LoggedError {
  const { name, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code: String(code) } : {}),
    // Parsers quote what they could not read, and that may be a customer's.
    ...(name === 'SyntaxError' ? {} : { message: withoutCredentials(error.message) }),
    stack: withoutCredentials(frames.join('\n')),
    ...(isError(cause) && depth < deepest ? { cause: errorFields(cause, depth + 1) } : {}),
  };
}

/** What the workflows' sandbox throws is of another realm. */
const isError = (value: unknown): value is Error => value instanceof Error || types.isNativeError(value);

const withoutCredentials = (text: string): string => text.replace(/\/\/[^\s/@]+@/g, '//***@');

const keyFailures: ReadonlySet<unknown> = new Set(['key_missing', 'key_unreadable', 'key_destroyed']);

const codeOf = (error: unknown): unknown => (error instanceof OrderlyError ? error.code : undefined);

// Core gives an event's true time as nanoseconds under a symbol, which JSON would skip.
const timestampKey = 'LogTimestamp';

/** The same log for Temporal's SDK and its core; what only tells of an outage is told by its watch instead. */
export function temporalLogger(log: Pino, outages: Pick<Outages, 'report'>): Logger {
  const write = (level: LogLevel, message: string, meta: LogMetadata = {}): void => {
    const symbol = Object.getOwnPropertySymbols(meta).find(({ description }) => description === timestampKey);
    const nanoseconds = symbol === undefined ? undefined : (meta as Record<symbol, unknown>)[symbol];
    const time =
      typeof nanoseconds === 'bigint' ? { at: new Date(Number(nanoseconds / 1_000_000n)).toISOString() } : {};
    // The SDK's trace entries hold whole payloads, and so what customers wrote.
    if (level === 'TRACE') return;
    // Told once in five minutes, where the key was looked for (`src/security/keys/waiting-keys.ts`); each run tries again.
    if (keyFailures.has(codeOf(meta['error']))) return;
    const writeLine = (): void => {
      log[pinoLevel[level]]({ ...meta, ...time }, message);
    };
    const outage = outageIn(meta);
    if (outage === undefined) writeLine();
    else outages.report(outage, writeLine);
  };
  return {
    log: write,
    trace: (message, meta) => {
      write('TRACE', message, meta);
    },
    debug: (message, meta) => {
      write('DEBUG', message, meta);
    },
    info: (message, meta) => {
      write('INFO', message, meta);
    },
    warn: (message, meta) => {
      write('WARN', message, meta);
    },
    error: (message, meta) => {
      write('ERROR', message, meta);
    },
  };
}

const pinoLevel = { DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** The log: one JSON object per line on standard output, by pino; it never contains customers' values. */
import type { Logger, LogLevel, LogMetadata } from '@temporalio/worker';
import { pino, type Logger as Pino } from 'pino';
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
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: redacted, censor: '[redacted]' },
  });
}

// Core gives an event's true time as nanoseconds under a symbol, which JSON would skip.
const timestampKey = 'LogTimestamp';

/** The same log for Temporal's SDK and its core; what only tells of an outage is told by its watch instead. */
export function temporalLogger(log: Pino, outages: Pick<Outages, 'heard'>): Logger {
  const write = (level: LogLevel, message: string, meta: LogMetadata = {}): void => {
    const symbol = Object.getOwnPropertySymbols(meta).find(({ description }) => description === timestampKey);
    const nanoseconds = symbol === undefined ? undefined : (meta as Record<symbol, unknown>)[symbol];
    const time =
      typeof nanoseconds === 'bigint' ? { at: new Date(Number(nanoseconds / 1_000_000n)).toISOString() } : {};
    // The SDK's trace entries hold whole payloads, and so what customers wrote.
    if (level === 'TRACE') return;
    const writeLine = (): void => {
      log[pinoLevel[level]]({ ...meta, ...time }, message);
    };
    const outage = outageIn(meta);
    if (outage === undefined) writeLine();
    else outages.heard(outage, writeLine);
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

/** What the log makes of errors, whoever hands them over and under whatever name. */
import { runInNewContext } from 'node:vm';
import { ApplicationFailure } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { OrderlyError } from '../../../src/contracts/errors/orderly-error.js';
import { createLog, temporalLogger } from '../../../src/platform/observability/log.js';

type Line = Record<string, unknown> & { err: Record<string, unknown> };

/** The lines that a log writes: pino writes to the descriptor of standard output itself. */
function linesOf(write: (log: ReturnType<typeof createLog>) => void): Line[] {
  const log = createLog('info');
  const lines: string[] = [];
  const streamSymbol = Object.getOwnPropertySymbols(log).find(
    ({ description }) => description === 'pino.stream',
  );
  if (streamSymbol === undefined) throw new Error('pino has a stream');
  (log as unknown as Record<symbol, unknown>)[streamSymbol] = { write: (line: string) => lines.push(line) };
  write(log);
  return lines.map((line) => JSON.parse(line) as Line);
}

describe('errors in the log', () => {
  it('has the error of an activity that failed, which the SDK calls `error`', () => {
    const [line] = linesOf((log) => {
      temporalLogger(log, { report: () => undefined }).warn('Activity failed', {
        error: new TypeError('x is no function'),
      });
    });
    expect(line).toMatchObject({
      level: 'warn',
      msg: 'Activity failed',
      err: { type: 'TypeError', message: 'x is no function' },
    });
    expect(line).not.toHaveProperty('error');
    expect(line?.err['stack']).toMatch(/^ +at .*log\.test\.ts/m);
  });

  it('has the code and the causes', () => {
    const cause = new OrderlyError('store_unavailable', 'The store at db does not answer', {
      cause: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
    });
    const [line] = linesOf((log) => {
      log.error({ err: new Error('outer', { cause }) }, 'failed');
    });
    expect(line?.err).toMatchObject({
      message: 'outer',
      cause: { type: 'OrderlyError', code: 'store_unavailable', cause: { code: 'ECONNREFUSED' } },
    });
  });

  it('reads errors under any name, and those of the sandbox', () => {
    const foreign = runInNewContext("new RangeError('out')") as unknown;
    const [line] = linesOf((log) => {
      log.error({ error: foreign, why: new Error('because') }, 'failed');
    });
    expect(line).toMatchObject({
      err: { type: 'RangeError', message: 'out' },
      why: { type: 'Error', message: 'because' },
    });
  });

  it('says no value that an error carries, no quoted text and no password', () => {
    const database = Object.assign(new Error('duplicate key'), { detail: 'Key (email)=(anna@example.org)' });
    const failure = ApplicationFailure.create({ message: 'refused', details: [{ text: 'my secret words' }] });
    const parsed = new SyntaxError('Unexpected token: my secret words');
    const address = new Error('no answer from postgresql://orderly:hunter2@db:5432/x');
    const lines = linesOf((log) => {
      for (const err of [database, failure, parsed, address]) log.error({ err }, 'failed');
    });
    const text = JSON.stringify(lines);
    expect(text).not.toMatch(/anna@|secret words|hunter2/);
    expect(lines.map(({ err }) => err['message'])).toEqual([
      'duplicate key',
      'refused',
      undefined,
      'no answer from postgresql://***@db:5432/x',
    ]);
  });
});

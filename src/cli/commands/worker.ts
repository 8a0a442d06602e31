/** `orderly worker`: the worker, until it is told to stop. */
import type { Command } from 'commander';
import { addCommand } from '../command.js';

/** Adds the command. */
export function addWorker(program: Command): void {
  addCommand(program, {
    usage: 'worker',
    summary: 'Run a worker.',
    examples: ['TEMPORAL_ADDRESS=temporal.internal:7233 orderly worker'],
  }).action(runWorker);
}

async function runWorker(): Promise<void> {
  const { loadConfig } = await import('../../platform/config.js');
  const { startWorker } = await import('../../../worker.js');
  const worker = await startWorker(await loadConfig());
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void worker.stop());
  await worker.ended;
}

/** Ends a dev server whose owner died so hard that nobody was left to end it. */
import { readFile, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { runCommand } from './run-command.js';

const DEADLINE_MS = 10_000;
const PS_DEADLINE_MS = 5_000;

/** Ends the process that the file names, if its command line shows that it serves this very database. */
export async function endStaleServer(pidFile: string, database: string): Promise<void> {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 1) return;
  const deadline = Date.now() + DEADLINE_MS;
  let signal: NodeJS.Signals = 'SIGTERM';
  // A process id is given away again: it is looked at anew before every signal.
  while ((await commandLine(pid)).includes(database)) {
    if (Date.now() > deadline) signal = 'SIGKILL';
    process.kill(pid, signal);
    await delay(100);
  }
  await rm(pidFile, { force: true });
}

async function commandLine(pid: number): Promise<string> {
  const proc = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  if (proc !== undefined || process.platform === 'linux') return proc ?? '';
  return (await runCommand('ps', ['-o', 'args=', '-p', String(pid)], PS_DEADLINE_MS)).output;
}

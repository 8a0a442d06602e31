/** Runs another program to completion, with a deadline that really kills it. */
import { spawn } from 'node:child_process';

/** How a command ended; `output` is the last 4 kB that it wrote, both streams together. */
export interface CommandResult {
  ok: boolean;
  output: string;
  /** Why it failed, in a few words. */
  reason: string;
}

const KEPT_OUTPUT = 4_096;

/** Runs a program; never throws. At the deadline it is killed along with every process it started. */
export function runCommand(
  file: string,
  args: readonly string[],
  deadlineMs: number,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    // A separate process group, so that the deadline kills its children too.
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let output = '';
    let late = false;
    const keep = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-KEPT_OUTPUT));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const timer = setTimeout(() => {
      late = true;
      killGroup(child.pid, 'SIGKILL');
    }, deadlineMs);
    const end = (ok: boolean, reason: string) => {
      clearTimeout(timer);
      resolve({ ok, output, reason });
    };
    child.once('error', () => {
      end(false, 'not found');
    });
    child.once('close', (code) => {
      if (code === 0) end(true, '');
      else if (late) end(false, `still running after ${deadlineMs / 1000} s`);
      else end(false, lastLine(output) || `exited with code ${code ?? 'none'}`);
    });
  });
}

/** Sends a signal to a process group that we started; a group that is gone is not an error. */
export function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
}

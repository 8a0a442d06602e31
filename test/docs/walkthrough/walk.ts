/** Walks through a page as its reader would, and compares all that comes with what the page shows. */
import { expect } from 'vitest';
import { page } from '../support.js';
import { Reader } from './reader.js';
import { changed, shows, type Step, stepsOf, told } from './steps.js';

/** A page needs a demo, workers and chats, on a machine that has other tests to run. */
export const walkTimeoutMs = 900_000;

/** Does all of a page in a new clone; `ports` are those that it names and that may be in use here. */
export async function walk(path: string, ports: readonly string[] = []): Promise<void> {
  await using reader = await Reader.open();
  for (const port of ports) await reader.usePort(port);
  for (const step of stepsOf(page(path))) await take(reader, step);
}

async function take(reader: Reader, step: Step): Promise<void> {
  switch (step.kind) {
    case 'elsewhere':
      return;
    case 'file':
      return reader.write(step.path, step.text, step.added ? 'a' : 'w');
    case 'change':
      return reader.write(step.path, changed(await reader.read(step.path), step.text));
    case 'command':
      return runs(reader, step);
  }
}

async function runs(reader: Reader, step: Step & { kind: 'command' }): Promise<void> {
  const { command, typed, staysUp } = step;
  // Chosen late: what runs by now has ports of its own choice, and a port that was free before may be one of them.
  if (/^orderly worker/m.test(command))
    await reader.run(`export ORDERLY_HTTP_PORT=${await reader.usePort('8080')}`);
  const shown = step.shown === undefined ? undefined : told(step.shown);
  const enough = (printed: string[]): boolean => shown === undefined || shows(shown, told(printed));
  // Blocks without output have to succeed, each line of them.
  const { code, printed } = staysUp
    ? await reader.leaveRunning(command, enough)
    : await reader.run(shown === undefined ? `set -e\n${command}` : command, typed);
  const lines = told(printed);
  if (shown === undefined) expect({ command, code, lines }).toEqual({ command, code: 0, lines });
  // The comparison of both, where they differ, is what the author needs.
  else if (!shows(shown, lines)) expect({ command, lines }).toEqual({ command, lines: shown });
}

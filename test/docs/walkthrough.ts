/** Does what a page of the documentation tells its reader to do, in a folder of their own, and hears what comes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { programArguments } from '../../demo/prepared.js';
import { freePort } from '../peers/free-port.js';

/** One thing that a page shows, in its order. */
export type Step =
  | { kind: 'command'; command: string; shown: string[] }
  | { kind: 'file'; path: string; text: string }
  | { kind: 'change'; text: string };

/** The steps of a page: commands with what they print, files under the path that is named before them, changes. */
export function stepsOf(text: string): Step[] {
  return [...text.matchAll(/^```(console|yaml|diff)\n([^]*?)^```$/gm)].flatMap((match): Step[] => {
    const [, language = '', block = ''] = match;
    if (language === 'diff') return [{ kind: 'change', text: block }];
    if (language === 'console') return commandsOf(block);
    const before = text.slice(0, match.index).trimEnd().split('\n').at(-1) ?? '';
    const path = [...before.matchAll(/`(\.\.\/[^`]+\.yaml)`/g)].at(-1)?.[1];
    return path === undefined ? [] : [{ kind: 'file', path, text: block }];
  });
}

const commandsOf = (block: string): Step[] =>
  block
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = '', ...shown] = part.replace(/\n$/, '').split('\n');
      return { kind: 'command', command, shown };
    });

/** Ports, ids and moments of a run are its own. */
const own: readonly (readonly [RegExp, string])[] = [
  [/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT'],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'UUID'],
  [/\b[0-9a-f]{32}\b/g, 'HASH'],
  [/passfile=\S+/g, 'passfile=FILE'],
  [/\b\d{4}-\d{2}-\d{2} \d{2}:\d{2}\b/g, 'MOMENT'],
];

/** Lines without what differs from run to run. */
export const told = (lines: readonly string[]): string[] =>
  lines.map((line) => own.reduce((text, [pattern, word]) => text.replaceAll(pattern, word), line.trimEnd()));

/** Whether a page shows what was printed; a line `…` stands for any number of lines. */
export function shows(shown: readonly string[], printed: readonly string[]): boolean {
  const [first, ...rest] = shown;
  if (first === undefined) return printed.length === 0;
  if (first.trim() !== '…') return first === printed[0] && shows(rest, printed.slice(1));
  return printed.some((_, index) => shows(rest, printed.slice(index))) || shows(rest, []);
}

/** A change as a page shows it: what stands there, with `-` or a blank before it, becomes what follows. */
export function changed(text: string, change: string): string {
  const lines = change.replace(/\n$/, '').split('\n');
  const side = (mark: '-' | '+'): string =>
    lines.flatMap((line) => (line[0] === mark || line[0] === ' ' ? [line.slice(1)] : [])).join('\n');
  if (text.split(side('-')).length !== 2) throw new Error(`stands there not once:\n${side('-')}`);
  return text.replace(side('-'), () => side('+'));
}

/** A reader in a clone: what was exported stays, what was left running is ended. */
export class Reader implements AsyncDisposable {
  readonly #root: string;
  readonly #running: ChildProcess[] = [];
  readonly #ports = new Map<string, string>();
  #count = 0;

  private constructor(root: string) {
    this.#root = root;
  }

  /** A new clone. */
  static async open(): Promise<Reader> {
    const root = await mkdtemp(join(tmpdir(), 'orderly-walk-'));
    const clone = join(root, 'clone');
    await mkdir(join(clone, '.cache'), { recursive: true });
    for (const name of ['demo', 'merchants', 'node_modules', '.cache/bin'])
      await symlink(resolve(name), join(clone, name));
    await symlink(dirname(programArguments('bin/orderly.js')[0] ?? ''), join(clone, 'bin'));
    await writeFile(join(root, 'state.sh'), '');
    return new Reader(root);
  }

  /** From now on a port of the page is one that is free now; answers it. */
  async usePort(shown: string): Promise<string> {
    const port = String(await freePort());
    this.#ports.set(shown, port);
    return port;
  }

  /** A file's path, as seen from the clone. */
  path(path: string): string {
    return join(this.#root, 'clone', path);
  }

  async write(path: string, text: string): Promise<void> {
    await mkdir(dirname(this.path(path)), { recursive: true });
    await writeFile(this.path(path), text);
  }

  /** Runs a command to its end; answers the lines that it printed. */
  async run(command: string): Promise<string[]> {
    const after = '{ export -p; alias -p; } > ../state.sh\njobs -p >> ../jobs\n';
    const { child, output } = this.#start(`${command}\n${after}`);
    await once(child, 'exit');
    return linesIn(output);
  }

  /** Runs a command in a terminal of its own; answers its first lines, when there are so many. */
  async leaveRunning(command: string, lines: number): Promise<string[]> {
    const { child, output } = this.#start(`exec ${command.replace(/^orderly /, 'node bin/orderly.js ')}\n`);
    this.#running.unshift(child);
    for (;;) {
      const printed = await linesIn(output);
      if (printed.length >= lines || child.exitCode !== null) return printed;
      await wait(100);
    }
  }

  #start(script: string): { child: ChildProcess; output: string } {
    const output = join(this.#root, `output-${(this.#count += 1)}`);
    const file = openSync(output, 'w');
    const ported = [...this.#ports].reduce((text, [from, to]) => text.replaceAll(from, to), script);
    const child = spawn('bash', ['-c', `shopt -s expand_aliases\n. ../state.sh\n${ported}`], {
      cwd: join(this.#root, 'clone'),
      env: { PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`, HOME: this.#root },
      stdio: ['ignore', file, file],
    });
    return { child, output };
  }

  /** Ends jobs first, as a worker says goodbye to its server. */
  async [Symbol.asyncDispose](): Promise<void> {
    const jobs = await readFile(join(this.#root, 'jobs'), 'utf8').catch(() => '');
    for (const pid of new Set(jobs.split('\n').filter((line) => line !== ''))) await ended(Number(pid));
    for (const child of this.#running) {
      const exit = once(child, 'exit');
      if (child.exitCode === null && child.kill('SIGTERM')) await exit;
    }
    await rm(this.#root, { recursive: true, force: true });
  }
}

async function linesIn(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8');
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** No child of ours any more, as its shell has gone: it is asked whether it lives. */
async function ended(pid: number): Promise<void> {
  try {
    process.kill(pid, 'SIGTERM');
    for (;;) {
      await wait(100);
      process.kill(pid, 0);
    }
  } catch {
    // It is not there any more.
  }
}

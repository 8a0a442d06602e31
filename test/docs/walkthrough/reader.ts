/** Does what a page of the documentation tells its reader to do, in a clone of their own, and hears what comes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { programArguments } from '../../../demo/prepared.js';
import { freePort } from '../../peers/free-port.js';
import { copyInto } from '../../tools/support/copy.js';

/** How a command ended, and the lines that it printed. */
export interface Ended {
  code: number | null;
  printed: string[];
}

/** What is left running has this long to print what the page shows. */
const patienceMs = 400_000;

/** What was built once for all tests, if it was, makes each program seconds faster. */
const { ORDERLY_TEST_PREPARED } = process.env;
const prepared = ORDERLY_TEST_PREPARED === undefined ? {} : { ORDERLY_TEST_PREPARED };

/** What a shell leaves to the next one: its variables, its aliases and its folder. */
const keepState =
  '{ export -p; alias -p; printf "cd %q\\n" "$PWD"; } > "$WALK/state.sh"; jobs -p >> "$WALK/jobs"';

/** A reader in a clone: what was exported stays, what was left running is ended. */
export class Reader implements AsyncDisposable {
  readonly #root: string;
  readonly #running: ChildProcess[] = [];
  readonly #ports = new Map<string, string>();
  #count = 0;

  private constructor(root: string) {
    this.#root = root;
  }

  /** A new clone, in which `npm ci` has been run. */
  static async open(): Promise<Reader> {
    const root = await mkdtemp(join(tmpdir(), 'orderly-walk-'));
    const clone = join(root, 'clone');
    await mkdir(clone);
    copyInto(clone);
    // As built, if it was.
    rmSync(join(clone, 'bin'), { recursive: true });
    await symlink(dirname(programArguments('bin/orderly.js')[0] ?? ''), join(clone, 'bin'));
    await writeFile(join(root, 'state.sh'), `cd '${clone}'\n`);
    return new Reader(root);
  }

  /** From now on a port of the page is one that is free now; answers it. */
  async usePort(shown: string): Promise<string> {
    const port = String(await freePort());
    this.#ports.set(shown, port);
    return port;
  }

  /** What stands in a file, as seen from the folder that the reader is in. */
  async read(path: string): Promise<string> {
    return readFile(await this.#at(path), 'utf8');
  }

  /** Writes a file, or adds to its end. */
  async write(path: string, text: string, flag: 'w' | 'a' = 'w'): Promise<void> {
    const file = await this.#at(path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag });
  }

  /** Runs a command to its end. */
  async run(command: string, typed: readonly string[] = []): Promise<Ended> {
    const script = `trap 'code=$?; ${keepState}; exit $code' EXIT\n${command}\n`;
    const { child, output } = this.#start(script, typed.map((line) => `${line}\n`).join(''));
    await once(child, 'exit');
    return { code: child.exitCode, printed: await linesIn(output) };
  }

  /** Runs a command in a terminal of its own; answers when it has printed what is waited for, or has ended. */
  async leaveRunning(command: string, enough: (printed: string[]) => boolean): Promise<Ended> {
    const { child, output } = this.#start(`exec ${command.replace(/^orderly /, 'node bin/orderly.js ')}\n`);
    this.#running.unshift(child);
    const end = Date.now() + patienceMs;
    for (;;) {
      await wait(200);
      const printed = await linesIn(output);
      if (enough(printed) || child.exitCode !== null || Date.now() > end)
        return { code: child.exitCode, printed };
    }
  }

  async #at(path: string): Promise<string> {
    const state = await readFile(join(this.#root, 'state.sh'), 'utf8');
    const folder = /^cd (.+)$/m.exec(state)?.[1]?.replaceAll("'", '') ?? '';
    return resolve(folder, path);
  }

  #start(script: string, input = ''): { child: ChildProcess; output: string } {
    const [typed, output] = ['input', 'output'].map((name) => join(this.#root, `${name}-${this.#count}`)) as [
      string,
      string,
    ];
    this.#count += 1;
    writeFileSync(typed, input);
    const file = openSync(output, 'w');
    const ported = [...this.#ports].reduce((text, [from, to]) => text.replaceAll(from, to), script);
    const child = spawn('bash', ['-c', `shopt -s expand_aliases\n. "$WALK/state.sh"\n${ported}`], {
      cwd: this.#root,
      env: {
        PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
        HOME: this.#root,
        WALK: this.#root,
        ...prepared,
      },
      stdio: [openSync(typed, 'r'), file, file],
      // A group of its own, to be ended whole.
      detached: true,
    });
    return { child, output };
  }

  /** Ends jobs first, as a worker says goodbye to its server. */
  async [Symbol.asyncDispose](): Promise<void> {
    const jobs = await readFile(join(this.#root, 'jobs'), 'utf8').catch(() => '');
    for (const pid of new Set(jobs.split('\n').filter((line) => line !== ''))) await ended(Number(pid));
    // As Ctrl-C does it: everything that the terminal has started hears it, not npm alone.
    for (const { pid } of this.#running) if (pid !== undefined) await ended(-pid);
    await rm(this.#root, { recursive: true, force: true });
  }
}

async function linesIn(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8');
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** Ends a process or, negative, a group of them; no child of ours, it is asked whether it lives. */
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

/**
 * `npm run tool -- peers [name…]`: installs the systems of others' making that tests compare with (test/peers), by
 * default all but those that are too large for every machine. What has been installed is kept under the hash of its lock
 * file, outside of the checkout (ORDERLY_PEERS_CACHE, else `~/.cache/orderly/peers`), and linked here: the next checkout
 * installs nothing.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { runNode, runProgram } from '../run-tool.js';

/** Too large for every machine, or installed by the command that needs them. */
const large = new Set(['medusa', 'stryker']);

const cache = resolve(process.env['ORDERLY_PEERS_CACHE'] ?? join(homedir(), '.cache/orderly/peers'));
const print = (line: string): void => void process.stdout.write(`${line}\n`);

interface Peer {
  name: string;
  /** The file that says exactly what is installed. */
  lock: string;
  /** Where tests look for it, and what it is called where it is kept: Node finds packages by that name. */
  place: string;
  kept: string;
  /** Installs it into a folder. */
  install: (folder: string) => Promise<void>;
}

const folders = (await readdir('test/peers', { withFileTypes: true }))
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const known = folders
  .flatMap((name) => [npmPeer(name), pythonPeer(name)])
  .filter((peer) => existsSync(peer.lock));
const asked = process.argv.slice(2);
const wanted = known.filter(({ name }) => (asked.length > 0 ? asked.includes(name) : !large.has(name)));
const unknown = asked.filter((name) => !known.some((peer) => peer.name === name));
if (unknown.length > 0)
  throw new Error(
    `There is no peer ${unknown.join(', ')}; there are ${known.map(({ name }) => name).join(', ')}.`,
  );
const left = [...wanted];
await Promise.all([work(), work()]);

/** Installs one after the other, as long as any is left. */
async function work(): Promise<void> {
  for (let peer = left.shift(); peer !== undefined; peer = left.shift()) await lay(peer);
}

async function lay({ name, lock, place, kept: inside, install }: Peer): Promise<void> {
  const hash = createHash('sha256')
    .update(process.version)
    .update(await readFile(lock))
    .digest('hex');
  const kept = join(cache, `${name}-${hash.slice(0, 16)}`);
  if (!existsSync(join(kept, 'installed'))) {
    print(`${name}: installing`);
    await rm(kept, { recursive: true, force: true });
    await mkdir(kept, { recursive: true });
    await install(kept);
    await mkdir(join(kept, 'installed'));
  }
  await rm(place, { recursive: true, force: true });
  await mkdir(dirname(place), { recursive: true });
  await symlink(join(kept, inside), place);
  print(`${name}: ${place}`);
}

function npmPeer(name: string): Peer {
  const folder = join('test/peers', name);
  return {
    name,
    lock: join(folder, 'package-lock.json'),
    place: join(folder, 'node_modules'),
    kept: 'node_modules',
    install: async (to) => {
      for (const file of ['package.json', 'package-lock.json'])
        await copyFile(join(folder, file), join(to, file));
      const npm = process.env['npm_execpath'];
      if (npm === undefined) throw new Error('Start this by npm: npm run tool -- peers.');
      const flags = [
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        ...(name === 'medusa' ? ['--legacy-peer-deps'] : []),
      ];
      await succeed(name, runNode([npm, 'ci', ...flags, '--prefix', to]));
    },
  };
}

function pythonPeer(name: string): Peer {
  const lock = join('test/peers', name, 'requirements.txt');
  return {
    name,
    lock,
    place: join('.cache', name),
    kept: 'venv',
    install: async (to) => {
      const venv = join(to, 'venv');
      await succeed(name, runProgram('python3', ['-m', 'venv', venv]));
      await succeed(name, runProgram(join(venv, 'bin/pip'), ['install', '-q', '-r', lock]));
    },
  };
}

async function succeed(name: string, code: Promise<number>): Promise<void> {
  if ((await code) !== 0) throw new Error(`${name} could not be installed; what failed stands above.`);
}

/**
 * `npm run tool -- package [folder]`: the npm package of a release, as `orderly-<version>.tgz`, from what `npm run build` has
 * built. It has what runs and nothing else, and a shrinkwrap of the versions that its tests have run with, which npm reads if it
 * installs from a registry; from a file it takes the newest that package.json allows.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** What a registry should be spared; the model's weights are 21 MB of it. */
const mostBytes = 26_000_000;

const project = fileURLToPath(new URL('../../', import.meta.url));

/** Of package.json, what users of the package need; the rest is for who works on it. */
const published = [
  ...['name', 'version', 'description', 'license', 'type', 'engines', 'bin', 'dependencies'],
] as const;

interface Lockfile {
  packages: Record<string, { dev?: boolean; devDependencies?: unknown }>;
}

/** Writes the package into a folder; answers its file. */
export async function makePackage(folder: string): Promise<string> {
  const staged = await mkdtemp(join(tmpdir(), 'orderly-package-'));
  try {
    await stage(staged);
    await mkdir(folder, { recursive: true });
    const { stdout } = await promisify(execFile)(
      'npm',
      ['pack', '--json', '--ignore-scripts', '--pack-destination', resolve(folder)],
      { cwd: staged, maxBuffer: 16_000_000 },
    );
    const [{ filename = '' } = {}] = JSON.parse(stdout) as { filename?: string }[];
    const file = join(folder, filename);
    const { size } = await stat(file);
    if (size > mostBytes) throw new Error(`${file} has ${size} bytes, more than ${mostBytes}.`);
    return file;
  } finally {
    await rm(staged, { recursive: true });
  }
}

async function stage(folder: string): Promise<void> {
  const parts = ['bin', 'dist', 'schemas', 'CHANGELOG.md', 'LICENSE', 'NOTICE', 'README.md'];
  // A map is of no use without the sources.
  const filter = (path: string): boolean => !/\.map$/.test(path);
  for (const part of parts)
    await cp(join(project, part), join(folder, part), { recursive: true, dereference: true, filter });
  await requireWhole(join(folder, 'dist'));
  const manifest = JSON.parse(await readFile(join(project, 'package.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  const own = Object.fromEntries(published.map((key) => [key, manifest[key]]));
  await writeJson(join(folder, 'package.json'), { ...own, files: [...parts, 'npm-shrinkwrap.json'] });
  await writeJson(join(folder, 'npm-shrinkwrap.json'), await shrinkwrap());
}

/** The lockfile without what only developers install. */
async function shrinkwrap(): Promise<Lockfile> {
  const lock = JSON.parse(await readFile(join(project, 'package-lock.json'), 'utf8')) as Lockfile;
  const packages = Object.entries(lock.packages).flatMap(([path, { devDependencies: _, ...entry }]) =>
    entry.dev === true ? [] : [[path, entry] as const],
  );
  return { ...lock, packages: Object.fromEntries(packages) };
}

/** What `npm run build` makes in addition to the modules; a package without one of them would start and fail later. */
const prebuilt = [
  ...[
    'worker.js',
    'workflow-bundle.js',
    'flows',
    'desk/index.html',
    'src/cli/main.js',
    'src/connectors/templates',
  ],
  ...['src/understanding/embedded/thread.js', 'src/platform/temporal/failure-converter.cjs'],
];

async function requireWhole(dist: string): Promise<void> {
  for (const path of prebuilt)
    await stat(join(dist, path)).catch(() => {
      throw new Error(`dist/${path} is missing: run \`npm run build\` first.`);
    });
  const files = await readdir(dist, { recursive: true });
  const foreign = files.filter((file) => /(^|\/)(test|tools|bench|demo)\/|\.test\.[cm]?[jt]s$/.test(file));
  if (foreign.length > 0) throw new Error(`dist has what does not run: ${foreign.slice(0, 5).join(', ')}.`);
}

const writeJson = (file: string, value: unknown): Promise<void> =>
  writeFile(file, `${JSON.stringify(value, undefined, 2)}\n`);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder = '.'] = process.argv.slice(2);
  process.stdout.write(`${await makePackage(folder)}\n`);
}

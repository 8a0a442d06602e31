/** Starts Prism (Stoplight, Apache-2.0) over one published description: it checks requests and makes up answers. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beside, startChild } from '../child.js';
import { conformanceFile, whyNoData } from '../conformance-data.js';

const cli = beside(import.meta.url, 'node_modules/@stoplight/prism-cli/dist/index.js');

/** Why Prism cannot serve this description here, or nothing. The name is that of `specs`, as `ups/Shipping.yaml`. */
export function whyNoPrism(spec: string): string | undefined {
  if (!existsSync(cli)) {
    return 'Prism is not installed: npm ci --prefix test/peers/prism --ignore-scripts';
  }
  return whyNoData(`specs/${spec}`);
}

/** A running Prism. */
export interface Prism extends AsyncDisposable {
  pid: number;
  /** Operations are under it by their paths in the description, without its servers' base path. */
  url: string;
  /** All that it has logged, with the violations it saw. */
  log: () => string;
}

/** How it answers. */
export interface PrismOptions {
  /** A violation is answered as problem+json, and not by an example of the description; true unless told. */
  errors?: boolean;
  /** Answers are made up of the schemas, from this seed, instead of taken from the examples. */
  dynamicSeed?: number;
}

/** Starts it on a free port over a copy of the description that YAML readers take. */
export async function startPrism(spec: string, options: PrismOptions = {}): Promise<Prism> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-prism-'));
  const original = conformanceFile(`specs/${spec}`) ?? '';
  const copy = join(folder, basename(spec));
  await writeFile(copy, readable(await readFile(original, 'utf8')));
  const mode = options.dynamicSeed === undefined ? [] : ['--dynamic', '--seed', String(options.dynamicSeed)];
  const errors = (options.errors ?? true) ? ['--errors'] : [];
  const args = [cli, 'mock', '--host', '127.0.0.1', '--port', '0', ...errors, ...mode, copy];
  const child = await startChild(process.execPath, args, {
    ready: /Prism is listening on (http:\/\/127\.0\.0\.1:\d+)/,
    cwd: folder,
    within: 90_000,
    env: { NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  return {
    pid: child.pid,
    url: child.ready[1] ?? '',
    log: child.output,
    async [Symbol.asyncDispose]() {
      await child[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** UPS indents a few lines with tabs, and Magento points its title text at a file that is not published. */
function readable(text: string): string {
  return text
    .replaceAll('\t', '  ')
    .replace(/^( +)description:\n +"\$ref": "intro\/[^"]+"$/m, '$1description: ""');
}

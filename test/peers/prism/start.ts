/** Starts Prism (Stoplight, Apache-2.0) over one published description: it checks requests and makes up answers. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { siblingFiles, startChild } from '../child.js';
import { conformanceFile, readableDescription, whyNoData } from '../conformance-data.js';

const cli = siblingFiles(import.meta.url, 'node_modules/@stoplight/prism-cli/dist/index.js');

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
  /** Answers under 200 by operationId, in place of the examples of the description; each is checked by its schema. */
  answers?: Readonly<Record<string, object>>;
}

/** Starts it on a free port over a copy of the description that YAML readers take. */
export async function startPrism(spec: string, options: PrismOptions = {}): Promise<Prism> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-prism-'));
  const original = conformanceFile(`specs/${spec}`) ?? '';
  const copy = join(folder, basename(spec));
  const text = readableDescription(await readFile(original, 'utf8'));
  await writeFile(copy, options.answers === undefined ? text : withAnswers(text, options.answers));
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

/** An operation as both versions of OpenAPI have it, as far as examples go. */
interface Operation {
  operationId?: string;
  responses?: { 200?: { content?: Record<string, object>; examples?: object } };
}

/** The description with these answers as its only examples; JSON is YAML. */
function withAnswers(text: string, answers: Readonly<Record<string, object>>): string {
  const description = parse(text) as { paths: Record<string, Record<string, Operation>> };
  const operations = Object.values(description.paths).flatMap((path) => Object.values(path));
  for (const [name, answer] of Object.entries(answers)) {
    const good = operations.find(({ operationId }) => operationId === name)?.responses?.[200];
    if (good === undefined) throw new Error(`the description has no answer of ${name}`);
    if (good.content === undefined) good.examples = { 'application/json': answer };
    else
      for (const [type, media] of Object.entries(good.content)) {
        good.content[type] = { ...media, examples: undefined, example: answer };
      }
  }
  return JSON.stringify(description);
}

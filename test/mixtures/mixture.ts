/** A mixture: a test merchant whose operations are answered by several systems, in a folder of its own beside this file. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Document, isAlias, isMap, type Node, parse, parseDocument, type YAMLMap } from 'yaml';
import { z } from 'zod';
import { copyTemplate } from '../../src/cli/connectors/copy-connection.js';
import { readTemplate } from '../../src/connectors/templates/templates.js';
import { readDocument } from '../../src/flows/yaml/document.js';

const here = fileURLToPath(new URL('./', import.meta.url));

const Talk = z.strictObject({
  /** The e-mail address of who is signed in, and the first message; both as in the demo's dialogue unless told. */
  customer: z.string().optional(),
  opens: z.string().optional(),
  /** What is asked, as a regular expression, and answered. */
  answers: z.array(z.tuple([z.string(), z.string()])).default([]),
  hears: z.string(),
});

/** A dialogue of a mixture. */
export type Talk = z.infer<typeof Talk>;

const Form = z.strictObject({
  title: z.string(),
  /** The merchant of `merchants/` whose files it starts from. */
  like: z.string(),
  /** Systems of `systems.ts` that it needs beside the demo's shop and carrier. */
  systems: z.array(z.string()).default([]),
  /** Connections that are written out whole: a use cannot say that its tokens come from a system of ours. */
  copied: z.array(z.string()).default([]),
  /** Whether the demo's dialogues are played, one for every intent that is offered. */
  stories: z.boolean().default(false),
  /** Dialogues of its own, by what they are about. */
  dialogues: z.record(z.string(), Talk).default({}),
});

/** A mixture, and the name of its folder, which is that of its merchant. */
export type Mixture = z.infer<typeof Form> & { name: string };

/** All mixtures. */
export const mixtures: readonly Mixture[] = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(here, entry.name, 'mixture.yaml')))
  .map(({ name }) => ({ ...Form.parse(parse(read(name, 'mixture.yaml'))), name }))
  .sort((one, other) => (one.name < other.name ? -1 : 1));

function read(...way: readonly string[]): string {
  return readFileSync(join(here, ...way), 'utf8');
}

/** Writes its merchant into a folder of merchants, beside the demo's, which a stack wants. */
export async function writeMerchant({ name, like, copied }: Mixture, folder: string): Promise<void> {
  await cp('merchants/demo', join(folder, 'demo'), { recursive: true });
  const [from, own, to] = [join('merchants', like), join(here, name), join(folder, name)];
  await cp(from, to, { recursive: true });
  await mkdir(join(to, 'connections'), { recursive: true });
  for (const file of ['merchant.yaml', ...(await filesIn(own))]) {
    const [target, text] = [join(to, file), await readFile(join(own, file), 'utf8')];
    await writeFile(target, existsSync(target) ? over(await readFile(target, 'utf8'), text) : text);
  }
  for (const connection of copied) {
    const file = join(to, 'connections', `${connection}.yaml`);
    await writeFile(file, copyOf(await readFile(file, 'utf8')));
  }
}

/** A use as the whole file that it stands for, whose tokens come from where its system is. */
function copyOf(use: string): string {
  const { document } = readDocument('use.yaml', use);
  const { connector, baseUrl } = parse(use) as { connector: string; baseUrl: string };
  const copy = copyTemplate(document!, readTemplate(connector)!)!;
  return copy.replace(/tokenUrl: .*$/m, `tokenUrl: ${baseUrl}/oauth/token`);
}

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(join(folder, 'connections'))).map((file) => join('connections', basename(file)));

/** One YAML file over another, key by key; what is null there is taken out. */
export function over(text: string, change: string): string {
  const document = parseDocument(text);
  const changes = parseDocument(change).contents;
  if (isMap(document.contents) && isMap(changes)) put(document, document.contents, changes);
  return document.toString();
}

function put(document: Document, map: YAMLMap, changes: YAMLMap): void {
  for (const { key, value } of changes.items) {
    const found = map.get(key, true) as Node | undefined;
    const now = isAlias(found) ? found.resolve(document) : found;
    if (isMap(now) && isMap(value)) put(document, now, value);
    else if ((value as { value?: unknown } | null)?.value === null) map.delete(key);
    else map.set(key, value);
  }
}

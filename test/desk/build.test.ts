/** The pages as they are built: how much a browser loads at first, and that the policy lets it load all of that. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildDesk } from '../../tools/release/build-desk.js';
import { deskTypes, deskTypesFile } from '../../tools/docs/write-desk-types.js';

/** What a first load may take of script, compressed. */
const mostScript = 250_000;
/** What all pictures of the documentation may take. */
const mostPictures = 1_000_000;

let folder: string;
let index: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-pages-'));
  await buildDesk(folder);
  index = await readFile(join(folder, 'index.html'), 'utf8');
});
afterAll(() => rm(folder, { recursive: true }));

test('a first load is at most 250 kB of script, and diagrams are no part of it', async () => {
  const first = [...index.matchAll(/(?:src|href)="\/desk\/(assets\/[^"]+\.js)"/g)].map(
    ([, path = '']) => path,
  );
  expect(first).not.toEqual([]);
  const scripts = await Promise.all(first.map((path) => readFile(join(folder, path))));
  const size = scripts.reduce((sum, script) => sum + gzipSync(script).length, 0);
  process.stdout.write(`first load: ${Math.round(size / 1_000)} kB of script, compressed\n`);
  expect(size).toBeLessThanOrEqual(mostScript);
  const all = (await readdir(join(folder, 'assets'))).filter((name) => name.endsWith('.js'));
  expect(all.some((name) => name.startsWith('diagram-') && !first.includes(`assets/${name}`))).toBe(true);
});

test('the page has no script and no style of its own, and names nothing of another host', () => {
  expect(index).toContain('content="__CSP_NONCE__"');
  expect([...index.matchAll(/<script(?![^>]* src=)/g)]).toEqual([]);
  expect(index).not.toMatch(/<style|\sstyle="|\son\w+="/);
  expect([...index.matchAll(/(?:src|href)="(?!\/desk\/)/g)]).toEqual([]);
});

test('no style and no picture is a data address, which the policy would refuse', async () => {
  const files = await readdir(join(folder, 'assets'));
  for (const name of files.filter((file) => file.endsWith('.css')))
    expect(await readFile(join(folder, 'assets', name), 'utf8')).not.toMatch(/url\(["']?(?!#)/);
});

test('no part of the pages makes markup out of a text', async () => {
  const files = await readdir('src/desk', { recursive: true });
  for (const file of files.filter((name) => /\.tsx?$/.test(name)))
    expect(await readFile(join('src/desk', file), 'utf8'), file).not.toMatch(
      /dangerouslySetInnerHTML|innerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/,
    );
});

test('the types of the API are those of its document', async () => {
  expect(await readFile(deskTypesFile, 'utf8')).toBe(await deskTypes());
});

test('the pictures of the documentation take at most 1 MB', async () => {
  const names = (await readdir('docs/pictures')).filter((name) => name.startsWith('desk-'));
  const pictures = await Promise.all(names.map((name) => readFile(join('docs/pictures', name))));
  expect(pictures.reduce((sum, { length }) => sum + length, 0)).toBeLessThanOrEqual(mostPictures);
});

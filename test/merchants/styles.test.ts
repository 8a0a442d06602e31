/** A merchant chooses a style; what the style lacks is said in the neutral one, and the merchant's words come first. */
import { mkdtemp, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeText } from '../../src/activities/write-text.js';
import { checkConnection } from '../../src/connectors/build-connection.js';
import { readTranslations } from '../../src/flows/translations.js';
import type { LoadedMerchants } from '../../src/merchants/load-merchants.js';
import { loadMerchants } from '../../src/merchants/load-merchants.js';
import { compile, projectFolder, shipped } from '../flows/support/demo.js';

const flows = join(projectFolder, 'flows');
const nothingChanged = 'No problem, I haven’t changed anything.';

/** The demo merchant with these lines and texts besides, by the name of their file. */
async function load(lines: string, texts: Readonly<Record<string, string>> = {}): Promise<LoadedMerchants> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-styles-'));
  try {
    const demo = join(folder, 'demo');
    await mkdir(join(demo, 'texts'), { recursive: true });
    await cp(join(projectFolder, 'merchants/demo/connections'), join(demo, 'connections'), {
      recursive: true,
    });
    const merchant = await readFile(join(projectFolder, 'merchants/demo/merchant.yaml'), 'utf8');
    await writeFile(join(demo, 'merchant.yaml'), `${merchant}${lines}\n`);
    for (const [name, text] of Object.entries(texts)) await writeFile(join(demo, 'texts', name), text);
    return await loadMerchants(folder, { flowsFolder: flows, buildConnection: checkConnection });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What a customer of a language reads for a sentence. */
async function says(loading: Promise<LoadedMerchants>, key: string, language: string): Promise<string> {
  const { merchants, issues } = await loading;
  expect(issues).toEqual([]);
  return writeText(merchants.get('demo')!, { key, args: [] }, language);
}

test.each(['en.warm', 'de.warm'])('the shipped flows have every sentence in %s', async (name) => {
  const text = await readFile(join(flows, 'texts', `${name}.yaml`), 'utf8');
  const neutral = await readFile(join(flows, 'texts', 'de.yaml'), 'utf8');
  const { translations, issues } = readTranslations(name, text);
  expect(issues).toEqual([]);
  const all = readTranslations('de.yaml', neutral).translations ?? {};
  expect(Object.keys(translations ?? {})).toEqual(Object.keys(all));
  expect(compile(shipped).sentences.length).toBeGreaterThan(20);
});

test('without a style replies are neutral, with `style: warm` they are warm, in both languages', async () => {
  const [plain, warm] = [load(''), load('style: warm')];
  expect(await says(plain, nothingChanged, 'en')).toBe(nothingChanged);
  expect(await says(warm, nothingChanged, 'en')).toBe('No problem at all, everything stays as it is.');
  expect(await says(warm, nothingChanged, 'de-AT')).toBe('Alles klar, es bleibt alles, wie es ist.');
  expect(await says(warm, '@talk_to_a_person', 'de')).toMatch(/gebe das gern an unser Team weiter/);
  expect(await says(warm, '@talk_to_a_person', '')).toMatch(/who’ll be happy to help/);
});

test('the style changes no flow: the sentence in it stays the key', async () => {
  const hashes = async (lines: string) =>
    [...((await load(lines)).merchants.get('demo')?.flows ?? [])].map(([name, { hash }]) => [name, hash]);
  expect(await hashes('style: warm')).toEqual(await hashes(''));
});

test('a style of one’s own is a file; what it lacks is neutral', async () => {
  const own = { 'en.playful.yaml': `'${nothingChanged}': Nothing has moved.\n` };
  const playful = load('style: playful', own);
  expect(await says(playful, nothingChanged, 'en')).toBe('Nothing has moved.');
  expect(await says(playful, nothingChanged, 'de')).toBe('Alles klar, ich habe nichts geändert.');
  expect(await says(playful, '@queued', 'en')).toMatch(/^Thanks, I’ve noted that/);
  expect((await playful).untranslated.size).toBe(0);
});

test('the merchant’s own words come before the product’s in any style', async () => {
  const own = { 'de.yaml': `'${nothingChanged}': Alles bleibt.\n` };
  expect(await says(load('style: warm', own), nothingChanged, 'de')).toBe('Alles bleibt.');
  const reworded = load('style: warm\nsentences:\n  queued: One by one.');
  expect(await says(reworded, '@queued', 'en')).toBe('One by one.');
});

test('a style that nobody has texts in is told, with the one that was meant', async () => {
  const { issues, refused } = await load('style: wram');
  expect(refused).toEqual(['demo']);
  expect(issues).toMatchObject([{ code: 'style_unknown', path: 'style', hint: 'Did you mean `warm`?' }]);
});

test.each(['German.yaml', 'de.neutral.yaml', 'de..yaml'])('%s says no language', async (name) => {
  const { issues } = await load('', { [name]: `'${nothingChanged}': Alles bleibt.\n` });
  expect(issues).toMatchObject([{ code: 'texts_name_invalid', line: 1 }]);
});

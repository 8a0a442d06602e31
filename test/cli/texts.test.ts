/** `orderly texts`: what is missing, drafted by a real server that plays a model, taken over by a person. */
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { draftingModel } from '../texts/drafting/support/drafting-model.js';
import { commandHost, linesOf, orderly, temporaryFolder } from './run-cli.js';

const inHost = commandHost();

const demo = fileURLToPath(new URL('../../merchants/demo', import.meta.url));
const nothing = 'No problem, I haven’t changed anything.';
const queued = 'Thanks, I’ve noted that and will come back to it.';

/** A folder with `merchants/demo`, with lines more in its file; the way to run a command in it. */
async function workspace(lines = '') {
  const folder = await temporaryFolder();
  const merchant = join(folder.path, 'merchants', 'demo');
  await mkdir(join(merchant, 'texts'), { recursive: true });
  await cp(join(demo, 'connections'), join(merchant, 'connections'), { recursive: true });
  await writeFile(
    join(merchant, 'merchant.yaml'),
    (await readFile(join(demo, 'merchant.yaml'), 'utf8')) + lines,
  );
  const env = { ORDERLY_EGRESS_ALLOW: '127.0.0.1' };
  const run = (...args: string[]) => inHost(args, { cwd: folder.path, env });
  const runProcess = (...args: string[]) => orderly(args, { cwd: folder.path, env });
  return { merchant, run, runProcess, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

const modelAt = (url: string): string =>
  `\nlanguageModel:\n  provider: openai-compatible\n  url: ${url}\n  model: drafter-1\n  egress: { allow: [127.0.0.1] }\n`;

test('nothing is missing for the demo, in its style and in the warm one', async () => {
  await using space = await workspace('\nstyle: warm\n');
  const { code, stdout } = await space.runProcess('texts', 'missing');
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'Nothing is missing.\n' });
});

test('a language that is begun is missing in all that is left, the product’s own sentences too', async () => {
  await using space = await workspace();
  await writeFile(join(space.merchant, 'texts', 'fr.yaml'), `'${nothing}': Rien n'a été modifié.\n`);
  const { code, stdout } = await space.run('texts', 'missing', '--json');
  expect(code).toBe(1);
  const rows = JSON.parse(stdout) as { sentence: string; file?: string }[];
  expect(rows[0]).toMatchObject({ merchant: 'demo', language: 'fr', style: 'neutral', shipped: true });
  const sentences = rows.map(({ sentence }) => sentence);
  expect(sentences).toContain(queued);
  expect(sentences).not.toContain(nothing);
  const [place] = rows.filter(({ sentence }) => sentence === 'Which order is this about?');
  expect(place?.file).toMatch(/find-order\.yaml$/);
  const asked = await space.run('texts', 'missing', '--language', 'de', '--style', 'brisk');
  expect(asked.code).toBe(1);
  expect(linesOf(asked.stdout)[0]).toMatch(/^demo: de, brisk: \d+ missing$/);
});

test('drafts wait beside the texts, are told by nobody, and become texts when somebody takes them over', async () => {
  await using model = await draftingModel(({ sentence }) =>
    sentence === nothing ? 'Rien ${inputs.iban}.' : sentence.replace(/^(\w)/, 'FR $1'),
  );
  await using space = await workspace(modelAt(model.url));
  const real = join(space.merchant, 'texts', 'fr.yaml');
  await writeFile(real, "# read by Anne\n'Which order is this about?': De quelle commande s'agit-il ?\n");

  const drafted = await space.runProcess('texts', 'draft', '--language', 'fr', '--json');
  expect({ code: drafted.code, stderr: drafted.stderr }).toEqual({ code: 0, stderr: '' });
  const { file, dropped } = JSON.parse(drafted.stdout) as {
    file: string;
    drafted: number;
    dropped: unknown[];
  };
  expect(file).toBe(join('merchants', 'demo', 'texts', 'drafts', 'fr.yaml'));
  expect(dropped).toEqual([{ sentence: nothing, why: '`${inputs.iban}` was added' }]);
  const drafts = join(space.merchant, 'texts', 'drafts', 'fr.yaml');
  const waiting = await readFile(drafts, 'utf8');
  expect(linesOf(waiting).slice(0, 3).join('\n')).toContain('drafter-1');
  expect(waiting).toContain('orderly texts accept fr --merchant demo');
  expect(waiting).not.toContain('Which order is this about?');

  const check = await space.run('flows', 'check');
  expect(check.stdout).toContain(`Drafts to review: ${file} (`);
  expect(check.stdout).toContain('translation_missing');

  // A person corrects one, and loses a value of another by mistake.
  const broken = waiting.replace('"FR Order ${option.number}', '"FR Order x');
  await writeFile(drafts, broken);
  const refused = await space.run('texts', 'accept', 'fr', '--merchant', 'demo');
  expect(refused.code).toBe(1);
  expect(refused.stdout).toContain('translation_wrong');
  await writeFile(drafts, waiting.replace(`FR ${queued}`, "C'est noté."));
  const accepted = await space.runProcess('texts', 'accept', 'fr');
  expect(accepted).toMatchObject({ code: 0, stderr: '' });
  expect(await readdir(join(space.merchant, 'texts', 'drafts'))).toEqual([]);
  const text = await readFile(real, 'utf8');
  expect(
    text.startsWith("# read by Anne\n'Which order is this about?': De quelle commande s'agit-il ?\n"),
  ).toBe(true);
  expect(text).toMatch(/^.*will come back to it\.'?: "?C'est noté\."?$/m);

  const missing = await space.run('texts', 'missing', '--json');
  const left = JSON.parse(missing.stdout) as { sentence: string; says?: boolean }[];
  // What customers write when they mean an option is for people to find out.
  expect(left.filter(({ says }) => says !== true).map(({ sentence }) => sentence)).toEqual([nothing]);
});

test('a style is drafted from what is said plainly in the language', async () => {
  const neutrals: (string | undefined)[] = [];
  await using model = await draftingModel(({ sentence, neutral }) => {
    neutrals.push(neutral);
    return neutral ?? sentence;
  });
  await using space = await workspace(modelAt(model.url));
  const { code, stdout } = await space.run('texts', 'draft', '--language', 'de', '--style', 'brisk');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^\d+ of \d+ sentences drafted: merchants\/demo\/texts\/drafts\/de\.brisk\.yaml$/m);
  expect(neutrals).toContain('Alles klar, ich habe nichts geändert.');
  expect(neutrals).toContain('Danke, das habe ich notiert und komme darauf zurück.');
});

test.each([
  ['texts_model_missing', '', ['draft', '--language', 'fr']],
  [
    'secret_missing',
    `${modelAt('http://127.0.0.1:9')}  key: \${secret.MODEL_KEY}\n`,
    ['draft', '--language', 'fr'],
  ],
  ['texts_model_failed', modelAt('http://127.0.0.1:9'), ['draft', '--language', 'fr']],
  ['texts_drafts_missing', '', ['accept', 'fr']],
  ['merchant_unknown', '', ['missing', '--merchant', 'acme']],
  ['usage', '', ['draft', '--language', 'French']],
  ['usage', '', ['draft']],
])('%s is told', async (error, lines, args) => {
  await using space = await workspace(lines);
  const { code, stderr } = await space.run('texts', ...args);
  expect(code).not.toBe(0);
  expect(linesOf(stderr)[0]).toContain(`error ${error}:`);
});

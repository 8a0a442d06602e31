/** A third language is a folder and a file: the line in the registry is given here, nothing else knows of French. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkConnection } from '../../../src/connectors/build-connection.js';
import { playTest } from '../../../src/simulator/play.js';
import { readTestFile } from '../../../src/simulator/read-test-file.js';
import { languages } from '../../../src/texts/languages/index.js';
import { type LoadedMerchants, loadMerchants } from '../../../src/merchants/load-merchants.js';
import { missingTexts } from '../../../src/merchants/missing-texts.js';
import { projectFolder } from '../../flows/support/demo.js';
import { fr } from './fr/index.js';

let flowsFolder: string;
beforeAll(async () => {
  flowsFolder = await mkdtemp(join(tmpdir(), 'orderly-third-language-'));
  await cp(join(projectFolder, 'flows'), flowsFolder, { recursive: true });
});
afterAll(() => rm(flowsFolder, { recursive: true }));

const french = readFile(join(projectFolder, 'test/texts/languages/fr.yaml'), 'utf8');

/** The demo's merchant, where the product writes French too and its flows have these French texts. */
async function load(texts: string): Promise<LoadedMerchants> {
  await writeFile(join(flowsFolder, 'texts', 'fr.yaml'), texts);
  return loadMerchants(join(projectFolder, 'merchants'), {
    ...{ flowsFolder, buildConnection: checkConnection, only: ['demo'] },
    languages: new Map([...languages, ['fr', fr]]),
  });
}

// Non-breaking spaces are right in print and hard to read in a test.
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ').trimEnd();

/** All that a French customer reads in the only test of a file. */
async function told(flowTest: string): Promise<string[]> {
  const { merchants, issues } = await load(await french);
  expect(issues).toEqual([]);
  const read = readTestFile({ file: 'tried.test.yaml', text: flowTest }, merchants);
  expect(read.issues).toEqual([]);
  const { story, problem } = await playTest(read.tests[0]!);
  expect(problem).toBeUndefined();
  return story.flatMap((each) =>
    each.is === 'said' || each.is === 'asked'
      ? [plain([each.text, ...('options' in each ? each.options : [])].join(' | '))]
      : [],
  );
}

test('check names the sentences that have no French yet, and nothing where all have', async () => {
  expect((await load(await french)).untranslated.size).toBe(0);
  const lines = (await french).split('\n');
  const without = lines
    .filter(
      (line) =>
        !line.startsWith("'No problem, I haven’t changed anything.':") && !line.startsWith("'Which order"),
    )
    .join('\n');
  const { untranslated, wordings } = await load(without);
  const found = untranslated.get('demo')?.map(({ code, message }) => `${code} ${message}`);
  expect(found).toEqual([
    'translation_missing `fr` has no translation for: "No problem, I haven’t changed anything."',
    'translation_missing `fr` has no translation for: "Which order is this about?"',
  ]);
  const missing = missingTexts(wordings.get('demo')!);
  const texts = missing.filter(({ says }) => says !== true);
  expect(texts.map(({ language, style, sentence }) => [language, style, sentence])).toEqual([
    ['fr', 'neutral', 'No problem, I haven’t changed anything.'],
    ['fr', 'neutral', 'Which order is this about?'],
  ]);
  // Options have their texts, and nobody has written what customers say in French who mean them.
  const unsaid = missing.filter(({ says }) => says === true).map(({ sentence }) => sentence);
  expect(unsaid).toContain('Remove an item');
  expect(unsaid).not.toContain('Which order is this about?');
});

test('what French customers say means one option of a question', async () => {
  const says = (phrase: string): string =>
    `\n'A whole parcel':\n  text: Un colis entier\n  says:\n    - ${phrase}\n`;
  const items = "'Only some items':\n  text: Quelques articles\n  says:\n    - il manque un article\n";
  const without = (await french)
    .split('\n')
    .filter((line) => !/^'(?:A whole parcel|Only some items)'/u.test(line))
    .join('\n');
  const { merchants, issues } = await load(without + says('rien du tout') + items);
  expect(issues).toEqual([]);
  expect(merchants.get('demo')?.says?.get('Un colis entier')).toContain('rien du tout');
  expect(merchants.get('demo')?.says?.get('Ein ganzes Paket')).toContain('rien du tout');
  const shared = await load(without + says('Il manque un article !') + items);
  expect(shared.issues.map(({ code, file }) => `${code} ${file.split('/').at(-1) ?? ''}`)).toContain(
    'translation_wrong fr.yaml',
  );
});

test('a refund is said in French: sentences, amounts, and what the engine asks', async () => {
  const refund = `
flow: refund-order
tests:
  - name: a refund
    given:
      language: fr
      customer: unauthenticated
      inputs: { orderNumber: '1001', reason: damaged, whole: 'true' }
      policy:
        refund.autoApprove:
          upTo: 50 EUR
          reasons: [damaged]
      subflows: { find-order: run }
      operations:
        orders.get:
          - found:
              order: { number: '1001', status: delivered, amount: 1220.50 EUR, customerEmail: a@mail.example }
        payments.quote_refund:
          - refundable: { amount: 20.50 EUR }
        payments.refund:
          - done
    when:
      - customer: a@mail.example
      - customer: yes please
    then:
      result: refunded
`;
  expect(await told(refund)).toEqual([
    'Pour consulter cela, il me faut : adresse e-mail ou code postal.',
    'Dois-je rembourser 20,50 € pour la commande 1001 ?',
    '20,50 € sont en route vers vous.',
  ]);
});

test('an order is told in French: dates, and words of statuses', async () => {
  const parcel = `
flow: where-is-my-order
tests:
  - name: one of two orders
    given:
      language: fr
      now: 2026-03-05 10:00
      subflows: { find-order: run }
      operations:
        orders.find:
          - found:
              orders:
                - number: '1001'
                  status: shipped
                  expectedDeliveryDate: 2026-03-06 18:00
                  shipments:
                    - { carrier: Blitz, trackingNumber: BL1 }
                - { number: '1002', status: delivered }
        shipments.track:
          - found:
              tracking:
                trackingNumber: BL1
                status: in_transit
                events:
                  - { at: 2026-03-04 08:45, place: Lyon, description: Parti }
    when:
      - customer: '1001'
    then:
      result: told
`;
  expect(await told(parcel)).toEqual([
    "De quelle commande s'agit-il ? | Commande 1001 (expédiée) | Commande 1002 (livrée)",
    'Votre commande 1001 est en route.',
    'Le colis BL1 est en route :\n4 mars 2026, 08:45 – Lyon: Parti',
    'Elle devrait arriver avant le 6 mars 2026, 18:00.',
  ]);
});

/** Where sentences come from and go through; holidays and the understanding of messages are not output. */
const output = ['activities', 'flows', 'texts', 'merchants', 'workflows', 'cli'];

test('what is written names no language but in its folder', async () => {
  const naming: string[] = [];
  for (const folder of output)
    for (const name of await readdir(join(projectFolder, 'src', folder), { recursive: true })) {
      if (!name.endsWith('.ts') || name === 'holidays.ts' || name.startsWith('languages/')) continue;
      const code = await readFile(join(projectFolder, 'src', folder, name), 'utf8');
      if (/['"](?:de|de-DE)['"]|\bGerman\b/.test(code)) naming.push(`${folder}/${name}`);
    }
  expect(naming).toEqual([]);
});

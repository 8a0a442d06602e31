/** Writes docs/reference/sentences.md, all that customers read in English and German: `npm run tool -- sentences-page`. */
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultSentence, sentenceNames } from '../../src/texts/languages/default-sentences.js';
import { neutral } from '../../src/texts/languages/tone.js';
import { textsIn, type Wording } from '../../src/merchants/merchant-texts.js';
import { demoMerchant, shippedNames } from './demo-flows.js';

const introduction = `# All that customers read

Every sentence of the shipped flows and of the product, in English and German, to be read aloud. A value stands as its name, such as ‹amount›. [Texts](../authoring/texts.md) says how a merchant words them otherwise, and in which tones and languages. This page is written by \`npm run tool -- sentences-page\`.`;

/** A value by the last name of its path, as in the diagrams; what stands for one that is missing is not its name. */
const nameOf = (source: string): string =>
  source
    .replace(/\.orValue\(.*$/, '')
    .split('.')
    .at(-1) ?? source;

/** A text with its values by their names; lines of a text stand below each other. */
const readable = (text: string): string =>
  text
    .replaceAll(/\$\{([^}]*)\}/g, (_, source: string) => `‹${nameOf(source)}›`)
    .replaceAll('|', '\\|')
    .replaceAll('\n', '<br>');

const table = (rows: readonly (readonly [string, string])[]): string =>
  [
    '| English | German |',
    '|---|---|',
    ...rows.map(([english, german]) => `| ${readable(english)} | ${readable(german)} |`),
  ].join('\n');

/** A sentence that flows share stands with each of them. */
function sentencesOf(wording: Wording, flow: string): string[] {
  const own = wording.sentences.filter(({ document }) => basename(document.file) === `${flow}.yaml`);
  return [...new Set(own.map(({ key }) => key))].filter((key) =>
    /\p{L}/u.test(key.replaceAll(/\$\{[^}]*\}/g, '')),
  );
}

/** The text of docs/reference/sentences.md. */
export async function sentencesPage(): Promise<string> {
  const { wording } = await demoMerchant();
  const german = textsIn(wording, { language: 'de', tone: neutral });
  const inBoth = (key: string): [string, string] => [key, german[key] ?? '**missing**'];
  const product = new Set(sentenceNames.map((name) => defaultSentence(name, 'en') ?? ''));
  const flows = shippedNames().flatMap((flow) => {
    const own = sentencesOf(wording, flow).filter((key) => !product.has(key));
    return own.length === 0 ? [] : [`## ${flow}\n\n${table(own.map(inBoth))}`];
  });
  const ofProduct = sentenceNames.map((name): [string, string] => [
    defaultSentence(name, 'en') ?? '',
    defaultSentence(name, 'de') ?? '',
  ]);
  return `${[introduction, ...flows, `## The product’s own\n\n${table(ofProduct)}`].join('\n\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync('docs/reference/sentences.md', await sentencesPage());

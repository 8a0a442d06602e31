/** `npm run tool -- train`: learns the embedded model from the repository's sentences; `--transformer` that part too. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decodeModel, encodeModel } from '../src/understanding/embedded/ngrams/weights.js';
import { loadTransformer } from '../src/understanding/embedded/transformer/transformer.js';
import { readCorpus, readExamples, readParts } from './corpus/corpus.js';
import { fitMatters } from './training/fit-matters.js';
import { fitMix } from './training/fit-mix.js';
import { fitNgrams } from './training/fit-ngrams.js';
import { fitParts } from './training/fit-parts.js';
import { fitQuestions } from './training/fit-questions.js';
import { modelCard } from './training/model-card.js';
import { fineTune } from './fine-tune.js';

const seed = 1;
const embedded = new URL('../src/understanding/embedded/', import.meta.url);
const calibration = new URL('./corpus/calibration.jsonl', import.meta.url);

const knowledge = new URL('../src/understanding/knowledge/', import.meta.url);
const questions = new URL('./corpus/questions.jsonl', import.meta.url);
const matters = new URL('./corpus/matters.jsonl', import.meta.url);

const others = process.argv.indexOf('--others');
if (process.argv.includes('--transformer'))
  await fineTune(new URL('transformer/', embedded), others < 0 ? undefined : process.argv[others + 1]);

const corpus = readCorpus();
const ngrams = encodeModel(fitNgrams(corpus, seed));
write('ngrams/weights.json', { version: hash(JSON.stringify(ngrams)), ...ngrams });
console.log(`n-grams: ${corpus.length} messages, seed ${seed}`);

const transformer = await loadTransformer();
const messages = readExamples(calibration);
const mix = fitMix({ ngrams: decodeModel(ngrams), transformer }, messages);
console.log(`mix: ${messages.length} messages of their own; ${JSON.stringify(mix)}`);

const states = new Map<string, Float32Array>();
const stateOf = (text: string): Float32Array => {
  const known = states.get(text) ?? transformer.read(text).state;
  states.set(text, known);
  return known;
};
const asked = readExamples(questions);
write('questions.json', fitQuestions(asked, corpus, stateOf, seed), knowledge);
console.log(`common questions: ${asked.length} sentences of their own`);

const [told, toldApart] = [readParts('sentences'), readParts('calibration')];
const parts = fitParts('refund.request', told, toldApart, seed);
write('parts.json', parts);
console.log(`parts: ${told.length} messages, ${toldApart.length} of their own; from ${parts.least}`);

const own = readExamples(matters);
const toPeople = fitMatters(own, asked, corpus, stateOf, seed);
write('matters.json', toPeople);
console.log(`matters: ${own.length} sentences of their own; from ${toPeople.least}`);

const network = readFileSync(new URL('transformer/transformer.bin', embedded));
const version = hash(hash(network), ...[ngrams, mix, parts, toPeople].map((each) => JSON.stringify(each)));
write('mix.json', { version, ...mix });

writeFileSync(
  new URL('model-card.md', embedded),
  modelCard({ version, corpus, calibration: messages, mix, parts: told, dataHash: transformer.dataHash }),
);
console.log(`${fileURLToPath(embedded)}: version ${version}`);

function write(name: string, content: object, folder = embedded): void {
  // In ASCII alone: the worker reads that in a fraction of the time.
  const ascii = JSON.stringify(content, null, 1).replaceAll(
    /[^\0-\x7f]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  writeFileSync(new URL(name, folder), `${ascii}\n`);
}

function hash(...parts: readonly (string | Uint8Array)[]): string {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part);
  return sum.digest('hex').slice(0, 12);
}

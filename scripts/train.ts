/** Learns the embedded model and writes its weights; prints what cross-validation says it is worth. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { encodeModel } from '../src/understanding/embedded/weights.js';
import { readCorpus } from '../src/understanding/training/corpus.js';
import { calibrated, crossValidate, fitTemperature } from '../src/understanding/training/cross-validate.js';
import { fitModel } from '../src/understanding/training/fit-model.js';
import { report } from '../src/understanding/training/report.js';

const SEED = 1;
const target = new URL('../src/understanding/embedded/weights.json', import.meta.url);

const corpus = readCorpus();
const predictions = crossValidate(corpus, SEED);
const temperature = fitTemperature(predictions);
console.log(`${corpus.length} sentences, five folds by sentence, seed ${SEED}, temperature ${temperature}`);
console.log(report(calibrated(predictions, temperature)));

const encoded = encodeModel({ ...fitModel(corpus, SEED), temperature });
const version = createHash('sha256').update(JSON.stringify(encoded)).digest('hex').slice(0, 12);
const file = JSON.stringify({ version, ...encoded }, null, 1);
writeFileSync(target, `${file}\n`);
console.log(`\n${fileURLToPath(target)}: version ${version}, ${Math.round(file.length / 1024)} kB`);

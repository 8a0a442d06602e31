/**
 * `npm run tool -- train-meanings [--folds]`: learns what answers to menus mean from what people said who meant it. `--folds` writes
 * nothing, and says how many answers that it has not seen are read as what they mean.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { labelProbabilitiesWithState } from '../src/understanding/embedded/ngrams/ngram-model.js';
import { encodeLabels } from '../src/understanding/embedded/ngrams/weights.js';
import { loadTransformer } from '../src/understanding/embedded/transformer/transformer.js';
import type { Example } from './corpus/corpus.js';
import { fit } from './training/fit-questions.js';

const seed = 1;
/** Every so-manieth answer is read by a model of the others. */
const folds = 5;

const examples = ['de', 'en'].flatMap((language) =>
  readFileSync(new URL(`./corpus/answers/meanings-${language}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line): Example => {
      const [label = '', text = ''] = line.split('\t');
      return { labels: [label], text, language };
    }),
);
const transformer = await loadTransformer();
const states = new Map(examples.map(({ text }) => [text, transformer.read(text).state]));
const stateOf = (text: string): Float32Array => states.get(text) ?? transformer.read(text).state;
const learn = (some: readonly Example[]) => fit(some, { first: [], stateOf, seed });
console.log(`${examples.length} answers`);

if (process.argv.includes('--folds')) showFolds();
else
  writeFileSync(
    new URL('../src/understanding/embedded/meanings.json', import.meta.url),
    `${JSON.stringify(encodeLabels(learn(examples)), null, 1)}\n`,
  );

function showFolds(): void {
  const read = Array.from({ length: folds }, (_, fold) => {
    const model = learn(examples.filter((_each, n) => n % folds !== fold));
    return examples
      .filter((_each, n) => n % folds === fold)
      .map(({ text, labels: [label] }) => {
        const likely = labelProbabilitiesWithState(model, text, stateOf(text));
        const best = Math.max(...likely);
        return { label, read: model.labels.classes[likely.indexOf(best)], best };
      });
  }).flat();
  const isRight = ({ label, read: said }: (typeof read)[number]): boolean => said === label;
  console.log(`${read.filter(isRight).length} are read as what they mean`);
  for (const least of [0.5, 0.7, 0.9]) {
    const sure = read.filter(({ best }) => best >= least);
    console.log(`from ${least}: ${sure.filter(isRight).length} of ${sure.length}`);
  }
}

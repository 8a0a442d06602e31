/** How the model does on sentences that it has not learnt, and how far its probabilities can be trusted. */
import { probabilities, rawIntents, temper } from '../embedded/model.js';
import { vectorise } from '../embedded/features.js';
import { variants } from './augment.js';
import type { Example } from './corpus.js';
import { fitModel } from './fit-model.js';
import { seededRandom, shuffled } from './random.js';

/** What a model that had not seen an example said of it. */
export interface Prediction {
  example: Example;
  /** False for a copy with noise around it. */
  plain: boolean;
  classes: readonly string[];
  probabilities: readonly number[];
  language: string;
}

const FOLDS = 5;

/** Predictions for every example, plain and with noise; all copies of a sentence are in one fold. */
export function crossValidate(examples: readonly Example[], seed: number): Prediction[] {
  const order = shuffled(examples, seededRandom(seed));
  return Array.from({ length: FOLDS }, (_, fold) => {
    const held = order.filter((_example, n) => n % FOLDS === fold);
    const model = fitModel(
      order.filter((_example, n) => n % FOLDS !== fold),
      seed + fold,
    );
    const random = seededRandom(seed + 100 + fold);
    return held.flatMap((example) =>
      variants(example, 2, random).map((text, n): Prediction => {
        const languages = probabilities(model.languages, vectorise(text, model.vocabulary));
        return {
          example,
          plain: n === 0,
          classes: model.intents.classes,
          probabilities: rawIntents(model, text).message,
          language: model.languages.classes[languages.indexOf(Math.max(...languages))] ?? '',
        };
      }),
    );
  }).flat();
}

/** The temperature with the least log loss on the predictions, to one hundredth. */
export function fitTemperature(predictions: readonly Prediction[]): number {
  const loss = (temperature: number): number =>
    predictions.reduce((sum, prediction) => {
      const right = prediction.classes.indexOf(prediction.example.intent);
      return sum - Math.log(temper(prediction.probabilities, temperature)[right] ?? 1e-12);
    }, 0);
  const tried = Array.from({ length: 271 }, (_, n) => (30 + n) / 100);
  return tried.reduce((best, temperature) => (loss(temperature) < loss(best) ? temperature : best));
}

/** The predictions with calibrated probabilities. */
export function calibrated(predictions: readonly Prediction[], temperature: number): Prediction[] {
  return predictions.map((prediction) => ({
    ...prediction,
    probabilities: temper(prediction.probabilities, temperature),
  }));
}

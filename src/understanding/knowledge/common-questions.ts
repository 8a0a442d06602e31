/**
 * Which of the questions that customers commonly ask a shop a text asks: read by n-grams and the encoder's state, learnt beside
 * requests and beside all else that shops are asked, so that a request or another question is none of them.
 */
import { readFile } from 'node:fs/promises';
import { type LabelModel, labelProbabilitiesWithState } from '../embedded/ngrams/ngram-model.js';
import { decodeLabels, type EncodedLabels } from '../embedded/ngrams/weights.js';

/** The class of questions that are asked seldom. */
export const noTopic = 'none';
/** The class of messages that want something done. */
export const request = 'request';

/** The file that the training writes. */
export type QuestionsFile = EncodedLabels;

/** What a text asks: how likely each common question is, by topic, and how likely it is a request or none of them. */
export interface CommonQuestion {
  topics: ReadonlyMap<string, number>;
  none: number;
  request: number;
}

/** Reads what a text asks, with the encoder's state of it. */
export type QuestionReader = (text: string, state: Float32Array) => CommonQuestion;

/** Makes a reader of a model. */
function questionReader(model: LabelModel): QuestionReader {
  const { classes } = model.labels;
  return (text, state) => {
    const likely = new Map(
      labelProbabilitiesWithState(model, text, state).map((value, at) => [classes[at] ?? '', value]),
    );
    const [none, wanted] = [likely.get(noTopic) ?? 0, likely.get(request) ?? 0];
    likely.delete(noTopic);
    likely.delete(request);
    return { topics: likely, none, request: wanted };
  };
}

let loading: Promise<QuestionReader> | undefined;

/** The reader of this release, loaded once per process. */
export function loadQuestionReader(): Promise<QuestionReader> {
  loading ??= readFile(new URL('./questions.json', import.meta.url), 'latin1').then((text) =>
    // The file is written by the training script of this release.
    questionReader(decodeLabels(JSON.parse(text) as QuestionsFile)),
  );
  return loading;
}

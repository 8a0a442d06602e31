/** The labels that understanding tells apart, and the intents that they roll up to; labels.yaml defines them. */
import { readFileSync } from 'node:fs';

/** What a customer can want, told apart finely. */
export interface Label {
  id: string;
  /** The intent that flows know. */
  intent: string;
  /** The intent's name in evaluations, where it differs. */
  public?: string;
  definition: string;
  examples: readonly string[];
  /** Messages that look alike and belong to another label, by their text. */
  nearMisses: Readonly<Record<string, string>>;
}

/** All labels, in the order of the model's outputs. */
export const labels: readonly Label[] = readLabels();

/** The ids of the labels, in the order of the model's outputs. */
export const labelIds: readonly string[] = labels.map(({ id }) => id);

const byId = new Map(labels.map((label) => [label.id, label]));

/** The intent that a label rolls up to; a name that is no label is an intent itself. */
export const intentOf = (label: string): string => byId.get(label)?.intent ?? label;

/** The name in evaluations of a label or an intent. */
export function publicIntentOf(label: string): string {
  const known = byId.get(label) ?? labels.find(({ intent }) => intent === label);
  return known?.public ?? known?.intent ?? label;
}

function readLabels(): Label[] {
  // Made of labels.yaml by `npm run tool -- train`, and held equal to it by a test: reading YAML would slow the cold start.
  return JSON.parse(readFileSync(new URL('./labels.json', import.meta.url), 'utf8')) as Label[];
}

/** The labels that understanding tells apart, and the intents that they roll up to; labels.yaml defines them. */
import { readFileSync } from 'node:fs';

/** What a customer can want, in fine distinctions. */
export interface Label {
  id: string;
  /** The intent as flows know it. */
  intent: string;
  /** The intent's name in evaluations, if different. */
  public?: string;
  definition: string;
  examples: readonly string[];
  /** Similar messages that belong to another label, by text. */
  nearMisses: Readonly<Record<string, string>>;
}

/** All labels, in the order of the model's outputs. */
export const labels: readonly Label[] = readLabels();

/** The ids of the labels, in the order of the model's outputs. */
export const labelIds: readonly string[] = labels.map(({ id }) => id);

const byId = new Map(labels.map((label) => [label.id, label]));

/** The intent that a label rolls up to; any other name is itself an intent. */
export const intentOf = (label: string): string => byId.get(label)?.intent ?? label;

/** The name of a label or an intent in evaluations. */
export function publicIntentOf(label: string): string {
  const known = byId.get(label) ?? labels.find(({ intent }) => intent === label);
  return known?.public ?? known?.intent ?? label;
}

function readLabels(): Label[] {
  // Built from labels.yaml by `npm run tool -- train`, and a test compares them: YAML would slow the cold start.
  return JSON.parse(readFileSync(new URL('./labels.json', import.meta.url), 'utf8')) as Label[];
}

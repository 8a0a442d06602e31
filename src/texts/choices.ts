/** Options of a question as the customer reads them. */

/** Makes the labels unique: an answer could not tell identical options apart. */
export function uniqueLabels(labels: readonly string[]): string[] {
  return labels.map((label, index) => (labels.indexOf(label) === index ? label : `${label} (${index + 1})`));
}

/** The question with its options below it, numbered from 1. */
export const withChoices = (question: string, labels: readonly string[]): string =>
  [question, ...labels.map((label, index) => `${index + 1}. ${label}`)].join('\n');

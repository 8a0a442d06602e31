/** Options of a question as the customer reads them. */

/** The labels, each different from the others: two options that read alike could not be told apart by the answer. */
export function uniqueLabels(labels: readonly string[]): string[] {
  return labels.map((label, index) => (labels.indexOf(label) === index ? label : `${label} (${index + 1})`));
}

/** The question with its options below it, numbered from 1. */
export const withChoices = (question: string, labels: readonly string[]): string =>
  [question, ...labels.map((label, index) => `${index + 1}. ${label}`)].join('\n');

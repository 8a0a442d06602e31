/** The options of a closed question as the customer reads them. */
import type { AskCommand, Sentence } from '../contracts/interpreter-command.js';

/** Writes a sentence in the customer's language; a key such as `@answer_yes` names one of the merchant's own. */
type Write = (sentence: Sentence) => string;

/** The labels of a question: its options, yes and no, or none where the answer is free. */
export const labelsOf = ({ answer, labels = [] }: AskCommand, write: Write): string[] =>
  uniqueLabels((answer === 'yes_or_no' ? yesAndNo : labels).map(write));

/** In the order in which understanding reads them. */
const yesAndNo: readonly Sentence[] = [
  { key: '@answer_yes', args: [] },
  { key: '@answer_no', args: [] },
];

/** Makes the labels unique: an answer could not tell identical options apart. */
function uniqueLabels(labels: readonly string[]): string[] {
  return labels.map((label, index) => (labels.indexOf(label) === index ? label : `${label} (${index + 1})`));
}

/** The question with its options below it, numbered from 1; yes and no need no list. */
export const withChoices = (
  question: string,
  { answer }: Pick<AskCommand, 'answer'>,
  labels: readonly string[],
): string => [question.trimEnd(), ...(answer === 'yes_or_no' ? [] : labels.map(numbered))].join('\n');

const numbered = (label: string, index: number): string => `${index + 1}. ${label}`;

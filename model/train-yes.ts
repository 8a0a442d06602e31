/**
 * `npm run tool -- train-yes`: learns how a yes is told from what people said to questions. With `--folds` it writes nothing, and says
 * how the rules, with a model that has not seen a question's answers, read them.
 */
import { writeFileSync } from 'node:fs';
import { readYesBy } from '../src/understanding/answers/likely-yes.js';
import { readYesOrNo } from '../src/understanding/answers/yes-or-no.js';
import { fitYes, type SaidToQuestion } from './training/fit-yes.js';
import { readSaidToQuestions } from './corpus/said-to-questions.js';

const seed = 1;
/** The questions are dealt to so many parts, of which each is read by a model of the others. */
const folds = 5;

const answers = readSaidToQuestions();
const yeses = answers.filter(({ is }) => is === 'yes').length;
console.log(`${answers.length} answers, ${yeses} of them yes`);

if (process.argv.includes('--folds')) showFolds();
else
  writeFileSync(
    new URL('../src/understanding/answers/likely-yes.json', import.meta.url),
    `${JSON.stringify(fitYes(answers, seed), null, 1)}\n`,
  );

function showFolds(): void {
  const questions = [...new Set(answers.map(({ question }) => question))];
  const read = Array.from({ length: folds }, (_, fold) => {
    const isOf = ({ question }: SaidToQuestion): boolean => questions.indexOf(question) % folds === fold;
    readYesBy(
      fitYes(
        answers.filter((answer) => !isOf(answer)),
        seed,
      ),
    );
    return answers
      .filter(isOf)
      .map(({ text, question, is }) => ({ is, says: readYesOrNo(text, { question })?.says }));
  }).flat();
  const count = (isYes: boolean, says: string): number =>
    read.filter((one) => (one.is === 'yes') === isYes && one.says === says).length;
  console.log(`of ${yeses} yeses ${count(true, 'yes')} are read as one, ${count(true, 'no')} as a no`);
  console.log(`of ${answers.length - yeses} other answers ${count(false, 'yes')} are read as a yes`);
}

/** `npm run tool -- train-yes`: learns how a yes is told from what people said to questions. */
import { writeFileSync } from 'node:fs';
import { fitYes } from './training/fit-yes.js';
import { readSaidToQuestions } from './corpus/said-to-questions.js';

const answers = readSaidToQuestions();
writeFileSync(
  new URL('../src/understanding/answers/likely-yes.json', import.meta.url),
  `${JSON.stringify(fitYes(answers, 1), null, 1)}\n`,
);
console.log(`${answers.length} answers, ${answers.filter(({ is }) => is === 'yes').length} of them yes`);

/** What people said to yes-or-no questions, by authors of tests and of the exam's played answers. */
import { readFileSync } from 'node:fs';
import type { SaidToQuestion } from '../training/fit-yes.js';

const tests = new URL('../../test/', import.meta.url);

/** Those of both, in the order of the files. */
export const readSaidToQuestions = (): SaidToQuestion[] => [...inTests(), ...inExam()];

/** `# yes: the question ⏎ what it lists`, and below it one answer a line. */
function inTests(): SaidToQuestion[] {
  return ['said.txt', 'sarcasm.txt'].flatMap((name) =>
    readFileSync(new URL(`understanding/answers/${name}`, tests), 'utf8')
      .split(/^# /mu)
      .slice(1)
      .flatMap((group) => {
        const [head = '', ...lines] = group.split('\n');
        const [says = '', question = ''] = head.split(/: (.*)/su);
        return lines
          .filter((line) => !/^(?:\/\/|$)/u.test(line))
          .map((text) => ({ question: question.replaceAll(' ⏎ ', '\n'), text, isYes: says === 'yes' }));
      }),
  );
}

/** The exam's sets of answers to yes-or-no questions. */
function inExam(): SaidToQuestion[] {
  const sets = ['yes_with_more', 'no_with_reason', 'unclear_yes'];
  return readFileSync(new URL('exam/answers.jsonl', tests), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { set: string; question: string; text: string })
    .filter(({ set }) => sets.includes(set))
    .map(({ set, question, text }) => ({ question, text, isYes: set === 'yes_with_more' }));
}

/** What people said to yes-or-no questions, by authors of the corpus, of tests and of the exam's played answers. */
import { readFileSync } from 'node:fs';
import type { SaidToQuestion } from '../training/fit-yes.js';

const tests = new URL('../../test/', import.meta.url);

/** Those of all, in the order of the files. */
export const readSaidToQuestions = (): SaidToQuestion[] => [...inCorpus(), ...inTests(), ...inExam()];

const kinds: Readonly<Record<string, SaidToQuestion['is']>> = {
  y: 'yes',
  n: 'no',
  b: 'no',
  c: 'other',
  o: 'other',
};

/** `# the question`, and below it one answer a line behind its kind: a yes, a no, one that backs out, corrects, or says another thing. */
function inCorpus(): SaidToQuestion[] {
  return ['kinds-de.txt', 'kinds-en.txt'].flatMap((name) =>
    groupsOf(new URL(`answers/${name}`, import.meta.url)).flatMap(({ head: question, lines }) =>
      lines.map((line) => ({ question, text: line.slice(2), is: kinds[line.slice(0, 1)] ?? 'other' })),
    ),
  );
}

/** `# yes: the question ⏎ what it lists`, and below it one answer a line. */
function inTests(): SaidToQuestion[] {
  return ['said.txt', 'sarcasm.txt'].flatMap((name) =>
    groupsOf(new URL(`understanding/answers/${name}`, tests)).flatMap(({ head, lines }) => {
      const [says = '', question = ''] = head.split(/: (.*)/su);
      const is = says === 'yes' || says === 'no' ? says : 'other';
      return lines.map((text) => ({ question: question.replaceAll(' ⏎ ', '\n'), text, is }));
    }),
  );
}

/** Paragraphs behind a line with `# `, without comments and empty lines. */
const groupsOf = (file: URL): { head: string; lines: string[] }[] =>
  readFileSync(file, 'utf8')
    .split(/^# /mu)
    .slice(1)
    .map((group) => {
      const [head = '', ...lines] = group.split('\n');
      return { head, lines: lines.filter((line) => !/^(?:\/\/|$)/u.test(line)) };
    });

/** The exam's sets of answers to yes-or-no questions. */
const sets: Readonly<Record<string, SaidToQuestion['is']>> = {
  ...{ yes_with_more: 'yes', no_with_reason: 'no', unclear_yes: 'other' },
};

function inExam(): SaidToQuestion[] {
  return readFileSync(new URL('exam/answers.jsonl', tests), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { set: string; question: string; text: string })
    .flatMap(({ set, question, text }) => {
      const is = sets[set];
      return is === undefined ? [] : [{ question, text, is }];
    });
}

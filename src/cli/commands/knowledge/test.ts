/** `orderly knowledge test`: whether a merchant's entries are found by questions that they do not contain. */
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import type { KnowledgeReaders } from '../../../activities/answer-from-knowledge.js';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';
import type { KnowledgeEntry } from '../../../merchants/knowledge/entry.js';
import { addCommand } from '../../command.js';
import { exitCodes, plain } from '../../../platform/observability/print-failure.js';
import { configuredFolders, readMerchant } from '../../merchant-files.js';
import { printJson, printLine } from '../../print.js';

interface TestOptions {
  merchant?: string;
  json?: boolean;
}

const line = z.object({ text: z.string().min(1), wants: z.string().min(1) });

/** A question, and the topic of the entry that answers it, or `none`. */
type Question = z.infer<typeof line>;

/** A question with the topic that was found. */
interface Answered extends Question {
  found: string;
}

/** Nothing is to be answered, or nothing was. */
const none = 'none';

/** Adds the command. */
export function addTest(knowledge: Command): void {
  addCommand(knowledge, {
    usage: 'test [file]',
    summary: 'Ask questions and count which find their entry; exits with 1 if one finds another entry.',
    examples: ['orderly knowledge test --merchant acme', 'orderly knowledge test questions.jsonl'],
  })
    .option('--merchant <name>', 'whose knowledge to ask (default: the only merchant)')
    .option('--json', 'print one JSON object: right, wrong, none, questions')
    .addHelpText(
      'after',
      '\nWithout a file, each phrase of `asks:` is asked of the knowledge without that phrase.\n' +
        'A line of a file: {"text": "Is a return free?", "wants": "return-cost"}; or "wants": "none".',
    )
    .action(test);
}

async function test(file: string | undefined, { merchant: name, json }: TestOptions): Promise<void> {
  const merchant = await readMerchant(await configuredFolders(), name);
  const { knowledge = [], config } = merchant;
  if (knowledge.length === 0)
    throw new OrderlyError('knowledge_missing', `The merchant \`${config.merchant}\` has no knowledge`);
  const readers = await readersFor(config.merchant);
  const answered =
    file === undefined ? await heldOut(knowledge, readers) : await asked(file, knowledge, readers);
  const isRight = ({ wants, found }: Answered): boolean => wants === found;
  const wrong = answered.filter((each) => each.found !== none && !isRight(each));
  const silent = answered.filter((each) => each.found === none && !isRight(each));
  const right = answered.length - wrong.length - silent.length;
  if (json === true) printJson({ right, wrong: wrong.length, none: silent.length, questions: answered });
  else printTable({ right, wrong, silent });
  if (wrong.length > 0) process.exitCode = exitCodes.failed;
}

async function readersFor(merchant: string): Promise<KnowledgeReaders> {
  const [{ understanders }, { loadQuestionReader }] = await Promise.all([
    import('../../../understanding/registry.js'),
    import('../../../understanding/knowledge/common-questions.js'),
  ]);
  const [{ likeness, stateOf }, common] = await Promise.all([understanders.embedded(), loadQuestionReader()]);
  return { merchant, common, likeness, stateOf };
}

/** Asks each phrase of the knowledge without it. */
async function heldOut(knowledge: readonly KnowledgeEntry[], readers: KnowledgeReaders): Promise<Answered[]> {
  const answered: Answered[] = [];
  for (const entry of knowledge)
    for (const [language, phrases] of entry.asks)
      for (const text of phrases) {
        const asks = new Map(entry.asks).set(
          language,
          phrases.filter((phrase) => phrase !== text),
        );
        const without = knowledge.map((each) => (each === entry ? { ...entry, asks } : each));
        answered.push(await ask({ text, wants: entry.topic }, without, readers));
      }
  return answered;
}

async function asked(
  file: string,
  knowledge: readonly KnowledgeEntry[],
  readers: KnowledgeReaders,
): Promise<Answered[]> {
  const answered: Answered[] = [];
  for (const question of await questionsIn(file)) {
    if (question.wants !== none && !knowledge.some(({ topic }) => topic === question.wants))
      throw new OrderlyError('knowledge_questions_invalid', `There is no entry \`${question.wants}\``);
    answered.push(await ask(question, knowledge, readers));
  }
  return answered;
}

async function questionsIn(file: string): Promise<Question[]> {
  const content = await readFile(file, 'utf8').catch(() => {
    throw new OrderlyError('path_missing', `${file} does not exist`);
  });
  return content.split('\n').flatMap((written, at): Question[] => {
    if (written.trim() === '') return [];
    const parsed = line.safeParse(jsonOf(written));
    if (parsed.success) return [parsed.data];
    throw new OrderlyError('knowledge_questions_invalid', `Line ${at + 1} of ${file} is not a question`);
  });
}

function jsonOf(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}

async function ask(
  question: Question,
  knowledge: readonly KnowledgeEntry[],
  readers: KnowledgeReaders,
): Promise<Answered> {
  const { entryInMessage } = await import('../../../activities/answer-from-knowledge.js');
  const found = await entryInMessage(question, knowledge, readers);
  return { ...question, found: found?.entry.topic ?? none };
}

function printTable({
  right,
  wrong,
  silent,
}: {
  right: number;
  wrong: Answered[];
  silent: Answered[];
}): void {
  for (const { text, wants, found } of wrong)
    printLine(`wrong  ${plain(JSON.stringify(text))} found ${found} instead of ${wants}`);
  for (const { text, wants } of silent)
    printLine(`none   ${plain(JSON.stringify(text))} did not find ${wants}`);
  printLine(`${right} right, ${wrong.length} wrong, ${silent.length} without an answer`);
}

/** The answers of which-record.txt, judged by hand. */
import { readFileSync } from 'node:fs';

/** An answer to a list: the record that it means, or `?` for what has to be asked again. */
export interface JudgedAnswer {
  list: string;
  labels: readonly string[];
  /** The record of each label, in the same order. */
  records: readonly string[];
  text: string;
  meant: string;
}

/** Every answer with its list. */
export function judgedAnswers(): JudgedAnswer[] {
  const file = readFileSync(new URL('which-record.txt', import.meta.url), 'utf8');
  return file.split('\n## ').slice(1).flatMap(answersTo);
}

function answersTo(block: string): JudgedAnswer[] {
  const [list = '', ...lines] = block.trim().split('\n');
  const options = lines.flatMap((line) => [...line.matchAll(/^\* (.+?) = (.+)$/gu)]);
  const records = options.map(([, record = '']) => record);
  const labels = options.map(([, , label = '']) => label);
  return lines.slice(options.length).map((line) => {
    const [text = '', meant = ''] = line.split(' -> ');
    return { list, labels, records, text, meant };
  });
}

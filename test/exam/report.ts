/** The table of an exam of conversations: by matter and by language. */
import type { Grade } from './grade.js';
import type { Played } from './play.js';

/** A dialogue with its grade. */
export interface Graded {
  grade: Grade;
  why: string;
  played: Played;
}

const grades: readonly Grade[] = ['best', 'acceptable', 'dead_end', 'wrong', 'dangerous'];

const share = (part: number, whole: number): string =>
  `${part} (${whole === 0 ? 0 : Math.round((100 * part) / whole)} %)`;

/** A line a matter and language, and how often people took over. */
export function tableOf(all: readonly Graded[]): string {
  const groups = new Map<string, Graded[]>();
  const put = (name: string, one: Graded): void => void groups.set(name, [...(groups.get(name) ?? []), one]);
  for (const one of all) put(one.played.dialogue.matter, one);
  for (const one of all) put(one.played.dialogue.language === 'de' ? 'German' : 'English', one);
  for (const one of all) put('all', one);
  const rows = [...groups].map(([name, of]) => {
    const counted = grades.map((grade) => share(of.filter((one) => one.grade === grade).length, of.length));
    return [name, String(of.length), ...counted];
  });
  const table = [['', 'n', ...grades.map((grade) => grade.replace('_', ' '))], ...rows];
  const widths = table[0]?.map((_, at) => Math.max(...table.map((row) => row[at]?.length ?? 0))) ?? [];
  const lines = table.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const handed = all.filter(({ played }) => played.handovers.length > 0);
  const silent = handed.filter(({ played }) => played.handovers.some(({ told }) => !told));
  const unread = handed.filter(({ played }) =>
    played.handovers.some(({ reason }) => /understood|verstanden/.test(reason)),
  );
  const replies = all.flatMap(({ played }) => played.replies);
  const bubbles = replies.filter((count) => count > 1);
  const good = all.filter(({ grade }) => grade === 'best' || grade === 'acceptable').length;
  return [
    ...lines,
    '',
    `at least acceptable ${share(good, all.length)}; handed over ${share(handed.length, all.length)}, ` +
      `without a word ${silent.length}, not understood ${share(unread.length, handed.length)}`,
    `more than one message to ${share(bubbles.length, replies.length)} of what customers wrote, four or more to ` +
      `${replies.filter((count) => count > 3).length}`,
  ].join('\n');
}

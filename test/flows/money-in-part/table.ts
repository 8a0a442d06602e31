/** What came of a set of cases, as a table by kind and the transcripts of those that were not kept. */
import type { PlayedCase } from './play.js';

/** In Markdown. */
export function tableOf(played: readonly PlayedCase[]): string {
  const kinds = ['part', 'whole', 'items'] as const;
  const rows = kinds.map((kind) => {
    const own = played.filter(({ one }) => one.kind === kind);
    const counts = [
      own.length,
      own.filter(({ kept }) => kept).length,
      own.filter(({ offered }) => offered).length,
      own.filter(({ paid, cancelled }) => paid > 0 || cancelled).length,
      own.filter(({ sentBack }) => sentBack).length,
      own.filter(({ handedOver }) => handedOver !== undefined).length,
    ];
    return `| ${[kind, ...counts].join(' | ')} |`;
  });
  const head = ['kind', 'cases', 'kept', 'money offered', 'money moved', 'sent back', 'to people'];
  const failed = played.filter(({ kept }) => !kept);
  return [
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---').join('|')}|`,
    ...rows,
    ...failed.map(
      ({ one, transcript }) => `\n${one.id} (${one.kind}, ${one.matter})\n${transcript.join('\n')}`,
    ),
  ].join('\n');
}

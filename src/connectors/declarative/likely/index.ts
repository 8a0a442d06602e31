/** What a connection file says in the right form, and cannot mean: each system would take it, or fail with other words. */
import type { Vocabulary } from '../../../commerce/operation.js';
import type { Path } from '../../../flows/yaml/document.js';
import type { Report } from '../report-issues.js';
import type { ConnectionFile } from '../schema.js';
import { checkAmounts } from './amounts.js';
import { checkAnswerPaths } from './answer-paths.js';
import { checkCredentials } from './credentials.js';
import { checkRequests } from './requests.js';

/** Reports what a file most likely does not mean; only for one without other issues. */
export function checkLikely(
  file: ConnectionFile,
  report: Report,
  {
    siblingFiles,
    vocabulary,
  }: { siblingFiles: (name: string) => Buffer | undefined; vocabulary?: Vocabulary | undefined },
): void {
  checkCredentials(file, report);
  checkRequests(file, vocabulary, report);
  checkAmounts(file, report);
  checkEventIds(file, report);
  checkAnswerPaths(file, report, siblingFiles);
}

/** The record's id as the event's: what is told of a record later would be taken for a repetition. */
function checkEventIds({ events }: ConnectionFile, report: Report): void {
  if (events === undefined) return;
  const kinds = Object.values(events.kinds);
  const refs = kinds.map(({ ref }) => ref);
  const [id] = events.id;
  const tellsMore = kinds.length > 1 || kinds.some(({ outcome, fields }) => outcome ?? fields);
  if (events.id.length !== 1 || typeof id !== 'string' || !tellsMore || !refs.every((ref) => ref === id))
    return;
  const [outcome] = kinds.flatMap((kind) => pathIn(kind.outcome) ?? []);
  const path: Path = ['events', 'id'];
  const message = `\`id\` is the same as \`ref\`: events with the same id count once, so only the first event about each record would count.`;
  const hint = `Use the event’s own id, or several values: \`id: [${id}, ${outcome ?? '$.…'}]\`.`;
  report.warn(path, 'connection_events_invalid', message, { hint });
}

const pathIn = (rules: unknown): string | undefined =>
  typeof rules === 'object' && rules !== null && 'path' in rules && typeof rules.path === 'string'
    ? rules.path
    : undefined;

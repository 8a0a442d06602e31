/** The record's id as its event's: what is told of the record later would be taken for a repetition. */
import type { Report } from '../report-issues.js';
import type { ConnectionFile } from '../schema.js';

/** Warns about it, where the system tells several things of one record. */
export function checkEventIds({ events }: ConnectionFile, report: Report): void {
  if (events === undefined) return;
  const kinds = Object.values(events.kinds);
  const [id, ...more] = events.id;
  const isFollowed = kinds.length > 1 || kinds.some(({ outcome, fields }) => outcome ?? fields);
  if (typeof id !== 'string' || more.length > 0 || !isFollowed || kinds.some(({ ref }) => ref !== id)) return;
  const outcome = kinds.map((kind) => pathIn(kind.outcome)).find((path) => path !== undefined);
  const message = `\`id\` is the same as \`ref\`: events with the same id count once, so only the first event about each record would count.`;
  const hint = `Use the event’s own id, or several values: \`id: [${id}, ${outcome ?? '$.…'}]\`.`;
  report.warn(['events', 'id'], 'connection_events_invalid', message, { hint });
}

const pathIn = (rules: unknown): string | undefined =>
  typeof rules === 'object' && rules !== null && 'path' in rules && typeof rules.path === 'string'
    ? rules.path
    : undefined;

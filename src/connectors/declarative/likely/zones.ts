/** Moments that are read in a zone in which the system hardly writes them. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import type { Path } from '../../../flows/yaml/document.js';
import type { Report } from '../report-issues.js';
import type { ConnectionFile } from '../schema.js';

const UTC = /^(UTC|GMT|Z|Zulu|Etc\/(UTC|GMT))$/i;

/** Days as people write them, with a time and without an offset: `dd.MM.yyyy HH:mm`. */
const FOR_PEOPLE = /^d{1,2}[./ -].*y.*[Hh]{1,2}(?!.*X)/;

/** A literal `Z` behind a time. */
const ZULU = /'Z'\s*$/;

/** Warns about both. */
export function checkZones({ operations }: ConnectionFile, report: Report): void {
  const reported = new Set<string>();
  visit(operations as unknown as Json, ['operations']);

  function visit(value: Json, path: Path): void {
    if (typeof value !== 'object' || value === null) return;
    if ('zone' in value) check(value, path);
    for (const [key, part] of Object.entries<Json>(value as JsonObject))
      visit(part, [...path, Array.isArray(value) ? Number(key) : key]);
  }

  function check({ zone, format }: Readonly<Record<string, Json>>, path: Path): void {
    if (typeof zone !== 'string' || typeof format !== 'string' || reported.has(`${zone} ${format}`)) return;
    const isUtc = UTC.test(zone);
    const at = [...path, 'zone'];
    if (isUtc && FOR_PEOPLE.test(format)) {
      const message = `Times written as \`${format}\` are mostly local times of the shop; in UTC, they would be hours off.`;
      const hint =
        'Compare a recent order with the shop’s own pages, and write its zone, such as `zone: Europe/Berlin`. If the times are in UTC, ignore this.';
      report.warn(at, 'connection_format_invalid', message, { hint });
    } else if (!isUtc && ZULU.test(format)) {
      const message = `The \`Z\` at the end says that these times are in UTC, but they are read in \`${zone}\`.`;
      const hint = `Write \`format: "${format.replace(ZULU, 'XXX')}"\`, without a \`zone\`, or \`zone: UTC\`.`;
      report.warn(at, 'connection_format_invalid', message, { hint });
    } else return;
    reported.add(`${zone} ${format}`);
  }
}

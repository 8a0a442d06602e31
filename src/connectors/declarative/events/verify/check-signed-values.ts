/** Where an item signs values of its own, what decides about it must be among them. */
import type { Path } from '../../../../flows/yaml/document.js';
import type { Report } from '../../report-issues.js';
import type { EventsRules } from '../schema.js';

/** Adds an issue for each value of the id, of a kind's condition, `ref` and `outcome` that `verify.of` does not sign. */
export function checkSigned({ verify, id, kinds }: EventsRules, path: Path, report: Report): void {
  if (verify.scheme !== 'hmac' || !Array.isArray(verify.of)) return;
  const signed: readonly string[] = verify.of;
  const check = (value: unknown, at: Path): void => {
    const foreign = placesIn(value).find((place) => !signed.includes(place));
    if (foreign === undefined) return;
    const message = `\`${foreign}\` is not signed by \`verify.of\`: whoever forwards the request could change it.`;
    report.add(at, 'connection_events_invalid', message);
  };
  check(id, [...path, 'id']);
  for (const [name, { when, ref, outcome }] of Object.entries(kinds)) {
    for (const [key, value] of Object.entries({ when, ref, outcome }))
      check(value, [...path, 'kinds', name, key]);
  }
}

/** The paths and headers that rules look at. */
function placesIn(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('$') ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]: [string, unknown]) =>
    key === 'header' && typeof one === 'string' ? [one] : placesIn(one),
  );
}

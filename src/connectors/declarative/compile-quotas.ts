/** Compiles `quotas:` of a connection. */
import { compileCondition } from './conditions.js';
import type { Quota } from './quotas.js';
import type { Report } from './report.js';
import type { ConnectionFile } from './schema.js';

/** The quotas of a connection's requests and those of its tokens. */
export function compileQuotas(
  { quotas = [] }: ConnectionFile['limits'],
  report: Report,
): Readonly<Record<'requests' | 'tokens', readonly Quota[]>> {
  const compiled = quotas.map(({ most: { count, ms, isDay }, zone, of = 'requests', spent }, index) => {
    const path = ['limits', 'quotas', index];
    if (zone !== undefined && !isDay)
      report.add([...path, 'zone'], 'connection_invalid', 'Only a quota a day has a midnight.', {
        at: 'key',
      });
    const quota: Quota = {
      ...{ count, ms },
      ...(isDay ? { zone: zone ?? 'UTC' } : {}),
      ...(spent === undefined ? {} : { spent: compileCondition(spent, [...path, 'spent'], report) }),
    };
    return { of, quota };
  });
  const those = (wanted: 'requests' | 'tokens'): Quota[] =>
    compiled.filter(({ of }) => of === wanted).map(({ quota }) => quota);
  return { requests: those('requests'), tokens: those('tokens') };
}

/** `wait: 2m` where months are meant: in the short form, `m` stands for minutes. */
import type { Json, JsonObject } from '../../contracts/json.js';
import type { Compilation } from '../compilation.js';
import type { Path } from '../yaml/document.js';

/** Keys whose times are of people: hours and days. */
const OF_PEOPLE = /^(wait|expires|after|remind|atMost)$/;

/** Warns about short numbers of minutes that are written with `m` alone. */
export function warnOfMonths(flow: Compilation): void {
  visit(flow.document.value, []);

  function visit(value: Json | undefined, path: Path): void {
    if (typeof value === 'object' && value !== null) {
      for (const [key, part] of Object.entries<Json>(value as JsonObject))
        visit(part, [...path, Array.isArray(value) ? Number(key) : key]);
      return;
    }
    const key = path.at(-1);
    const [, count = ''] = /^(?:after )?(\d+)m$/.exec(typeof value === 'string' ? value : '') ?? [];
    if (count === '' || typeof key !== 'string' || !OF_PEOPLE.test(key) || Number(count) > 24) return;
    const unit = count === '1' ? 'minute' : 'minutes';
    const months = count === '1' ? 'a month' : `${count} months`;
    const message = `\`${count}m\` is ${count} ${unit}: \`m\` stands for minutes, and there is no unit for months.`;
    const hint = `For ${months}, write \`${Number(count) * 30} days\`; if you mean minutes, write \`${count} ${unit}\`.`;
    flow.warn(path, 'duration_short', message, hint);
  }
}

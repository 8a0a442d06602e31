/** `{ lookup: { in, where, equals }, from }`: a value of the item of a chain's list that belongs to what the request is about. */
import type { JsonObject } from '../../../contracts/json.js';
import type { Path } from '../../../yaml/document.js';
import { isList, isObject, plainText } from '../json-value.js';
import { namedSlot, valueOf } from '../template.js';
import { UnusableValue } from '../unusable-value.js';
import type { RequestScope, Writer } from './payload.js';

/** Whether a map is one. */
export const isLookedUp = (rules: JsonObject): boolean =>
  isObject(rules['lookup'] ?? null) && typeof rules['from'] === 'string';

/** Compiles it; a request for which no item is found is not sent. `compile` is for one value. */
export function lookedUpWriter(
  rules: JsonObject,
  path: Path,
  scope: RequestScope,
  compile: (rules: unknown, path: Path, scope: RequestScope) => Writer,
): Writer {
  const { report } = scope;
  const nothing: Writer = () => undefined;
  report.unknownKeys(rules, ['lookup', 'from'], path);
  const lookup = isObject(rules['lookup'] ?? null) ? (rules['lookup'] as JsonObject) : {};
  const at = [...path, 'lookup'];
  report.unknownKeys(lookup, ['in', 'where', 'equals'], at);
  const [list, where, from] = [lookup['in'], lookup['where'], rules['from']].map((part) =>
    plainText(part ?? ''),
  ) as [string, string, string];
  const slot = namedSlot(list, scope);
  if ('code' in slot) {
    report.add([...at, 'in'], slot.code, slot.message, {});
    return nothing;
  }
  const element = slot.shape.kind === 'list' ? slot.shape.element : undefined;
  const fields = element?.kind === 'record' ? [...element.fields.keys()] : [];
  for (const name of [where, from].filter((name) => !fields.includes(name))) {
    const message = `\`${list}\` is no list of records with \`${name}\`.`;
    report.add(at, 'connection_template_invalid', message, { at: 'key' });
  }
  scope.used.push(slot);
  const { equals = '' } = lookup;
  const words = (isList(equals) ? equals : [equals]).map((word) => compile(word, [...at, 'equals'], scope));
  return (values) => {
    const wanted = words.map((word) => word(values)).find((word) => word !== undefined);
    const items = valueOf(slot, values) ?? [];
    const found =
      wanted !== undefined &&
      isList(items) &&
      items.find((item) => isObject(item) && plainText(item[where] ?? '') === plainText(wanted));
    const value = found && isObject(found) ? found[from] : undefined;
    if (value === undefined) throw new UnusableValue('a look-up finds nothing');
    return value;
  };
}

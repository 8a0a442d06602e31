/** Looks into an answer whose shape a test knows. */

/** What stands at a path such as `Fault.detail`; `undefined` where it leads nowhere. */
export function at(value: unknown, path: string): unknown {
  let found = value;
  for (const name of path.split('.')) found = (found as Record<string, unknown> | undefined | null)?.[name];
  return found;
}

/** What stands at several paths. */
export const all = (value: unknown, ...paths: string[]): unknown[] => paths.map((path) => at(value, path));

/** A text at a path. */
export const textAt = (value: unknown, path: string): string => String(at(value, path));

/** The items of a list at a path; none where there is no list. */
export function listAt(value: unknown, path: string): unknown[] {
  const found = at(value, path);
  return Array.isArray(found) ? found : [];
}

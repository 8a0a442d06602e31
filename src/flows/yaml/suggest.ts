/** "Did you mean": the known name nearest to a misspelt one. */

/** Words that other tools use, and ours. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ...(['list', 'search', 'query'] as const).map((word) => [word, 'find'] as const),
  ...(['read', 'fetch', 'show', 'details'] as const).map((word) => [word, 'get'] as const),
  ...(['params', 'parameters', 'qs'] as const).map((word) => [word, 'query'] as const),
  ...(['url', 'uri', 'endpoint'] as const).map((word) => [word, 'path'] as const),
  ...(['payload', 'data', 'json'] as const).map((word) => [word, 'body'] as const),
  ...(['tell', 'send', 'reply', 'message', 'respond', 'print'] as const).map(
    (word) => [word, 'say'] as const,
  ),
  ...(['switch', 'case', 'match', 'branch'] as const).map((word) => [word, 'choose'] as const),
  ...(['foreach', 'loop', 'for', 'map'] as const).map((word) => [word, 'each'] as const),
  ...(['sleep', 'delay', 'pause', 'timer'] as const).map((word) => [word, 'wait'] as const),
  ...(['type', 'kind', 'strategy'] as const).map((word) => [word, 'scheme'] as const),
]);

/** The known name that a word of another tool stands for, alone or as a part: `orders.list` is `orders.find`. */
function fromOtherTools(word: string, names: readonly string[]): string | undefined {
  const ours = word
    .split('.')
    .map((part) => ELSEWHERE.get(part) ?? part)
    .join('.');
  return ours !== word && names.includes(ours) ? ours : undefined;
}

/** Names of which a word is a whole part, as `oauth2` is of `oauth2-password`; none where it says too little. */
function withPart(word: string, names: readonly string[]): string[] {
  const found =
    word.length < 4 ? [] : names.filter((name) => name.split(/[-_]/).includes(word.toLowerCase()));
  return found.length <= 6 ? found : [];
}

/** Another tool's word for one of `known`, else the nearest of them within a third of its length and 3 edits, if any. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const names = [...known];
  const ours = fromOtherTools(word, names);
  if (ours !== undefined) return ours;
  const limit = Math.min(3, Math.ceil(word.length / 3));
  let best: { name: string; distance: number } | undefined;
  for (const name of names) {
    if (name.length > 200 || Math.abs(name.length - word.length) > limit) continue;
    const distance = editDistance(word.toLowerCase(), name.toLowerCase());
    if (distance <= limit && (best === undefined || distance < best.distance)) best = { name, distance };
  }
  return best?.name;
}

/** A hint: the nearest name, or all names if there are few. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const names = [...known];
  const whole = withPart(word, names);
  if (whole.length > 0) return `Did you mean ${whole.map((one) => `\`${one}\``).join(' or ')}?`;
  const name = nearest(word, names);
  if (name !== undefined) return `Did you mean \`${name}\`?`;
  if (names.length === 0) return 'There are none here.';
  const shown = names.slice(0, 20).map((known) => `\`${known}\``);
  return `Use one of: ${shown.join(', ')}${names.length > shown.length ? ', …' : ''}.`;
}

/** Optimal string alignment distance: insertions, deletions, substitutions and swapped neighbours count 1 each. */
function editDistance(a: string, b: string): number {
  if (a.length > 200) return Number.POSITIVE_INFINITY;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        cell(last, column) + 1,
        cell(current, column - 1) + 1,
        cell(last, column - 1) + same,
        swapped ? cell(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = current;
  }
  return cell(last, b.length);
}

const cell = (row: readonly number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY;

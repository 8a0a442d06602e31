/** The two keys that a request can carry: that of its operation, and one of its own (DESIGN §5). */
import type { Path } from '../../flows/yaml/document.js';

const NAMES: readonly string[] = ['idempotencyKey', 'requestKey'];

/** What names a key: the way of its slot, and the whole value in which it stands, where there is one. */
interface NamedKey {
  way: readonly string[];
  whole?: string;
}

/** Whether a slot is one of the keys: both are the same whenever the request is sent again. */
export const isKey = ({ way: [root = ''] }: NamedKey): boolean => NAMES.includes(root);

/** A condition that compares a key, by its place; `text` is the word, if it is compared as one. */
export interface ComparedKey {
  name: string;
  path: Path;
  text?: string;
}

/** What the requests of an operation carry, and what its conditions compare. */
export interface OperationKeys {
  carried: readonly NamedKey[];
  compared: readonly ComparedKey[];
}

/** Notes the keys that a word of a condition names. */
export function noteCompared(
  slots: readonly NamedKey[],
  path: Path,
  { compared, text }: { compared: ComparedKey[] | undefined; text?: string },
): void {
  for (const { way } of slots.filter(isKey))
    compared?.push({ name: way[0] ?? '', path, ...(text === undefined ? {} : { text }) });
}

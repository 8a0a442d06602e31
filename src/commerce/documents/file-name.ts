/** Names of documents as files: what a system calls one is not trusted. */
import { type DocumentMediaType, endings } from './media-type.js';

/** Most characters of a name without its ending. */
const LONGEST = 80;

/** A name that means the same everywhere: letters, digits, `-`, `_` and single dots, ending as its type does. */
export function fileNameOf(said: string | undefined, kind: string, mediaType: DocumentMediaType): string {
  const ending = endings[mediaType];
  // What stands before the last slash or backslash is a folder.
  const last = (said ?? '').normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const stem = last.toLowerCase().endsWith(`.${ending}`) ? last.slice(0, -ending.length - 1) : last;
  const safe = stem
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '_')
    .replaceAll(/\.{2,}/g, '.')
    .replaceAll(/^[._-]+|[._-]+$/g, '');
  const short = Array.from(safe).slice(0, LONGEST).join('');
  return `${short === '' || RESERVED.test(short) ? kind : short}.${ending}`;
}

/** Devices of Windows, whatever stands behind the dot. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

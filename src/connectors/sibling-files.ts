/** Files that lie beside a connection's file: GraphQL documents, envelopes, WSDLs, certificates. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A reader of the files beside `file` and in folders below; a name that would lead out of there names nothing. */
export function siblingFilesOf(file: string): (name: string) => Buffer | undefined {
  return (name) => {
    if (!isInside(name)) return undefined;
    try {
      return readFileSync(join(dirname(file), name));
    } catch {
      return undefined;
    }
  };
}

const isInside = (name: string): boolean =>
  /^[A-Za-z0-9._/-]{1,200}$/.test(name) &&
  name.split('/').every((part) => part !== '' && !part.startsWith('.'));

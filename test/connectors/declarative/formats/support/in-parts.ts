/** Bodies in several parts, as systems send them, and their views. */
import type { Json } from '../../../../../src/contracts/json.js';
import { largeBodyOf } from './read.js';

/** A PDF in which a line looks like the start of a part. */
export const PDF = Buffer.from('%PDF-1.7\n--b\r\n%âãÏÓ\r\n\r\n', 'latin1');

/** Headers of a part, each in its line, and its content. */
export type Part = [headers: string, content: string | Buffer];

/** A body of parts with the boundary `b`. */
export const inParts = (...parts: Part[]): Buffer =>
  Buffer.concat([
    ...parts.flatMap(([headers, content]) => [
      Buffer.from(`--b\r\n${headers === '' ? '' : `${headers.replaceAll('\n', '\r\n')}\r\n`}\r\n`),
      Buffer.from(content as string),
      Buffer.from('\r\n'),
    ]),
    Buffer.from('--b--\r\n'),
  ]);

/** The view of a body that can be read. */
export const viewOfParts = async (...read: Parameters<typeof largeBodyOf>): Promise<Json> => {
  const found = await largeBodyOf(...read);
  if ('problem' in found) throw new Error(found.why);
  return found.view;
};

/** Answers that would fill the memory: stopped at the cap, measured in a process of its own. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Transform } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import { expect, test } from 'vitest';

const BOMB_BYTES = 200_000_000;
const MOST_MB = 32;

const script = fileURLToPath(new URL('support/memory-of-bombs.ts', import.meta.url));

/** Compressed zeros, made piece by piece. */
async function packed(transform: Transform, bytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  transform.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = once(transform, 'end');
  const piece = Buffer.alloc(1_000_000);
  for (let done = 0; done < bytes; done += piece.length)
    if (!transform.write(piece.subarray(0, bytes - done))) await once(transform, 'drain');
  transform.end();
  await ended;
  return Buffer.concat(chunks);
}

const quick = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 3 } };
/** Node 20 has no zstd, and then it is not asked for either. */
const { createZstdCompress } = zlib as { createZstdCompress?: () => Transform };
const encodings: Record<string, () => Transform> = {
  gzip: () => zlib.createGzip({ level: 1 }),
  deflate: () => zlib.createDeflate({ level: 1 }),
  br: () => zlib.createBrotliCompress(quick),
  ...(createZstdCompress ? { zstd: createZstdCompress } : {}),
};

test(`bombs of 200 MB and bodies without end add at most ${MOST_MB} MB`, async () => {
  const bombs = new Map<string, { encoding: string; bomb: Buffer; small: Buffer }>();
  for (const [encoding, make] of Object.entries(encodings)) {
    const [bomb, small] = [await packed(make(), BOMB_BYTES), await packed(make(), 1000)];
    bombs.set(`/${encoding}`, { encoding, bomb, small });
  }
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '', 'http://x');
    const packedBody = bombs.get(pathname);
    if (packedBody) {
      const { encoding, bomb, small } = packedBody;
      response.writeHead(200, { 'content-encoding': encoding }).end(search === '' ? bomb : small);
    } else if (search !== '') response.end('{}');
    else {
      const piece = Buffer.alloc(1_000_000, 'x');
      const more = (): void => {
        while (!response.destroyed && response.write(piece));
      };
      response.on('drain', more);
      more();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const paths = [...bombs.keys(), '/endless'];
  const args = ['--import', 'tsx', '--expose-gc', script, base, ...paths];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const { outcomes, risenMb } = JSON.parse(stdout) as { outcomes: Record<string, string>; risenMb: number };
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  const stopped = paths.flatMap((path) => [`GET ${path}`, `POST ${path}`]);
  expect(outcomes).toEqual(Object.fromEntries(stopped.map((name) => [name, 'answer_too_large'])));
  expect(risenMb).toBeLessThanOrEqual(MOST_MB);
});

/** `npm run tool -- kernel`: compiles the transformer's kernel.wat into kernel.wasm beside it. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import wabt from 'wabt';

const folder = new URL('../src/understanding/embedded/transformer/', import.meta.url);

/** The bytes of kernel.wasm as kernel.wat says them now. */
export async function compileKernel(): Promise<Uint8Array> {
  const toolkit = await wabt();
  const module = toolkit.parseWat('kernel.wat', await readFile(new URL('kernel.wat', folder)));
  try {
    module.validate();
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bytes = await compileKernel();
  await writeFile(new URL('kernel.wasm', folder), bytes);
  process.stdout.write(`kernel.wasm: ${bytes.length} bytes\n`);
}

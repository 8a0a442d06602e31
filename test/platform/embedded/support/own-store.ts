/** Owns the embedded store of a folder until it is killed; says its address, or why it does not. */
import { OrderlyError } from '../../../../src/contracts/errors/orderly-error.js';
import { openEmbeddedStore } from '../../../../src/platform/embedded/start-embedded.js';

const say = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);

try {
  const store = await openEmbeddedStore(process.argv[2] ?? '');
  say({ databaseUrl: store.databaseUrl });
} catch (error) {
  if (!(error instanceof OrderlyError)) throw error;
  say({ code: error.code, message: error.message, hint: error.hint });
}

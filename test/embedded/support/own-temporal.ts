/** Owns a Temporal dev server until it is killed; says its address. */
import { startTemporalServer } from '../../../src/embedded/temporal-server.js';

const server = await startTemporalServer({ cli: process.argv[2] ?? '', folder: process.argv[3] ?? '' });
process.stdout.write(`${JSON.stringify({ address: server.address })}\n`);

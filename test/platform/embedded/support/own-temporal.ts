/** Owns a Temporal dev server until it is killed; says its address. */
import { freePort } from '../../../../src/platform/embedded/free-ports.js';
import { startTemporalServer } from '../../../../src/platform/embedded/temporal-server.js';

const [cli = '', folder = ''] = process.argv.slice(2);
const server = await startTemporalServer({ cli, folder, port: await freePort(), uiPort: await freePort() });
process.stdout.write(`${JSON.stringify({ address: server.address })}\n`);

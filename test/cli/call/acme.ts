/** A merchant with one connection, in a folder of its own, called in this process and on the command line. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Caller, openCaller } from '../../../src/cli/call/caller.js';
// Loaded before they are asked for all at once, which the test runner's modules do not like.
import '../../../src/merchants/publish-merchants.js';
import '../../../src/connectors/build-connection.js';
import { type Ended, orderly, temporaryFolder } from '../run-cli.js';

/** A merchant's folder. */
export interface Acme extends AsyncDisposable {
  folder: string;
  /** Makes it this process's merchant. */
  use(): void;
  /** Its operations, in this process. */
  open(): Promise<Caller>;
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
}

/** What is written. */
export interface AcmeFiles {
  /** Own operations, and to which domains the connection is bound: lines of merchant.yaml. */
  merchant: string;
  connection: string;
  siblingFiles?: Readonly<Record<string, string>>;
  secrets: Readonly<Record<string, string>>;
}

/** Writes it. */
export async function writeAcme({
  merchant,
  connection,
  siblingFiles = {},
  secrets,
}: AcmeFiles): Promise<Acme> {
  const temporary = await temporaryFolder();
  const connections = join(temporary.path, 'merchants', 'acme', 'connections');
  await mkdir(connections, { recursive: true });
  await mkdir(join(temporary.path, 'flows'));
  const head =
    'merchant: acme\nname: Acme\nzone: Europe/Berlin\nlanguage: en\nhandover: { default: service }\n';
  await writeFile(join(temporary.path, 'merchants', 'acme', 'merchant.yaml'), `${head}${merchant}`);
  for (const [name, text] of Object.entries({ ...siblingFiles, 'api.yaml': connection }))
    await writeFile(join(connections, name), text);
  const env: Record<string, string> = {
    ...{ ORDERLY_MERCHANTS: join(temporary.path, 'merchants'), ORDERLY_FLOWS: join(temporary.path, 'flows') },
    ...{ ORDERLY_EGRESS_ALLOW: '127.0.0.1', ORDERLY_CACHE: join(temporary.path, '.cache') },
    ...Object.fromEntries(Object.entries(secrets).map(([name, value]) => [`ORDERLY_SECRET_${name}`, value])),
  };
  const use = (): void => {
    Object.assign(process.env, env);
  };
  return {
    folder: temporary.path,
    use,
    open() {
      use();
      return openCaller('acme');
    },
    run: (args, more = {}) => orderly(args, { env: { ...env, ...more } }),
    async [Symbol.asyncDispose]() {
      for (const name of Object.keys(env)) Reflect.deleteProperty(process.env, name);
      await temporary[Symbol.asyncDispose]();
    },
  };
}

/** `orderly api codec`: lets Temporal's UI and CLI show payloads to those who may read them. */
import { type Command, InvalidArgumentError } from 'commander';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';
import { addCommand, wholeNumber } from '../../command.js';
import { endSignal } from '../../end-signal.js';
import { printFields } from '../../print.js';

interface CodecOptions {
  host: string;
  port: number;
  origin: readonly string[];
}

const USUAL_PORT = 8081;

/** Adds the command. */
export function addCodec(api: Command): void {
  addCommand(api, {
    usage: 'codec',
    summary: 'Run the codec server so that Temporal’s UI and CLI can show payloads.',
    examples: [
      'ORDERLY_CODEC_TOKENS="anna=$(openssl rand -hex 24)" orderly api codec --origin https://temporal.internal',
    ],
  })
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <port>', 'port to listen on (0: any free port)', wholeNumber(0), USUAL_PORT)
    .option('--origin <origin>', 'origin of a Temporal UI that may call the server; repeatable', originOf, [])
    .action(codec);
}

async function codec({ host, port, origin }: CodecOptions): Promise<void> {
  const [settings, { openSealedStore }, { SealingCodec }, { serveCodec }] = await Promise.all([
    import('../../../platform/config.js'),
    import('../../../security/keys/open-sealed-store.js'),
    import('../../../security/keys/payload-codec.js'),
    import('../../../security/keys/codec-server.js'),
  ]);
  const config = await settings.loadConfig();
  const { codecTokens: tokens } = config;
  if (tokens.size === 0) {
    const hint =
      'Set it to a comma-separated list with a `name=token` for each person who may read payloads.';
    throw new OrderlyError('config_invalid', 'ORDERLY_CODEC_TOKENS is not set', { hint });
  }
  const databaseUrl = settings.requireDatabaseUrl(config);
  const options = { databaseUrl, poolSize: 2, schema: 'required' } as const;
  const sealed = await openSealedStore(config, options);
  await using store = sealed.store;
  const keys = await sealed.keys();
  if (keys === undefined)
    throw new OrderlyError('payload_sealed', 'There is no master key to open payloads with');
  // A history may have begun before there was a master key; what is not sealed needs no opening.
  const desk = { codec: new SealingCodec(keys, 'accepted'), tokens, audit: store.audit };
  const leave = await sealed.announce('codec');
  await using server = await serveCodec(desk, { host, port, origins: origin });
  const signal = endSignal();
  printFields({ Codec: server.url });
  await signal;
  await leave();
}

function originOf(text: string, others: readonly string[]): readonly string[] {
  if (URL.canParse(text) && new URL(text).origin === text) return [...others, text];
  throw new InvalidArgumentError('Give an origin as a browser sends it: https://temporal.internal');
}

/** `orderly connections connect`: a person signs in to a system once; the refresh token is kept in the store. */
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import type { SignedIn, SignIn } from '../../../connectors/auth/scheme.js';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';
import { addCommand, wholeNumber } from '../../command.js';
import { printJson, printLine, printProgress } from '../../print.js';

interface ConnectOptions {
  port: number;
  wait: number;
  stdin?: boolean;
  json?: boolean;
}

/** Adds the command. */
export function addConnect(connections: Command): void {
  addCommand(connections, {
    usage: 'connect <merchant> <connection>',
    summary: 'Sign in to a system and store the refresh token for a connection.',
    examples: [
      'orderly connections connect acme shop',
      'orderly connections connect acme shop --stdin < refresh-token.txt',
    ],
  })
    .option(
      '--port <n>',
      "port on 127.0.0.1 for the browser's redirect (0: any free port)",
      wholeNumber(0),
      0,
    )
    .option('--wait <seconds>', 'how long to wait for the sign-in', wholeNumber(1), 600)
    .option('--stdin', 'read a refresh token from standard input instead')
    .option('--json', 'print JSON objects, one per line')
    .action(connect);
}

async function connect(merchant: string, connection: string, options: ConnectOptions): Promise<void> {
  const [settings, { openSealedStore }, { merchantConnection }] = await Promise.all([
    import('../../../platform/config.js'),
    import('../../../security/keys/open-sealed-store.js'),
    import('../../merchant-connection.js'),
  ]);
  const config = await settings.loadConfig();
  const secret = settings.requireSecret(config);
  const databaseUrl = settings.requireDatabaseUrl(config);
  const opened = await openSealedStore(config, { databaseUrl, poolSize: 1, schema: 'required' });
  await using store = opened.store;
  const { signIn } = await merchantConnection({ merchant, connection, config, secret, store });
  if (!signIn) throw new OrderlyError('sign_in_unneeded', `${merchant}/${connection} has no refresh token`);
  if (options.stdin === true) await keepGiven(signIn);
  else await signInWithBrowser(signIn, options);
  if (options.json === true) printJson({ connected: true, merchant, connection });
  else printLine(`${merchant}/${connection} is connected.`);
}

async function keepGiven(signIn: SignIn): Promise<void> {
  const token = (await text(process.stdin)).trim();
  if (!/^[\x21-\x7e]{1,16000}$/.test(token)) {
    const hint = 'Pass only the refresh token, on one line.';
    throw new OrderlyError('sign_in_failed', 'There is no refresh token on standard input', { hint });
  }
  if (!(await signIn.keep(token))) throw failed('store_busy');
  // A token that was only stored would be found wrong by the first customer.
  if (await signIn.works()) return;
  const message = 'The system did not issue an access token for this refresh token';
  const hint =
    'Check that the token is complete, unused and issued for `clientId`, and that `tokenUrl` is right; then try again.';
  throw new OrderlyError('sign_in_failed', message, { hint });
}

async function signInWithBrowser(signIn: SignIn, { port, wait, json }: ConnectOptions): Promise<void> {
  if (!signIn.begin) {
    const hint = 'Set `authorizationUrl` in its `auth:`, or pass a refresh token with --stdin.';
    throw new OrderlyError('sign_in_unneeded', 'The connection does not say where to sign in', { hint });
  }
  const { listenForCallback } = await import('../../callback-server.js');
  await using browser = await listenForCallback(port);
  const { url, finish } = await signIn.begin(browser.redirectUri);
  if (json === true) printJson({ open: url.href, redirectUri: browser.redirectUri });
  else printLine(`Open this address in a browser and sign in:\n\n  ${url.href}\n`);
  printProgress(`Waiting for the sign-in at ${browser.redirectUri}; Ctrl-C cancels it.`);
  const result = await browser.wait(async (callback) => answerFor(await finish(callback)), wait * 1000);
  if (result?.is !== 'connected') throw failed(result?.is === 'failed' ? result.why : 'timed_out');
}

function answerFor(result: SignedIn): { status: 200 | 400; text: string; result?: SignedIn } {
  if (result.is === 'connected')
    return { status: 200, text: 'Connected. You can close this window.', result };
  // Any page can call this URL; a call without the sign-in's state does not end the wait.
  if (result.is === 'foreign') return { status: 400, text: 'This page belongs to a different sign-in.' };
  return { status: 400, text: 'The sign-in failed; see the terminal.', result };
}

const failed = (why: string): OrderlyError =>
  new OrderlyError('sign_in_failed', `The sign-in did not return a refresh token (${why})`);

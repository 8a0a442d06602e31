/** The options of `send` and `chat` that say who writes. */
import type { Command } from 'commander';
import { readKeyFile } from './key-file.js';
import type { Writer } from './messenger.js';

/** What commander gives for them; `channelKey` is a file here. */
export type WriterOptions = Writer;

/** Adds them to a command. */
export function addWriterOptions(command: Command): Command {
  return command
    .option('--email <address>', "the customer's e-mail: typed in only, unless a channel vouches for it")
    .option('--customer-ref <ref>', "the customer's id in the shop, in the same way")
    .option('--channel-key <file>', 'private key of a channel: signs that the customer is signed in')
    .option('--channel <name>', 'name of that channel in merchant.yaml')
    .option('--language <code>', 'language of the customer, e.g. `en`');
}

/** Who writes, with the key from its file; a key that would vouch for nobody is wrong usage. */
export function writerOf(options: WriterOptions, command: Command): Writer {
  const { email, customerRef, channelKey: file, channel, language } = options;
  if (file !== undefined && email === undefined && customerRef === undefined) {
    command.error('error: --channel-key needs --email or --customer-ref, for whom the channel vouches');
  }
  return {
    ...(email === undefined ? {} : { email }),
    ...(customerRef === undefined ? {} : { customerRef }),
    ...(file === undefined ? {} : { channelKey: readKeyFile(file) }),
    ...(channel === undefined ? {} : { channel }),
    ...(language === undefined ? {} : { language }),
  };
}

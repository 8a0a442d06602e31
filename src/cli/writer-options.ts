/** The options of `chat` that identify the writer. */
import type { Command } from 'commander';
import { readKeyFile } from './key-file.js';
import type { Writer } from './messenger.js';

/** The options as commander parses them. */
export interface WriterOptions extends Pick<Writer, 'email' | 'customerRef' | 'language'> {
  channel?: string;
  /** A file. */
  channelKey?: string;
}

/** Adds the options to a command. */
export function addWriterOptions(command: Command): Command {
  return command
    .option('--email <address>', "the customer's e-mail: typed in only, unless a channel vouches for it")
    .option('--customer-ref <ref>', "the customer's id in the shop, in the same way")
    .option('--channel <name>', 'a channel in merchant.yaml that vouches for the customer, with its key')
    .option('--channel-key <file>', 'private key of that channel: signs that the customer is signed in')
    .option('--language <code>', 'language of the customer, e.g. `en`');
}

/** The writer, with the key read from its file; a key without a person or a channel is a usage error. */
export function writerOf(options: WriterOptions, command: Command): Writer {
  const { email, customerRef, channelKey: file, channel: name, language } = options;
  if (file !== undefined && email === undefined && customerRef === undefined) {
    command.error('error: --channel-key needs --email or --customer-ref, for whom the channel vouches');
  }
  if ((file === undefined) !== (name === undefined)) {
    command.error(
      'error: --channel and --channel-key go together: a voucher names the channel that signs it',
    );
  }
  return {
    ...(email === undefined ? {} : { email }),
    ...(customerRef === undefined ? {} : { customerRef }),
    ...(file === undefined || name === undefined ? {} : { channel: { name, key: readKeyFile(file) } }),
    ...(language === undefined ? {} : { language }),
  };
}

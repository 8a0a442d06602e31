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
    .option('--email <address>', "the customer's e-mail; unverified without a channel")
    .option('--customer-ref <ref>', "the customer's id in the shop; unverified without a channel")
    .option('--channel <name>', 'channel in merchant.yaml that authenticates the customer')
    .option('--channel-key <file>', 'file with the private key of that channel')
    .option('--language <code>', "the customer's language, such as `en`");
}

/** The writer, with the key read from its file; a key without a person or a channel is a usage error. */
export function writerOf(options: WriterOptions, command: Command): Writer {
  const { email, customerRef, channelKey: file, channel: name, language } = options;
  if (file !== undefined && email === undefined && customerRef === undefined) {
    command.error('error: --channel-key needs --email or --customer-ref');
  }
  if ((file === undefined) !== (name === undefined)) {
    command.error('error: --channel and --channel-key must be given together');
  }
  return {
    ...(email === undefined ? {} : { email }),
    ...(customerRef === undefined ? {} : { customerRef }),
    ...(file === undefined || name === undefined ? {} : { channel: { name, key: readKeyFile(file) } }),
    ...(language === undefined ? {} : { language }),
  };
}

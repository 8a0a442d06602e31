/** Lines from a terminal or a pipe, one after the other, whoever asks for the next. */
import { createInterface, type Interface } from 'node:readline';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { painted, printLine } from './print.js';

/** Where somebody types; from a pipe, what is read is printed behind its prompt, as it would stand on a terminal. */
export class TypedLines implements Disposable {
  readonly #reader: Interface;
  readonly #lines: AsyncIterator<string, undefined>;
  readonly #isTerminal = process.stdin.isTTY && process.stdout.isTTY;

  constructor() {
    const output = this.#isTerminal ? { output: process.stdout } : {};
    this.#reader = createInterface({ input: process.stdin, terminal: this.#isTerminal, ...output });
    this.#reader.on('SIGINT', () => {
      this.#reader.close();
    });
    this.#lines = this.#reader[Symbol.asyncIterator]();
  }

  /** The next line; undefined at the end of the input. */
  async next(prompt: string): Promise<string | undefined> {
    if (this.#isTerminal) {
      this.#reader.setPrompt(painted('bold', prompt));
      this.#reader.prompt();
    }
    const { done, value } = await this.#lines.next();
    if (done === true) {
      if (this.#isTerminal) printLine();
      return undefined;
    }
    if (!this.#isTerminal) printLine(`${prompt}${value}`.trimEnd());
    return value;
  }

  /** The next line, where one is needed; `talk_unanswered` at the end of the input. */
  async need(prompt: string): Promise<string> {
    const line = await this.next(prompt);
    if (line === undefined)
      throw new OrderlyError('talk_unanswered', `There was no input at \`${prompt.trim()}\``);
    return line;
  }

  [Symbol.dispose](): void {
    this.#reader.close();
  }
}

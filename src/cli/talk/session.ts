/** One conversation at the terminal: what is typed, what is asked for, and what may be kept of it. */
import { writeFile } from 'node:fs/promises';
import { parseDuration } from '../../flows/literals.js';
import type { JsonObject } from '../../contracts/json.js';
import { plain } from '../../platform/observability/print-failure.js';
import type { RawAction } from '../../simulator/schema.js';
import { Unscripted } from '../../simulator/scripted-answers.js';
import { type AskedSystem, type Improvised, SystemQuestions } from '../../simulator/talk/system-questions.js';
import { savedTest } from '../../simulator/talk/save-as-test.js';
import { Talk, type Seen } from '../../simulator/talk/talk.js';
import { inputsText } from '../../simulator/value-text.js';
import type { MessageUnderstander } from '../../understanding/understander.js';
import { painted, printLine } from '../print.js';
import { printProblem } from './print-problem.js';
import { typedUntilRight } from './inputs.js';
import type { LiveSystems } from './live-systems.js';
import type { Prepared } from './prepare-talk.js';
import type { TypedLines } from '../typed-lines.js';
import { zoneName } from '../../texts/languages/printed-time.js';
import { programLocale } from '../../texts/languages/program-locale.js';
import type { Happened } from '../../simulator/test-happenings.js';

// Prints a conversation: what the customer sees, and beside it, dimmed, what happens in between.

/** The printer of one conversation; `zone` is the shop's, IANA. */
class SeenPrinter {
  readonly #clock: Intl.DateTimeFormat;
  readonly #zone: string;
  #time = '';

  constructor(
    zone: string,
    public isTracing: boolean,
  ) {
    this.#zone = zone;
    this.#clock = new Intl.DateTimeFormat(programLocale, {
      ...{ timeZone: zone, weekday: 'short', day: 'numeric', month: 'short' },
      ...{ hour: '2-digit', minute: '2-digit' },
    });
  }

  /** Prints what has happened. */
  print(seen: Seen): void {
    if (seen.is === 'trace') this.trace(seen.text);
    else this.#happened(seen);
  }

  /** Prints a line of the trace, unless it is switched off. */
  trace(text: string): void {
    if (this.isTracing) printLine(painted('dim', `  · ${plain(text).replaceAll('\n', ' ')}`));
  }

  /** Prints the shop's time, where it has changed. */
  time(at: number): void {
    const time = `${this.#clock.format(at).replaceAll(',', '')} ${zoneName(at, this.#zone)}`;
    if (time !== this.#time) this.trace(`it is ${time}`);
    this.#time = time;
  }

  #happened(happened: Happened): void {
    this.time(happened.at);
    switch (happened.is) {
      case 'said':
        printReply(happened.text);
        return;
      case 'asked':
        printReply([happened.text, ...happened.options.map((each, at) => `${at + 1}. ${each}`)].join('\n'));
        return;
      case 'handed_over':
        printLine(painted('yellow', plain(`[handed over to ${happened.queue}] ${happened.reason}`)));
        return;
      case 'passed':
        printLine(painted('yellow', plain(`[passed on to people] ${happened.text}`)));
        return;
      default:
        for (const text of traceWords(happened)) this.trace(text);
    }
  }
}

function printReply(text: string): void {
  for (const [at, line] of plain(text).trimEnd().split('\n').entries())
    printLine(`${at === 0 ? 'shop>' : '     '} ${painted('cyan', line)}`);
}

/** Calls are traced with what came of them, and customers see what they have typed. */
function traceWords(
  happened: Exclude<Happened, { is: 'said' | 'asked' | 'handed_over' | 'passed' }>,
): string[] {
  switch (happened.is) {
    case 'approval_asked':
      return [`asks ${happened.role} to approve ${happened.operation}: /approve or /reject`];
    case 'decided': {
      const counts = happened.refused === undefined ? '' : `, which has no effect (${happened.refused})`;
      return [`${happened.by}: ${happened.decision}${counts}`];
    }
    case 'reported':
      return [`a system reports: ${happened.event}`];
    case 'ended':
      return [`${happened.flow} ends as ${happened.result}`];
    case 'failed':
      return [`${happened.flow} fails: ${happened.code}`];
    case 'customer':
    case 'called':
      return [];
  }
}

/** What a session needs. */
export interface SessionOptions {
  prepared: Prepared;
  understander: MessageUnderstander;
  lines: TypedLines;
  live?: LiveSystems;
  isTracing: boolean;
}

const help = `Write as the customer, or use a command:
  /approve [by]   approve the request, as its role or as an approver in merchant.yaml
  /reject [why]   reject the request
  /wait 2 days    let time pass; also 4 hours, 1 business day
  /trace          show or hide what happens in between
  /save <file>    save the conversation as a flow test; the name must end in .test.yaml
  /quit           leave`;

/** Talks until somebody leaves. */
export class Session {
  readonly #talk: Talk;
  readonly #printer: SeenPrinter;
  readonly #questions: SystemQuestions;
  readonly #actions: RawAction[] = [];

  constructor(readonly options: SessionOptions) {
    const { prepared, understander, isTracing } = options;
    const { merchant } = prepared.test;
    this.#printer = new SeenPrinter(merchant.config.zone, isTracing);
    this.#questions = new SystemQuestions(merchant, () => this.#talk.now);
    this.#talk = new Talk({
      ...{ test: prepared.test, understander },
      improvise: async (operation, inputs) => (await this.#improvised(operation, inputs)).answer,
      onSeen: (seen) => {
        this.#printer.print(seen);
      },
    });
  }

  /** Begins, and takes line by line; `talk_unanswered` if the input ends where something is needed. */
  async run(): Promise<void> {
    const { lines } = this.options;
    this.#printer.time(this.#talk.now);
    await this.#try(() => this.#talk.begin());
    for (;;) {
      const line = (await lines.next('you> '))?.trim();
      if (line === undefined || line === '/quit') return;
      if (line !== '') await this.#try(() => (line.startsWith('/') ? this.#command(line) : this.#hear(line)));
      this.#printer.time(this.#talk.now);
    }
  }

  async #hear(text: string): Promise<void> {
    await this.#talk.hear(text);
    this.#actions.push({ customer: text });
  }

  async #command(line: string): Promise<void> {
    const [, name = '', rest = ''] = /^\/(\S*)\s*(.*)$/s.exec(line) ?? [];
    switch (name) {
      case 'approve':
        return this.#decide('approved', rest === '' ? undefined : rest);
      case 'reject':
        if (rest !== '') this.#printer.trace(`because: ${rest}`);
        return this.#decide('rejected');
      case 'wait':
        return this.#wait(rest);
      case 'trace':
        this.#printer.isTracing = !this.#printer.isTracing;
        return;
      case 'save':
        return this.#save(rest);
      case 'help':
        printLine(help);
        return;
      default:
        throw new Unscripted(`There is no command \`/${name}\`.`, '/help lists them.');
    }
  }

  async #decide(approver: 'approved' | 'rejected', by?: string): Promise<void> {
    await this.#talk.decide(approver, by);
    this.#actions.push({ approver, ...(by === undefined ? {} : { by }) });
  }

  async #wait(written: string): Promise<void> {
    const duration = parseDuration(written);
    if (duration === undefined)
      throw new Unscripted(
        `\`${written}\` is not a duration.`,
        'Write `/wait 2 days` or `/wait 1 business day`.',
      );
    await this.#talk.pass(duration);
    this.#actions.push({ after: written });
  }

  async #save(file: string): Promise<void> {
    if (!file.endsWith('.test.yaml'))
      throw new Unscripted(`\`${file}\` is not a test file.`, 'Use a name that ends in `.test.yaml`.');
    const { written, operations, test } = this.options.prepared;
    const [first] = this.#actions.flatMap((action) =>
      typeof action === 'object' ? (action.customer ?? []) : [],
    );
    const started = this.#talk.runs[0]?.start?.inputs['message'];
    const name = typeof started === 'string' ? started : (first ?? `a conversation with ${test.flow.flow}`);
    const text = await savedTest(this.#talk, { name, given: written, operations, actions: this.#actions });
    await writeFile(file, text, { flag: 'wx' }).catch(() => {
      throw new Unscripted(`${file} cannot be written.`, 'Existing files are not overwritten.');
    });
    printLine(`Saved ${file}. Run it with \`orderly flows test ${file}\`.`);
  }

  /** What cannot be done is told on one line, and the conversation goes on. */
  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Unscripted)) throw error;
      printProblem(error);
    }
  }

  /** An answer of the shop's own system, or as it is typed. */
  async #improvised(operation: string, inputs: JsonObject): Promise<Improvised> {
    const { prepared, live } = this.options;
    const asked = this.#questions.about(operation, inputs);
    const real = await live?.answer(asked, (text) => {
      this.#printer.trace(text);
    });
    const improvised = real ?? (await this.#typed(asked));
    prepared.operations[operation] = [...(prepared.operations[operation] ?? []), improvised.written];
    return improvised;
  }

  /** Asks whoever types. */
  async #typed(asked: AskedSystem): Promise<Improvised> {
    const { operation, effect, inputs, choices } = asked;
    const does = { read: '', write: ' (write)', money: ' (moves money)' }[effect];
    printLine(plain(`${operation}${does}: ${inputsText(inputs)}`.replace(/: $/, '')));
    printLine(painted('dim', `  ${choices.map((choice, at) => `${at + 1} ${choice}`).join('  ')}`));
    return typedUntilRight('answer> ', this.options.lines, (line) => asked.read(line));
  }
}

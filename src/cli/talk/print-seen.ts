/** Prints a conversation: what the customer sees, and beside it, dimmed, what happens in between. */
import { zoneName } from '../../languages/plain-moment.js';
import { programLocale } from '../../languages/program-locale.js';
import { plain } from '../../observability/print-failure.js';
import type { Happened } from '../../simulator/happened.js';
import type { Seen } from '../../simulator/talk/talk.js';
import { painted, printLine } from '../print.js';

/** The printer of one conversation; `zone` is the shop's, IANA. */
export class SeenPrinter {
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
  for (const [at, line] of plain(text).split('\n').entries())
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
      const counts = happened.refused === undefined ? '' : `, which does not count (${happened.refused})`;
      return [`${happened.by}: ${happened.decision}${counts}`];
    }
    case 'told':
      return [`a system tells: ${happened.event}`];
    case 'ended':
      return [`${happened.flow} ends as ${happened.result}`];
    case 'failed':
      return [`${happened.flow} fails: ${happened.code}`];
    case 'customer':
    case 'called':
      return [];
  }
}

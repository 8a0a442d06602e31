/** Prints what cannot be done now; the conversation goes on. */
import { plain } from '../../platform/observability/print-failure.js';
import type { Unscripted } from '../../simulator/scripted-answers.js';
import { painted, printLine } from '../print.js';

/** Prints it on one line, among what is said: from a pipe, the order tells what it was about. */
export function printProblem({ message, hint }: Unscripted): void {
  printLine(painted('red', plain(`! ${message} ${hint}`.trim())));
}

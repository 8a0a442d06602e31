/** The exam: each task that can be played, by voucher and by facts, and what is left out with its reason. */
import { isDeepStrictEqual } from 'node:util';
import type { ChangedRecords, RetailRest } from '../../peers/retail-rest/start.js';
import type { Customer } from './customer.js';
import { customerOf, type Goal, goalsOf } from './goals.js';
import { type Came, type Exam, play } from './play.js';
import { rightEnd } from './right-actions.js';
import type { Book, Task } from './tasks.js';

/** How one conversation came out. */
export interface Verdict {
  task: string;
  how: 'authenticated' | 'facts';
  /** Whether the book ends as by the task's own actions. */
  right: boolean;
  unconfirmed: number;
  /** Writes that are none of the task's own. */
  forbidden: number;
  /** How much was wanted in vain, and how much of it came to no write. */
  inVain: number;
  refused: number;
  came: readonly Came[];
  transcript: readonly string[];
}

/** A task that is not played, or not by facts. */
export interface LeftOut {
  task: string;
  why: string;
}

/** A task as it is played in one way. */
export interface Play {
  task: Task;
  how: Verdict['how'];
  customer: Customer;
  goals: readonly Goal[];
}

/** All that can be played, in the order of the tasks; and what cannot, with its reason. */
export function allOf(
  tasks: readonly Task[],
  book: Book,
): { plays: Play[]; leftOut: LeftOut[]; onlyAuthenticated: LeftOut[] } {
  const [plays, leftOut, onlyAuthenticated]: [Play[], LeftOut[], LeftOut[]] = [[], [], []];
  for (const task of tasks) {
    const goals = goalsOf(task, book);
    const email = book.users[customerOf(task, book) ?? '']?.email;
    if (email === undefined || goals.length === 0) {
      leftOut.push({ task: task.id, why: 'it only asks for what no flow tells' });
      continue;
    }
    plays.push({ task, goals, how: 'authenticated', customer: { email } });
    if (!/W\d{7}/.test(task.text)) continue;
    const proof = proofOf(task, goals, book);
    if ('why' in proof) onlyAuthenticated.push({ task: task.id, ...proof });
    else plays.push({ task, goals, how: 'facts', customer: proof });
  }
  return { plays, leftOut, onlyAuthenticated };
}

/** The fact by which a customer of this task can prove each of their orders; or why there is none. */
function proofOf(task: Task, goals: readonly Goal[], book: Book): { fact: string } | { why: string } {
  const { email = '', address } = book.users[customerOf(task, book) ?? ''] ?? {};
  if (task.text.includes('@')) return { fact: email };
  const elsewhere = goals.find(({ order }) => book.orders[`#${order}`]?.address.zip !== address?.zip);
  return elsewhere === undefined
    ? { fact: address?.zip ?? '' }
    : { why: `order ${elsewhere.order} goes to another zip code than its customer knows` };
}

/** Plays one on `played`, and the task's own actions on `right`. */
export async function examine(
  { exam, played, right }: { exam: Exam; played: RetailRest; right: RetailRest },
  { task, how, customer, goals }: Play,
): Promise<Verdict> {
  const expected = await rightEnd(right, task);
  await played.reset();
  const { came, transcript } = await play(exam, customer, goals, Number(task.id));
  const ended = await played.changed();
  const writes = came.flatMap(({ goal, writes }) => (goal.inVain === true ? [] : writes));
  const vain = came.filter(({ goal }) => goal.inVain === true);
  const madeInVain = vain.flatMap((each) => each.writes);
  return {
    ...{ task: task.id, how, came, transcript },
    right: isDeepStrictEqual(ended, expected),
    unconfirmed: [...writes, ...madeInVain].filter(({ confirmed }) => !confirmed).length,
    forbidden: madeInVain.length + foreign(ended, expected),
    inVain: vain.length,
    refused: vain.filter((each) => each.writes.length === 0).length,
  };
}

/** Records that have changed and should not have. */
function foreign(ended: ChangedRecords, expected: ChangedRecords): number {
  const all = { ...ended.orders, ...ended.users };
  return Object.keys(all).filter((id) => !(id in expected.orders) && !(id in expected.users)).length;
}

/**
 * One flow twice: on the reducer, and as the real workflow. A tape decides what happens next; both are told, and what
 * they ask for must be the same after each event.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { WorkflowHandle } from '@temporalio/client';
import type { FlowIr } from '../../../src/contracts/ir.js';
import type { Command } from '../../../src/contracts/interpreter-command.js';
import type { RunContext, RunEvent } from '../../../src/contracts/interpreter-event.js';
import {
  type DecisionMessage,
  messageNames,
  type RunSignal,
  type RunStart,
  taskQueue,
} from '../../../src/contracts/workflow-messages.js';
import type { Tape } from '../generate/tape.js';
import { answeredOf, answerTo, type Flows } from '../support/answers.js';
import { must, type Open, PlayedRun } from '../support/played-run.js';
import { codeOf, resultOf } from './answer.js';
import { compareEnds, type Node, onceThere, recorded, soonOr, stands } from './node.js';
import { day, lengthOf } from './script.js';
import { inTime, longest, soon, tellsOrder, type Timer, timersOf, together, Undecided } from './timers.js';
import { activityOf, asAsked, expected } from './transcript.js';
import type { ModelWorld } from './world.js';

/** A game that has gone on for so long says nothing: it has the whole test wait for its timers. */
const wholeGame = 60_000;

/** How long a day of approvals and questions is: mostly so long that they never expire. */
const longDay = 3_600_000;

/** What is started: a flow, its callees, and what it is given. */
export interface Played {
  flow: FlowIr;
  flows: Flows;
  start: RunStart & { hash: string };
}

/** Plays a flow to its end on both sides; answers the ids of its workflows. */
export async function play(world: ModelWorld, tape: Tape, played: Played): Promise<string[]> {
  const game = new Game(world, tape, played.flows);
  try {
    await game.play(played);
  } catch (error) {
    await game.abandon();
    throw error;
  }
  return game.ids;
}

class Game {
  readonly nodes: Node[] = [];
  #turns = 0;

  constructor(
    readonly world: ModelWorld,
    readonly tape: Tape,
    readonly flows: Flows,
  ) {}

  get ids(): string[] {
    return this.nodes.map(({ id }) => id);
  }

  async play({ flow, start }: Played): Promise<void> {
    const { workflow } = this.world.client;
    const workflowId = `${start.conversation.workflowId}/${randomUUID()}`;
    const handle = await workflow.start(flow.flow, { workflowId, taskQueue, args: [start] });
    this.#begin(flow, workflowId, handle, start);
    await this.#settle();
    const until = Date.now() + wholeGame;
    while (this.nodes.some(({ told }) => !told)) {
      must(this.#turns < 2000, 'a run ends');
      if (Date.now() > until) throw new Undecided();
      this.#turns += 1;
      await inTime(this.nodes, () => this.#happens());
      await this.#settle();
    }
    for (const node of this.nodes) compareEnds(this.world.script, node);
  }

  /** Ends what is left of it on the server. */
  async abandon(): Promise<void> {
    for (const { handle } of this.nodes) await handle.terminate().catch(() => undefined);
  }

  #begin(flow: FlowIr, id: string, handle: WorkflowHandle, start: RunStart, parent?: Node['parent']): void {
    const { inputs, conversation, depth } = start;
    const context: RunContext = { runId: 'r', workflowId: id, inputs, conversation, depth };
    const run = new PlayedRun(flow, context, Date.now());
    const empty = { activities: new Map<string, Open>(), timers: new Map<string, number>() };
    const counts = { fired: 0, children: 0, looked: 0, told: false };
    this.nodes.push({ id, run, handle, ...empty, ...counts, ...(parent === undefined ? {} : { parent }) });
  }

  /** Until both sides stand still: what the reducer asks for is asked for by the workflow, what is due at once has fired. */
  async #settle(): Promise<void> {
    for (;;) {
      const node = this.nodes.find(({ run, looked }) => looked < run.commands.length);
      if (node !== undefined) {
        await this.#look(node);
        continue;
      }
      const ended = this.nodes.find(({ run, told }) => run.state.ended !== undefined && !told);
      if (ended !== undefined) {
        await inTime(this.nodes, () => this.#end(ended));
        continue;
      }
      if (!(await this.#fireSoon())) return;
    }
  }

  /** Looks at the commands that are new, and waits until the workflow has given them too. */
  async #look(node: Node): Promise<void> {
    const { run, id } = node;
    for (const command of run.commands.slice(node.looked)) {
      node.looked += 1;
      if (command.do === 'timer')
        node.timers.set(command.id, command.until ?? Date.now() + lengthOf(command.for ?? { ms: 0 }));
      if (command.do === 'cancel_timer') node.timers.delete(command.id);
      if (command.do === 'subflow') this.#beginChild(node, command);
      const activity = activityOf(command);
      if (activity === undefined) continue;
      const { request } = await this.world.script.asked(id, activity, (command as Open).id);
      const [asked, wanted] = [asAsked(activity, request), expected(command)];
      if (!isDeepStrictEqual(asked, wanted))
        throw new Error(
          `${activity} of ${id}: ${JSON.stringify(asked)} instead of ${JSON.stringify(wanted)}`,
        );
      const key = `${activity} ${(command as Open).id}`;
      node.activities.set(key, command as Open);
      // Last words are said one after the other.
      if (run.state.ended !== undefined && run.latest.includes(command))
        await this.#answerActivity(node, key, command as Open);
    }
    await stands(node);
  }

  #beginChild(node: Node, command: Extract<Command, { do: 'subflow' }>): void {
    const flow = this.flows.get(command.hash);
    if (flow === undefined) throw new Error(`There is no flow ${command.flow}.`);
    const id = `${node.id}/${command.step}/${command.visit}`;
    const { conversation, depth } = node.run.state.context;
    const start = {
      merchant: 'demo',
      flow: flow.flow,
      hash: command.hash,
      inputs: command.inputs,
      conversation,
      depth: depth + 1,
    };
    this.#begin(flow, id, this.world.client.workflow.getHandle(id), start, { node, command });
  }

  /** A run that has ended waits for its last words; then its parent hears of it. */
  async #end(node: Node): Promise<void> {
    for (const [key, command] of node.activities) await this.#answerActivity(node, key, command);
    const { ended } = node.run.state;
    const real = await onceThere((): Promise<unknown> => node.handle.result(), `the end of ${node.id}`).catch(
      (error: unknown) => ({ code: codeOf(error) }),
    );
    const model = ended !== undefined && 'code' in ended ? { code: ended.code } : ended;
    must(
      isDeepStrictEqual(real, model),
      `the end of ${node.id} is ${JSON.stringify(model)}, not ${JSON.stringify(real)}`,
    );
    node.told = true;
    if (node.parent === undefined || ended === undefined) return;
    const { node: parent, command } = node.parent;
    parent.children += 1;
    await recorded(parent, 'child', parent.children);
    const now = Date.now();
    const event: RunEvent =
      'code' in ended
        ? { is: 'failed', id: command.id, code: ended.code, now }
        : { is: 'subflow_ended', id: command.id, ...ended, now };
    parent.run.happens(event);
    await stands(parent);
  }

  /** Timers that are due fire by themselves; one that is due soon is waited for, so that it overtakes nothing. */
  async #fireSoon(): Promise<boolean> {
    const [first] = timersOf(this.nodes);
    if (first === undefined || first.due > Date.now() + soon) return false;
    await this.#waitFor(first);
    return true;
  }

  async #waitFor({ node, id, due }: Timer): Promise<void> {
    tellsOrder(this.nodes, due);
    await delay(Math.max(0, due - Date.now()));
    await this.#fired(node, id);
  }

  async #fired(node: Node, id: string): Promise<void> {
    node.timers.delete(id);
    node.fired += 1;
    await recorded(node, 'timer', node.fired);
    node.run.happens({ is: 'timer_fired', id, now: Date.now() });
    await stands(node);
  }

  /** The next thing that happens, to whichever run. */
  async #happens(): Promise<void> {
    const going = this.nodes.filter(({ run }) => run.state.ended === undefined);
    const { tape } = this;
    if (tape.chance(3)) return this.#interrupt(tape.one(going));
    const activities = going.flatMap((node) =>
      [...node.activities].map(([key, command]) => ({ node, key, command })),
    );
    const customers = going.flatMap((node) =>
      [...node.run.open.values()].flatMap((command) =>
        command.do === 'ask' || command.do === 'request_approval' ? [{ node, command }] : [],
      ),
    );
    const waits = customers.length === 0 || tape.chance(20);
    if (activities.length > 0 && (customers.length === 0 || tape.chance(80))) {
      const { node, key, command } = tape.one(activities) ?? activities[0]!;
      return this.#answerActivity(node, key, command);
    }
    const [timer] = timersOf(this.nodes);
    if (activities.length === 0 && waits) {
      if (timer === undefined) throw new Error('The run waits for nothing.');
      if (customers.length === 0 || timer.due - Date.now() < longest) return this.#waitFor(timer);
    }
    const { node, command } = tape.one(customers) ?? customers[0]!;
    return command.do === 'ask' ? this.#answered(node, command) : this.#decided(node, command);
  }

  async #answerActivity(node: Node, key: string, command: Open): Promise<void> {
    const { tape } = this;
    const name = activityOf(command) ?? 'deliverReply';
    // Moments of their own, so that no two timers fall together; a few are so near that they are waited for.
    const aDay = tape.chance(15) ? day : longDay;
    const now = Date.now() + this.#turns * together;
    const event: RunEvent | undefined = tape.chance(2)
      ? { is: 'failed', id: command.id, code: 'operation_unbound', now }
      : command.do === 'ask'
        ? { is: 'asked', id: command.id, labels: [], expiresAt: now + 2 * aDay, now }
        : answerTo(command, node.run.flow, this.flows, tape, now, aDay);
    if (event === undefined) throw new Error(`Nothing answers ${key}.`);
    node.activities.delete(key);
    await this.world.script.answer(node.id, name, command.id, resultOf(event));
    if (node.run.state.ended === undefined) node.run.happens(event);
    await stands(node);
  }

  async #answered(node: Node, command: Extract<Open, { do: 'ask' }>): Promise<void> {
    const event = answeredOf(command, this.tape, Date.now());
    if (event.is !== 'answered') return;
    const { answer } = event;
    const signal: RunSignal = { type: 'answer', key: command.id, messageId: `m${this.#turns}`, answer };
    await soonOr(node.handle.signal(messageNames.runSignal, signal), `a signal to ${node.id}`);
    node.run.happens(event);
    await stands(node);
  }

  async #decided(node: Node, command: Extract<Open, { do: 'request_approval' }>): Promise<void> {
    const event = answerTo(command, node.run.flow, this.flows, this.tape, Date.now());
    if (event?.is !== 'decided') return;
    const { requestId, digest, decision, token } = event.decision;
    const message: DecisionMessage = { requestId, digest, decision, token };
    const verdict = node.handle.executeUpdate(messageNames.decide, { args: [message] });
    await soonOr(verdict, `the verdict on ${requestId}`);
    node.run.happens(event);
    await stands(node);
  }

  async #interrupt(node: Node | undefined): Promise<void> {
    if (node === undefined) return;
    const is = this.tape.one(['with_people', 'cancelled'] as const);
    if (is === 'cancelled') await node.handle.cancel();
    else await node.handle.signal(messageNames.runSignal, { type: 'with_people' } satisfies RunSignal);
    node.run.happens({ is, now: Date.now() });
    await stands(node);
  }
}

/** The stage of flow tests and of conversations at the terminal: virtual time, in this process. */
import {
  type DecisionAnswer,
  type DecisionMessage,
  messageNames,
  type RunSignal,
  type RunStart,
} from '../contracts/workflow-messages.js';
import type { Try } from '../contracts/call-request.js';
import type { ConversationStart } from '../workflows/conversation.js';
import type { Simulation } from './simulation.js';
import type { Stage } from './stage.js';
import { VirtualClock } from './virtual-clock.js';
import { type VirtualOptions, VirtualTemporal } from './virtual-runtime.js';

/** A stage whose time begins with the test's. */
export class VirtualStage implements Stage {
  readonly temporal: VirtualTemporal;
  readonly #clock: VirtualClock;

  constructor({ activities, options }: Simulation, observing: Omit<VirtualOptions, 'clock' | 'activities'>) {
    this.#clock = new VirtualClock(options.test.given.now);
    this.temporal = new VirtualTemporal({ ...observing, clock: this.#clock, activities });
  }

  now(): number {
    return this.#clock.now;
  }

  attempt(): Try {
    return this.temporal.attempt;
  }

  startConversation(workflowId: string, start: ConversationStart): Promise<void> {
    this.temporal.startConversation(workflowId, start);
    return Promise.resolve();
  }

  startRun(workflowId: string, start: RunStart): Promise<void> {
    this.temporal.startRun(workflowId, start);
    return Promise.resolve();
  }

  signalConversation({
    merchant,
    conversation,
    workflowId,
    signal,
    withPeople,
  }: Parameters<Stage['signalConversation']>[0]): Promise<void> {
    if (!this.temporal.isOpen(workflowId))
      this.temporal.startConversation(workflowId, {
        ...{ merchant, conversation },
        ...(withPeople === true ? { withPeople } : {}),
      });
    this.temporal.signal(workflowId, messageNames.conversationSignal, signal);
    return Promise.resolve();
  }

  signalRun(workflowId: string, signal: RunSignal): Promise<boolean> {
    return Promise.resolve(this.temporal.signal(workflowId, messageNames.runSignal, signal));
  }

  async decide(workflowId: string, message: DecisionMessage): Promise<DecisionAnswer> {
    const answer = this.temporal.update<DecisionAnswer>(workflowId, messageNames.decide, message);
    // A refusal is thrown below, not before everything has come to rest.
    answer.catch(() => undefined);
    await this.#clock.settle();
    return answer;
  }

  cancel(workflowId: string): Promise<void> {
    this.temporal.cancel(workflowId);
    return Promise.resolve();
  }

  settle(): Promise<void> {
    return this.#clock.settle();
  }

  pass(until: (from: number) => number): Promise<void> {
    return this.#clock.passUntil(until(this.#clock.now));
  }

  waitsFor(): Promise<string[]> {
    return Promise.resolve(this.temporal.waitsFor());
  }
}

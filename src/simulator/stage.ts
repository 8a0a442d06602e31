/** Where workflows of a test are played, and what is played there. */
import type { NotifyConversationRequest } from '../contracts/activities.js';
import type { Try } from '../contracts/call-request.js';
import type { OpenAsk } from '../contracts/conversation.js';
import type { Matter } from '../contracts/handover.js';
import type { FlowIr } from '../contracts/ir.js';
import type { DecisionAnswer, DecisionMessage, RunSignal, RunStart } from '../contracts/workflow-messages.js';
import type { ConversationStart } from '../workflows/conversation.js';
import type { FixtureParts } from './fixture.js';
import type { FlowTest } from './flow-test.js';
import type { Happened } from './test-happenings.js';

/** Lets coverage observe a flow; returns one that notes what is read of it. */
export type Watch = (flow: FlowIr) => FlowIr;

/** Where workflows are played: in virtual time, or on a server. Times are the test's, epoch ms. */
export interface Stage {
  now(): number;
  /** The attempt at an activity that has just begun. */
  attempt(): Try;
  startConversation(workflowId: string, start: ConversationStart): Promise<void>;
  startRun(workflowId: string, start: RunStart): Promise<void>;
  /** Signals a conversation; a closed one is reopened. */
  signalConversation(request: NotifyConversationRequest & { withPeople?: boolean }): Promise<void>;
  /** False if the workflow is closed. */
  signalRun(workflowId: string, signal: RunSignal): Promise<boolean>;
  /** Rejects if the workflow's validator refuses. */
  decide(workflowId: string, message: DecisionMessage): Promise<DecisionAnswer>;
  cancel(workflowId: string): Promise<void>;
  /** Plays until only time or somebody from outside can change anything. */
  settle(): Promise<void>;
  /** Lets time pass until a moment that counts from the present one. */
  pass(until: (from: number) => number): Promise<void>;
  /** What open runs wait for. */
  waitsFor(): Promise<string[]>;
}

/** What is played, and who observes it. */
export interface SimulationOptions extends FixtureParts {
  test: Pick<FlowTest, 'flow' | 'hash' | 'merchant' | 'given'>;
  /** Messages start runs; otherwise there is one run, which is the test's. */
  isMain?: boolean;
  /** Id of the conversation. */
  conversation?: string;
  /** What the test's run is about, if its flow does not say so. */
  intent?: string;
  watch?: Watch;
  onNote?: (happened: Happened) => void;
  /** Called with each question of a run when the conversation learns of it. */
  onAsked?: (ask: OpenAsk) => void;
  /** Called with what people are told of a run that hands over. */
  onHandover?: (matter: Matter) => void;
}

/** A decision that does not count, and from when it would, if that is known. */
export interface Uncounted {
  refused: string;
  from?: number;
}

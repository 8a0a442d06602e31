/**
 * The trace that a workflow's work belongs to (W3C Trace Context). It comes in the header of whatever begins or wakes the
 * workflow, and goes on in the headers of what is done about it; the workflow writes no spans of its own. Nothing of this
 * is decided by or recorded in a command, so a history replays the same with and without it.
 */
import {
  AsyncLocalStorage,
  type Headers,
  type WorkflowInboundCallsInterceptor,
  type WorkflowInterceptorsFactory,
  type WorkflowOutboundCallsInterceptor,
} from '@temporalio/workflow';
import type { TraceContext, Traces } from './runtime.js';

/** Header of Temporal's OpenTelemetry interceptors, which the clients and activities of this product have. */
const header = '_tracer-data';

const storage = new AsyncLocalStorage<TraceContext | undefined>();

/** The traces of the workflow that asks. */
export const traces: Traces = {
  current: () => storage.getStore(),
  goOnIn: (trace) => {
    storage.enterWith(trace);
  },
};

/** Does something in the trace that its headers name. */
const within = <Result>(headers: Headers, work: () => Result): Result => storage.run(headers[header], work);

/** What is called, with the present trace in its headers. */
function traced<Input extends { headers: Headers }>(input: Input): Input {
  const trace = storage.getStore();
  return trace === undefined ? input : { ...input, headers: { ...input.headers, [header]: trace } };
}

const inbound: WorkflowInboundCallsInterceptor = {
  execute: (input, next) => within(input.headers, () => next(input)),
  handleSignal: (input, next) => within(input.headers, () => next(input)),
  handleUpdate: (input, next) => within(input.headers, () => next(input)),
};

const outbound: WorkflowOutboundCallsInterceptor = {
  scheduleActivity: (input, next) => next(traced(input)),
  scheduleLocalActivity: (input, next) => next(traced(input)),
  startChildWorkflowExecution: (input, next) => next(traced(input)),
  signalWorkflow: (input, next) => next(traced(input)),
};

/** What Temporal's bundle calls once for each workflow. */
export const interceptors: WorkflowInterceptorsFactory = () => ({ inbound: [inbound], outbound: [outbound] });

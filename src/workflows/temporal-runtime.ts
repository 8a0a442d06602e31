/** The runtime of workflows on Temporal. */
import {
  allHandlersFinished,
  CancellationScope,
  ChildWorkflowCancellationType,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  getExternalWorkflowHandle,
  isCancellation,
  ParentClosePolicy,
  proxySinks,
  setCurrentDetails,
  setHandler,
  sleep,
  startChild,
  upsertSearchAttributes,
  workflowInfo,
  WorkflowIdReusePolicy,
} from '@temporalio/workflow';
import { type SearchAttributeUpdatePair, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { RunSinks } from '../contracts/run-note.js';
import { messageNames, type RunEnd } from '../contracts/workflow-messages.js';
import {
  attributesAtStart,
  searchAttributeKeys,
  shortHash,
} from '../platform/temporal/search-attribute-keys.js';
import { workflowTaskTimeout } from '../platform/temporal/workflow-task-timeout.js';
import { run } from './activity-options.js';
import { continueOnCurrentBuild, isOutdated, ownBuild } from './current-build.js';
import type { ChildStart, Runtime, ShownAttributes } from './runtime.js';
import { traces } from './trace-context.js';

const sinks = proxySinks<RunSinks>();

/** The runtime of the workflow that calls it. */
export const temporalRuntime: Runtime = {
  get workflowId() {
    return workflowInfo().workflowId;
  },
  get runId() {
    return workflowInfo().runId;
  },
  get build() {
    return ownBuild();
  },
  now: () => Date.now(),
  condition,
  timer(until, summary) {
    const scope = new CancellationScope();
    const options = summary === undefined ? {} : { summary };
    const over = scope
      .run(async () => {
        await sleep(Math.max(1, (await until()) - Date.now()), options);
        return true;
      })
      .catch((error: unknown) => {
        if (isCancellation(error)) return false;
        throw error;
      });
    return {
      over,
      cancel: () => {
        scope.cancel();
      },
    };
  },
  run: (name, summary, request) => run(name, summary, request),
  startChild: startRun,
  async signalRun(workflowId, signal) {
    try {
      await getExternalWorkflowHandle(workflowId).signal(messageNames.runSignal, signal);
      return true;
    } catch {
      return false;
    }
  },
  onSignal(name, handle) {
    setHandler(defineSignal<[Parameters<typeof handle>[0]]>(name), handle);
  },
  onUpdate: <Message, Answer>(
    name: string,
    handle: (message: Message) => Promise<Answer>,
    validator?: (message: Message) => void,
  ) => {
    setHandler(defineUpdate<Answer, [Message]>(name), handle, validator === undefined ? {} : { validator });
  },
  onQuery(name, answer) {
    setHandler(defineQuery(name), answer);
  },
  areHandlersFinished: allHandlersFinished,
  uncancelled(work, onCancelled) {
    CancellationScope.current().cancelRequested.catch(onCancelled);
    return CancellationScope.nonCancellable(work);
  },
  showDetails: setCurrentDetails,
  showAttributes(attributes) {
    upsertSearchAttributes(pairsOf(attributes));
  },
  noteRun(note) {
    sinks.runs.note(note);
  },
  traces,
  isHistoryLong: () => workflowInfo().continueAsNewSuggested,
  isOutdated,
  continueAsNew: (start, options) =>
    options?.onCurrentBuild === true ? continueOnCurrentBuild(start) : continueAsNew(start),
};

async function startRun({
  workflowId,
  start,
  summary,
  onClose,
  isOnce,
}: ChildStart): Promise<{ result(): Promise<RunEnd> } | undefined> {
  try {
    const child = await startChild(start.flow, {
      workflowId,
      args: [start],
      ...(isOnce === true ? { workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE } : {}),
      // The close policy alone does not protect against a cancelled parent, so both options are set (measured).
      ...(onClose === 'abandon'
        ? {
            parentClosePolicy: ParentClosePolicy.ABANDON,
            cancellationType: ChildWorkflowCancellationType.ABANDON,
          }
        : { parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL }),
      workflowTaskTimeout,
      typedSearchAttributes: attributesAtStart(start),
      staticSummary: summary,
    });
    return { result: () => child.result() as Promise<RunEnd> };
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return undefined;
    throw error;
  }
}

function pairsOf({ flowHash, waitingOn, outcome }: ShownAttributes): SearchAttributeUpdatePair[] {
  const keys = searchAttributeKeys;
  return [
    ...(flowHash === undefined ? [] : [{ key: keys.flowVersion, value: shortHash(flowHash) }]),
    ...(waitingOn === undefined
      ? []
      : [{ key: keys.waitingOn, value: waitingOn === null ? null : [...waitingOn] }]),
    ...(outcome === undefined ? [] : [{ key: keys.outcome, value: outcome }]),
  ];
}

/** Parts of a trace: the runs with their steps and diagrams, and the calls to the shop's systems. */
import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Trace, TracedRun, TraceStep } from '../../api/contract';
import { FlowDiagram, useFlow } from '../../diagram/flow-diagram';
import { plainLine } from '../../diagram/shown-graph';
import { useFactLines } from '../../parts/fact-values';
import { Card, Facts, Pill } from '../../parts/parts';
import parts from '../../parts/parts.module.css';
import { type Tone, toneOfResult } from '../../parts/states';
import { useFlowTitles } from '../../shell/flow-titles';
import { useFormats, useWords } from '../../words/use-words';
import styles from './try.module.css';

/** The run that says most: the deepest one that stands somewhere; at the end the one that has gone furthest below the first. */
function mostTelling(runs: readonly TracedRun[]): TracedRun | undefined {
  const open = runs.filter(({ steps }) => steps.some(({ isOpen }) => isOpen));
  const isParent = ({ run }: TracedRun): boolean => open.some(({ parent }) => parent === run);
  return (
    open.findLast((run) => !isParent(run)) ??
    furthest(runs.filter(({ parent }) => parent !== undefined)) ??
    runs.at(-1)
  );
}

/** Of runs that have ended, the one in which most has happened; of two alike the later one. */
function furthest(runs: readonly TracedRun[]): TracedRun | undefined {
  const taken = ({ steps }: TracedRun): number => steps.filter(({ visits }) => visits > 0).length;
  return runs.toSorted((a, b) => taken(a) - taken(b)).at(-1);
}

/** The runs of a conversation; by itself the one that says most is shown. */
export function RunsView({ runs, approvals }: Pick<Trace, 'runs' | 'approvals'>): ReactNode {
  const words = useWords();
  const titles = useFlowTitles();
  const [chosen, setChosen] = useState<string>();
  const shown = runs.find(({ run }) => run === chosen) ?? mostTelling(runs);
  if (shown === undefined) return null;
  return (
    <Card title={words.try.stands} side={<RunPill run={shown} waiting={waitingIn(shown, approvals)} />}>
      <div className={parts.stack}>
        {runs.length === 1 ? null : (
          <SegmentedControl
            size="xs"
            aria-label={words.try.whichRun}
            value={shown.run}
            onChange={setChosen}
            data={runs.slice(-4).map(({ run, flow }) => ({ value: run, label: titles(flow) }))}
            className={styles.runs}
          />
        )}
        <StepList run={shown} approvals={approvals} />
        <FlowDiagram
          key={shown.flow}
          flow={shown.flow}
          hash={shown.hash}
          steps={shown.steps}
          height="max(24rem, 52dvh)"
        />
      </div>
    </Card>
  );
}

/** The request that a run waits for, if it stands at one. */
const waitingIn = (
  { steps }: TracedRun,
  approvals: Trace['approvals'],
): Trace['approvals'][number] | undefined =>
  steps.some(({ isOpen }) => isOpen) ? approvals.find(({ state }) => state === 'open') : undefined;

interface RunPillProps {
  run: TracedRun;
  waiting: Trace['approvals'][number] | undefined;
}

function RunPill({ run: { status, result }, waiting }: RunPillProps): ReactNode {
  const words = useWords();
  if (waiting !== undefined) return <Pill tone="wait">{words.try.waitsForApproval(waiting.number)}</Pill>;
  if (status === 'running') return <Pill tone="accent">{words.runs.states[status]}</Pill>;
  return (
    <Pill tone={status === 'completed' ? toneOfResult(result ?? '') : 'bad'}>
      {result === undefined ? (words.runs.states[status] ?? status) : words.outcomes(result)}
    </Pill>
  );
}

interface StepListProps {
  run: TracedRun;
  approvals: Trace['approvals'];
}

/** The steps that a run has taken, in business words, each with the approvals that it asked for. */
export function StepList({ run: { run, flow, hash, steps }, approvals }: StepListProps): ReactNode {
  const nodes = useFlow(flow, hash).data?.graph.nodes ?? [];
  // A title is short; the diagram has all of it.
  const titleOf = ({ step, title }: TraceStep): string =>
    title.endsWith('…') ? (nodes.find((node) => node.step === step)?.lines[0] ?? title) : title;
  return (
    <ol className={styles.steps}>
      {steps
        .filter(({ visits, isOpen, kind }) => !isDecision(kind) && (isOpen || visits > 0))
        .map((step) => (
          <Step
            key={step.step}
            {...{ step, title: titleOf(step) }}
            approvals={approvals.filter((asked) => asked.run === run && asked.step === step.step)}
          />
        ))}
    </ol>
  );
}

/** What comes next says how it was decided. */
const isDecision = (kind: string): boolean => kind === 'if' || kind === 'choose';

interface StepProps {
  step: TraceStep;
  title: string;
  approvals: Trace['approvals'];
}

function Step({ step: { visits, isOpen, outcome }, title, approvals }: StepProps): ReactNode {
  const words = useWords();
  const waits = isOpen && approvals.some(({ state }) => state === 'open');
  return (
    <>
      {approvals.map((approval) => (
        <ApprovalStep key={approval.number} approval={approval} />
      ))}
      {waits ? null : (
        <li className={styles.step} data-state={isOpen ? 'open' : 'done'}>
          <span>
            {plainLine(words, title)}
            {visits > 1 ? <span className={parts.muted}> · {words.try.times(visits)}</span> : null}
          </span>
          <span className={parts.muted}>
            {isOpen ? words.try.here : outcome === undefined ? '' : words.outcomes(outcome)}
          </span>
        </li>
      )}
    </>
  );
}

/** What a step asks for before it does anything. */
function ApprovalStep({
  approval: { number, role, state, amount, decidedBy },
}: {
  approval: Trace['approvals'][number];
}): ReactNode {
  const words = useWords();
  const formats = useFormats();
  const isOpen = state === 'open';
  return (
    <li className={styles.step} data-state={isOpen ? 'open' : 'done'}>
      <span>
        {words.try.approvalBy(role, number)}
        {amount === undefined ? null : ` · ${formats.amount(amount)}`}
      </span>
      <span className={parts.muted}>
        {isOpen
          ? words.try.here
          : words.approvals.ended(words.approvals.states[state] ?? state, decidedBy, '')}
      </span>
    </li>
  );
}

/** Calls to the shop's systems; personal values in them are masked. */
export function CallList({ calls }: { calls: Trace['calls'] }): ReactNode {
  const words = useWords();
  return (
    <Card title={words.try.calls}>
      <ul className={styles.calls}>
        {calls.toReversed().map((call) => (
          <li key={`${call.run} ${call.step} ${call.at}`}>
            <Call call={call} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

const toneOf = ({ outcome, code }: Trace['calls'][number]): Tone => {
  if (outcome === undefined) return 'accent';
  if (code === undefined) return 'ok';
  return /fail|unavailable|unknown/.test(outcome) ? 'bad' : 'wait';
};

function Call({ call }: { call: Trace['calls'][number] }): ReactNode {
  const words = useWords();
  const formats = useFormats();
  const { title, at, endedAt, outcome, code, operation } = call;
  const inputs = useFactLines(call.inputs);
  const outputs = useFactLines(call.outputs ?? {});
  return (
    <details className={styles.call}>
      <summary>
        <span>{words.titles(title)}</span>
        <Pill tone={toneOf(call)}>
          {outcome === undefined
            ? words.try.underWay
            : code === undefined
              ? words.outcomes(outcome)
              : words.refusals(code)}
        </Pill>
        <span className={parts.muted}>
          {endedAt === undefined ? formats.clock(at) : formats.duration(Date.parse(endedAt) - Date.parse(at))}
        </span>
      </summary>
      <div className={styles.callBody}>
        <span className={parts.mono}>{operation}</span>
        {inputs.length === 0 ? null : <CallSide title={words.try.sent} facts={inputs} />}
        {outputs.length === 0 ? null : <CallSide title={words.try.received} facts={outputs} />}
      </div>
    </details>
  );
}

const CallSide = ({ title, facts }: { title: string; facts: ReturnType<typeof useFactLines> }): ReactNode => (
  <div>
    <h4>{title}</h4>
    <Facts facts={facts} />
  </div>
);

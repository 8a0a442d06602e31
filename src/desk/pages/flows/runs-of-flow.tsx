/** The ways that a flow's runs take: how many ended and how, where the open ones wait; on the flow's diagram, by step and branch. */
import { SegmentedControl, Switch } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Flow, FlowRuns } from '../../api/contract';
import { FlowDiagram } from '../../diagram/flow-diagram';
import { plainLine } from '../../diagram/shown-graph';
import { Pill } from '../../parts/parts';
import parts from '../../parts/parts.module.css';
import { Loaded } from '../../parts/states';
import { useCalls } from '../../shell/session';
import { useWords } from '../../words/use-words';
import styles from './flows.module.css';

const periods = [7, 30] as const;

/** The counts, and the diagram with them. */
export function RunsOfFlow({ flow }: { flow: Flow }): ReactNode {
  const calls = useCalls();
  const words = useWords();
  const [days, setDays] = useState<number>(periods[0]);
  const [withConditions, setWithConditions] = useState(false);
  const runs = useQuery({
    queryKey: ['flow runs', flow.flow, days],
    queryFn: () => calls.flowRuns(flow.flow, { days }),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
  return (
    <>
      <Loaded query={runs} lines={2}>
        {(counted) => <Counted flow={flow} runs={counted} days={days} choose={setDays} />}
      </Loaded>
      <Switch
        size="md"
        className={styles.conditions}
        label={words.flows.conditions}
        checked={withConditions}
        onChange={({ currentTarget }) => {
          setWithConditions(currentTarget.checked);
        }}
      />
      <FlowDiagram
        {...{ flow: flow.flow, withConditions }}
        runs={isCounted(runs.data) ? runs.data : undefined}
        height="max(26rem, calc(100dvh - 16rem))"
      />
    </>
  );
}

/** Whether there is anything to show at the steps. */
const isCounted = (runs: FlowRuns | undefined): boolean =>
  runs !== undefined && runs.ended + runs.waits.length > 0;

interface CountedProps {
  flow: Flow;
  runs: FlowRuns;
  days: number;
  choose: (days: number) => void;
}

function Counted({ flow, runs, days, choose }: CountedProps): ReactNode {
  const { flows: words } = useWords();
  return (
    <section className={styles.runs} aria-label={words.runs}>
      <div className={styles.runsHead}>
        <strong>{runs.ended === 0 ? words.noneEnded(days) : words.ended(runs.ended, days)}</strong>
        <SegmentedControl
          size="xs"
          aria-label={words.period}
          value={String(days)}
          data={periods.map((period) => ({ value: String(period), label: words.lastDays(period) }))}
          onChange={(value) => {
            choose(Number(value));
          }}
        />
      </div>
      <dl>
        {runs.ended === 0 ? null : <Endings runs={runs} />}
        <dt>{words.openNow}</dt>
        <dd>
          <Waits flow={flow} runs={runs} />
        </dd>
      </dl>
      {runs.others === 0 ? null : <p className={parts.muted}>{words.others(runs.others)}</p>}
      {runs.ended === 0 ? null : <p className={parts.muted}>{words.howCounted}</p>}
    </section>
  );
}

function Endings({ runs: { results, failures } }: { runs: FlowRuns }): ReactNode {
  const words = useWords();
  return (
    <>
      <dt>{words.flows.howEnded}</dt>
      <dd>
        {results.map(({ result, runs }) => (
          <Pill key={result} tone={result === 'handed_over' ? 'wait' : 'ok'}>
            {words.outcomes(result)} · {runs}
          </Pill>
        ))}
        {failures.map(({ code, runs }) => (
          <Pill key={code ?? ''} tone="bad">
            {words.flows.failed(code)} · {runs}
          </Pill>
        ))}
      </dd>
    </>
  );
}

function Waits({ flow, runs: { open, waits } }: { flow: Flow; runs: FlowRuns }): ReactNode {
  const words = useWords();
  if (open === 0) return words.flows.notOpen;
  if (waits.length === 0) return words.flows.noneWaits(open);
  const titleOf = (step: string): string =>
    plainLine(words, flow.graph.nodes.find((node) => node.step === step)?.lines[0] ?? step);
  return (
    <ul className={styles.waits}>
      {waits.map(({ step, for: why, runs }) => (
        <li key={`${step} ${why}`}>
          <Pill tone="wait">{words.flows.waitsAt(runs, why)}</Pill>
          <span>{titleOf(step)}</span>
        </li>
      ))}
    </ul>
  );
}

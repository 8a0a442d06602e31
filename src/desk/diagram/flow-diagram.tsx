/** The diagram of a flow by its name; the code that draws it is loaded with the first one. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import type { Flow, FlowRuns, TraceStep } from '../api/contract';
import { Loaded, Loading } from '../parts/states';
import { useCalls } from '../shell/session';

const Diagram = lazy(() => import('./diagram'));

interface FlowDiagramProps {
  flow: string;
  hash?: string | undefined;
  steps?: readonly TraceStep[];
  runs?: FlowRuns | undefined;
  height?: string;
  /** Conditions are shown as developers write them. */
  withConditions?: boolean;
}

/** A flow in a version, by default the one that new runs use. */
export function useFlow(flow: string, hash?: string): UseQueryResult<Flow> {
  const calls = useCalls();
  return useQuery({
    queryKey: ['flow', flow, hash ?? ''],
    queryFn: () => calls.flow(flow, hash),
    staleTime: 300_000,
  });
}

/** The diagram; with a run's steps, where it has been and where it stands; with the flow's runs, which ways they take. */
export function FlowDiagram({ flow, hash, steps, runs, ...look }: FlowDiagramProps): ReactNode {
  const shown = useFlow(flow, hash);
  // A trace is asked for every second: only what differs draws anew.
  const taken = (steps ?? []).filter(({ visits, isOpen }) => isOpen || visits > 0);
  const key = taken.map(({ step, isOpen }) => `${step}:${isOpen}`).join(' ');
  const states = useMemo(
    () => new Map(taken.map(({ step, isOpen }) => [step, isOpen ? 'open' : 'done'] as const)),
    // The key stands for the steps.
    [key],
  );
  return (
    <Loaded query={shown}>
      {({ graph }) => (
        <Suspense fallback={<Loading />}>
          <Diagram {...{ graph, states, runs, ...look }} />
        </Suspense>
      )}
    </Loaded>
  );
}

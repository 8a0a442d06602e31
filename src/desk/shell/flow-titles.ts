/** Flows by their titles, which say more than their names. */
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../words/use-words';
import { useCalls, useMay } from './session';

/** Finds a flow's title; its name until it is known. */
export function useFlowTitles(): (flow: string) => string {
  const words = useWords();
  const calls = useCalls();
  const mayRuns = useMay('runs');
  const { data } = useQuery({
    queryKey: ['flows'],
    queryFn: () => calls.flows(),
    enabled: mayRuns,
    staleTime: 300_000,
  });
  return (flow) => words.titles(data?.flows.find((one) => one.flow === flow)?.title ?? flow);
}

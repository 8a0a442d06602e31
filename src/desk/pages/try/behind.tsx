/** What happens behind a chat: what was understood, where the flow stands, what was called, what waits for an approval. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Trace } from '../../api/contract';
import { Card, Money } from '../../parts/parts';
import parts from '../../parts/parts.module.css';
import { Empty, Loading, ProblemState } from '../../parts/states';
import { useCalls, useMay } from '../../shell/session';
import { useWords } from '../../words/use-words';
import { StatePill } from '../approvals/approval-lists';
import { CallList, RunsView } from './trace-parts';
import { Understood } from './understood';

/** A conversation's trace, asked for every second while it is looked at: a step is no change that the stream tells. */

export function useTrace(id: string, isShown: boolean) {
  const calls = useCalls();
  return useQuery({
    queryKey: ['trace', id],
    queryFn: () => calls.trace(id),
    enabled: isShown,
    refetchInterval: 1_000,
    retry: false,
  });
}

/** All of it. */
export function Behind({ id, hasBegun }: { id: string; hasBegun: boolean }): ReactNode {
  const words = useWords();
  const trace = useTrace(id, hasBegun);
  if (!hasBegun)
    return (
      <Empty icon="flows" title={words.try.nothingYet}>
        {words.try.nothingYetText}
      </Empty>
    );
  if (trace.data !== undefined) return <Shown trace={trace.data} />;
  // The first message is being written: a moment later there is something to see.
  if (trace.isError && trace.failureCount > 10) return <ProblemState error={trace.error} />;
  return <Loading lines={6} />;
}

function Shown({ trace }: { trace: Trace }): ReactNode {
  return (
    <>
      {trace.approvals.length === 0 ? null : <OpenedApprovals approvals={trace.approvals} />}
      <Understood messages={trace.messages} />
      {trace.runs.length === 0 ? null : <RunsView runs={trace.runs} approvals={trace.approvals} />}
      {trace.calls.length === 0 ? null : <CallList calls={trace.calls} />}
    </>
  );
}

function OpenedApprovals({ approvals }: { approvals: Trace['approvals'] }): ReactNode {
  const words = useWords();
  const mayApprove = useMay('approvals');
  return (
    <Card title={words.try.approvals}>
      <ul className={parts.stack}>
        {approvals.map(({ number, amount, role, state }) => (
          <li key={number} className={parts.wrap}>
            <StatePill state={state} />
            {amount === undefined ? null : (
              <strong>
                <Money amount={amount} />
              </strong>
            )}
            <span className={parts.muted}>{words.try.for(role)}</span>
            {mayApprove ? (
              <Link to="/approvals/{-$number}" params={{ number: String(number) }}>
                {words.try.toApproval(number)}
              </Link>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

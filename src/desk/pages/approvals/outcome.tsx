/** What became of a request, where it was decided: by whom, what was done, whether the customer knows, and the way on. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ApprovalDetails, RunDetails } from '../../api/contract';
import { Icon } from '../../parts/icon';
import { Refusal } from '../../parts/parts';
import parts from '../../parts/parts.module.css';
import { useCalls, useMay, useSession } from '../../shell/session';
import { useFormats, useWords } from '../../words/use-words';
import { runningConversation } from '../try/running';
import styles from './approvals.module.css';

/** The decision and what followed. */
export function Outcome({ approval }: { approval: ApprovalDetails }): ReactNode {
  const words = useWords();
  const formats = useFormats();
  const mayRuns = useMay('runs');
  const { state, decidedBy, endedAt, comment } = approval;
  return (
    <section className={styles.decide} aria-label={words.approvals.outcome}>
      <div role="status">
        <p className={styles.ended} data-state={state}>
          <Icon name={state === 'approved' ? 'check' : 'cross'} size={18} />
          {words.approvals.ended(
            words.approvals.states[state] ?? state,
            decidedBy,
            endedAt === undefined ? '' : formats.full(endedAt),
          )}
        </p>
        {comment === undefined ? null : <p className={parts.quote}>{comment}</p>}
        {mayRuns ? <Followed approval={approval} /> : null}
      </div>
      <WaysOn approval={approval} />
    </section>
  );
}

const everyMs = 1_500;

/** What the run has done since, until the customer has been told. */
function Followed({ approval }: { approval: ApprovalDetails }): ReactNode {
  const words = useWords();
  const calls = useCalls();
  const formats = useFormats();
  const { workflowId, endedAt, state } = approval;
  const run = useQuery({
    queryKey: ['run', workflowId],
    queryFn: () => calls.run(workflowId),
    refetchInterval: ({ state: { data } }) =>
      data?.status === 'RUNNING' && toldIn(data, endedAt) === undefined ? everyMs : false,
    retry: false,
  });
  if (run.data === undefined) return null;
  const told = toldIn(run.data, endedAt);
  const isRunning = run.data.status === 'RUNNING';
  return (
    <ul className={styles.followed}>
      {state === 'approved' ? (
        <Done approval={approval} run={run.data} />
      ) : (
        <li data-done="true">{words.approvals.notDone}</li>
      )}
      {told === undefined && !isRunning ? null : (
        <li data-done={told !== undefined}>
          {told === undefined ? words.approvals.notSaid : words.approvals.informed(formats.moment(told))}
        </li>
      )}
    </ul>
  );
}

type Happening = RunDetails['happened'][number];

const after = (endedAt: string | undefined, { at }: Happening): boolean =>
  endedAt !== undefined && Date.parse(at) >= Date.parse(endedAt);

/** When the customer was told of the decision. */
const toldIn = ({ happened }: RunDetails, endedAt: string | undefined): string | undefined =>
  happened.find((one) => one.said === 'reply' && after(endedAt, one))?.at;

function Done({ approval: { endedAt }, run }: { approval: ApprovalDetails; run: RunDetails }): ReactNode {
  const words = useWords();
  const formats = useFormats();
  const write = run.happened.findLast((one) => one.kind === 'write' && after(endedAt, one));
  if (write === undefined)
    return run.status === 'RUNNING' ? <li data-done="false">{words.approvals.underWork}</li> : null;
  const { status = '', title = '', amount, code } = write;
  if (code !== undefined)
    return (
      <li data-done="false">
        <Refusal code={code} />
      </li>
    );
  if (status === 'unknown') return <li data-done="false">{words.approvals.unclear}</li>;
  if (status !== 'done') return <li data-done="false">{words.approvals.underWork}</li>;
  const paid = amount === undefined ? undefined : formats.amount(amount);
  return <li data-done="true">{words.approvals.done(words.titles(title), paid)}</li>;
}

function WaysOn({ approval: { workflowId } }: { approval: ApprovalDetails }): ReactNode {
  const words = useWords();
  const session = useSession();
  const mayRuns = useMay('runs');
  const conversation = workflowId.split('/')[1] ?? '';
  const isTried = runningConversation(session) === conversation;
  return (
    <div className={styles.waysOn}>
      {isTried ? (
        <Link to="/try/{-$conversation}" params={{ conversation }}>
          {words.approvals.backToTry}
        </Link>
      ) : null}
      {mayRuns ? (
        <Link to="/runs/{-$run}" params={{ run: workflowId }}>
          {words.approvals.toRun}
        </Link>
      ) : null}
    </div>
  );
}

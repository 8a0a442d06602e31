/** One run: where it stands and why, its steps and times, and what it did. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Run, RunDetails, Trace } from '../../api/contract';
import { FlowDiagram } from '../../diagram/flow-diagram';
import { Icon } from '../../parts/icon';
import { Card, Moment, Money, Pill, Refusal } from '../../parts/parts';
import parts from '../../parts/parts.module.css';
import { Loaded, Note, type Tone, toneOfResult } from '../../parts/states';
import { useFlowTitles } from '../../shell/flow-titles';
import { useCalls, useMay, useSession } from '../../shell/session';
import { useFormats, useWords } from '../../words/use-words';
import { useTrace } from '../try/behind';
import { CallList, StepList } from '../try/trace-parts';
import styles from './runs.module.css';

/** The run with a workflow's id. */
export function RunDetail({ id }: { id: string }): ReactNode {
  const calls = useCalls();
  const run = useQuery({
    queryKey: ['run', id],
    queryFn: () => calls.run(id),
    refetchInterval: ({ state }) => (state.data?.status === 'RUNNING' ? 3_000 : false),
  });
  return <Loaded query={run}>{(details) => <Shown run={details} />}</Loaded>;
}

/** The conversation that a run belongs to. */
const conversationOf = ({ workflowId }: RunDetails): string => workflowId.split('/')[1] ?? '';

function Shown({ run }: { run: RunDetails }): ReactNode {
  const trace = useTrace(conversationOf(run), true).data;
  return (
    <article className={parts.detail} aria-label={run.flow}>
      <Head run={run} />
      <WhereItStands run={run} />
      <Steps run={run} trace={trace} />
      <Happened run={run} />
    </article>
  );
}

function Head({ run }: { run: RunDetails }): ReactNode {
  const words = useWords();
  const formats = useFormats();
  const titles = useFlowTitles();
  const mayRead = useMay('conversations');
  const { flow, startedAt, endedAt } = run;
  return (
    <header className={parts.stack}>
      <div className={parts.detailHead}>
        <h2>{flow === '' ? words.runs.unknownFlow : titles(flow)}</h2>
        <RunState run={run} />
      </div>
      <p className={parts.muted}>
        {words.runs.started(formats.full(startedAt))}
        {endedAt === undefined
          ? ''
          : ` · ${words.runs.took(formats.duration(Date.parse(endedAt) - Date.parse(startedAt)))}`}
      </p>
      <div className={parts.wrap}>
        <TemporalLink run={run} />
        {mayRead ? (
          <Link to="/inbox/{-$conversation}" params={{ conversation: conversationOf(run) }}>
            {words.runs.toConversation}
          </Link>
        ) : null}
      </div>
    </header>
  );
}

function TemporalLink({ run: { workflowId, runId } }: { run: RunDetails }): ReactNode {
  const words = useWords();
  const { temporalUi } = useSession();
  if (temporalUi === undefined || runId === '') return null;
  const path = `/namespaces/default/workflows/${encodeURIComponent(workflowId)}/${runId}`;
  return (
    <a
      href={temporalUi.replace(/\/$/, '') + path}
      target="_blank"
      rel="noopener noreferrer"
      className={parts.wrap}
    >
      <Icon name="link" size={15} />
      {words.runs.inTemporal}
    </a>
  );
}

function WhereItStands({ run }: { run: RunDetails }): ReactNode {
  const words = useWords();
  const { waitingOn, awaits, isStuck, stuckBy, isUnknown, why } = run;
  return (
    <div className={parts.stack}>
      {isStuck === true ? (
        <Note tone="bad" icon="warning">
          {words.runs.stuck(stuckBy ?? '')}
        </Note>
      ) : null}
      {isUnknown === true ? <Note icon="unclear">{words.runs.unknown}</Note> : null}
      {waitingOn.map((waits) => (
        <Note key={waits} tone="wait" icon="clock">
          {words.runs.waitsFor(waits)}
        </Note>
      ))}
      {awaits.map(({ connection, operation, code, attempts }) => (
        <Note key={connection + operation} tone="wait" icon="clock">
          {words.runs.awaits(connection, operation, code, attempts)}
        </Note>
      ))}
      {why === undefined ? null : <Note icon="check">{words.runs.why(words.outcomes(why))}</Note>}
    </div>
  );
}

function Steps({ run, trace }: { run: RunDetails; trace: Trace | undefined }): ReactNode {
  const words = useWords();
  const traced = trace?.runs.find((one) => one.run === run.workflowId);
  if (traced === undefined) return null;
  const calls = trace?.calls.filter((call) => call.run === run.workflowId) ?? [];
  return (
    <>
      <Card title={words.runs.steps}>
        <StepList run={traced} approvals={trace?.approvals ?? []} />
        <FlowDiagram flow={traced.flow} hash={traced.hash} steps={traced.steps} height="24rem" />
      </Card>
      {calls.length === 0 ? null : <CallList calls={calls} />}
    </>
  );
}

function Happened({ run: { happened } }: { run: RunDetails }): ReactNode {
  const words = useWords();
  return (
    <Card title={words.runs.happened}>
      {happened.length === 0 ? (
        <p className={parts.muted}>{words.runs.nothingYet}</p>
      ) : (
        <ol className={styles.happened}>
          {happened.map((one, index) => (
            <li key={`${one.at}-${index}`}>
              <span className={parts.muted}>
                <Moment at={one.at} />
              </span>
              <span>
                <Happening one={one} />
              </span>
              <Pill tone={one.kind === 'write' ? 'accent' : 'plain'}>{words.runs.kinds[one.kind]}</Pill>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

/** What happened, in the agent's language; of a refusal why, and what they can do. */
function Happening({ one }: { one: RunDetails['happened'][number] }): ReactNode {
  const words = useWords();
  const states: Readonly<Record<string, string>> = words.unclear.states;
  const { kind, status = '', title = '', amount, reference, code, number = 0, role = '', said } = one;
  if (said !== undefined) return words.runs.said[said];
  if (kind === 'approval')
    return status === 'open'
      ? words.runs.asksApproval(words.titles(title), role, number)
      : words.runs.approvalEnded(number, words.approvals.states[status] ?? status, one.decidedBy);
  return (
    <>
      {words.titles(title)}: {states[status] ?? words.outcomes(status)}
      {amount === undefined ? null : (
        <>
          {' '}
          · <Money amount={amount} />
        </>
      )}
      {reference === undefined ? null : <span className={parts.mono}> {reference}</span>}
      {code === undefined ? null : <Refusal code={code} />}
    </>
  );
}

const tones: Readonly<Record<string, Tone>> = {
  ...{ running: 'accent', failed: 'bad', terminated: 'bad', timed_out: 'bad' },
};

/** How a run stands, or how it ended. */
export function RunState({ run: { status, outcome } }: { run: Pick<Run, 'status' | 'outcome'> }): ReactNode {
  const words = useWords();
  const state = status.toLowerCase();
  return (
    <Pill tone={state === 'completed' ? toneOfResult(outcome) : (tones[state] ?? 'plain')}>
      {state === 'completed' && outcome !== ''
        ? words.outcomes(outcome)
        : (words.runs.states[state] ?? status)}
    </Pill>
  );
}

/** The requests that wait, and those that were decided. */
import { Button, Checkbox } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Approval } from '../../api/contract';
import { Moment, Money, Pill } from '../../parts/parts';
import rows from '../../parts/rows.module.css';
import { Empty, Loading, ProblemState, type Tone } from '../../parts/states';
import { useCalls, useSession } from '../../shell/session';
import { useFormats, useWords } from '../../words/use-words';
import { whatOf, whyNot } from './may-decide';
import styles from './approvals.module.css';

interface OpenListProps {
  approvals: readonly Approval[];
  chosen: string | undefined;
  marked: ReadonlySet<number>;
  setMarked: (marked: ReadonlySet<number>) => void;
}

/** Open requests, the oldest first. */
export function OpenList({ approvals, chosen, marked, setMarked }: OpenListProps): ReactNode {
  const words = useWords();
  if (approvals.length === 0)
    return (
      <Empty icon="check" title={words.approvals.none}>
        {words.approvals.noneText}
      </Empty>
    );
  const mark = (number: number, isMarked: boolean): void => {
    const next = new Set(marked);
    if (isMarked) next.add(number);
    else next.delete(number);
    setMarked(next);
  };
  return approvals.map((approval) => (
    <div key={approval.number} className={styles.line}>
      <Mark approval={approval} isMarked={marked.has(approval.number)} mark={mark} />
      <ApprovalRow approval={approval} isChosen={String(approval.number) === chosen} past={false} />
    </div>
  ));
}

function Mark({
  approval,
  isMarked,
  mark,
}: {
  approval: Approval;
  isMarked: boolean;
  mark: (number: number, isMarked: boolean) => void;
}): ReactNode {
  const words = useWords();
  const session = useSession();
  return (
    <label className={styles.mark}>
      <Checkbox
        size="xs"
        aria-label={words.approvals.mark(approval.number)}
        checked={isMarked}
        disabled={whyNot(approval, session) !== undefined}
        onChange={({ currentTarget }) => {
          mark(approval.number, currentTarget.checked);
        }}
      />
    </label>
  );
}

function ApprovalRow({
  approval,
  isChosen,
  past,
}: {
  approval: Approval;
  isChosen: boolean;
  past: boolean;
}): ReactNode {
  const words = useWords();
  const { number, amount, role, requestedAt, endedAt, summary } = approval;
  const customer = summary['customerName'];
  const about = [summary['orderNumber'] ?? summary['subscriptionNumber'], customer];
  return (
    <Link
      to="/approvals/{-$number}"
      params={{ number: String(number) }}
      search={past ? { past: true } : {}}
      className={rows.row}
      data-row
      aria-current={isChosen}
    >
      <span className={rows.rowTop}>
        <span className={rows.rowTitle}>{words.titles(whatOf(approval))}</span>
        <strong>{amount === undefined ? null : <Money amount={amount} />}</strong>
      </span>
      <span className={rows.rowText}>
        #{number}
        {about.map((part) => (typeof part === 'string' ? ` · ${part}` : '')).join('')}
      </span>
      <span className={rows.rowMarks}>
        {past ? <StatePill state={approval.state} by={approval.decidedBy} /> : <Pill>{role}</Pill>}
        <Pill>
          <Moment at={endedAt ?? requestedAt} relative />
        </Pill>
        {past ? null : <ExpiryPill at={approval.expiresAt} />}
      </span>
    </Link>
  );
}

const soonMs = 4 * 3_600_000;

function ExpiryPill({ at }: { at: string }): ReactNode {
  const words = useWords();
  const formats = useFormats();
  if (Date.parse(at) - Date.now() > soonMs) return null;
  return <Pill tone="wait">{words.approvals.expires(formats.relative(at, Date.now()))}</Pill>;
}

const tones: Readonly<Record<string, Tone>> = { approved: 'ok', rejected: 'bad', open: 'wait' };

/** How a request stands, and who has decided it, where that is not said beside it. */
export function StatePill({ state, by }: { state: string; by?: string | undefined }): ReactNode {
  const words = useWords();
  const said = words.approvals.states[state] ?? state;
  return <Pill tone={tones[state] ?? 'plain'}>{by === undefined ? said : words.approvals.by(said, by)}</Pill>;
}

/** Requests that were decided or ended otherwise, the last first. */
export function DecidedList({ chosen }: { chosen: string | undefined }): ReactNode {
  const words = useWords();
  const calls = useCalls();
  const decided = useInfiniteQuery({
    queryKey: ['decided'],
    queryFn: ({ pageParam }) => calls.decidedApprovals(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  if (decided.isError) return <ProblemState error={decided.error} retry={() => void decided.refetch()} />;
  if (decided.data === undefined) return <Loading />;
  const all = decided.data.pages.flatMap(({ approvals }) => approvals);
  if (all.length === 0) return <Empty icon="clock" title={words.approvals.nonePast} />;
  return (
    <>
      {all.map((approval) => (
        <ApprovalRow
          key={approval.id}
          approval={approval}
          isChosen={String(approval.number) === chosen}
          past
        />
      ))}
      {decided.hasNextPage ? (
        <Button
          m="md"
          variant="default"
          loading={decided.isFetchingNextPage}
          onClick={() => void decided.fetchNextPage()}
        >
          {words.states.more}
        </Button>
      ) : null}
    </>
  );
}

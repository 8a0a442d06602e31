/** Runs: what flows do, in business words; where each stands, and why. */
import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Run } from '../../api/contract';
import { Moment, PageHead, Pill, Split } from '../../parts/parts';
import parts from '../../parts/parts.module.css';
import rows from '../../parts/rows.module.css';
import { Empty, Loaded } from '../../parts/states';
import { useRowKeys } from '../../parts/use-keys';
import { useFlowTitles } from '../../shell/flow-titles';
import { places } from '../../shell/places';
import { useCalls, useMay } from '../../shell/session';
import { customerOf } from '../inbox/conversation-list';
import { useFormats, useWords } from '../../words/use-words';
import { RunDetail, RunState } from './run-detail';

/** What stands in the address of the runs. */
export interface RunsSearch {
  ended?: boolean;
  of?: string;
}

/** The list, and the run that is looked at. */
export function RunsPage(): ReactNode {
  const words = useWords();
  const calls = useCalls();
  const { run: chosen } = useParams({ strict: false });
  const search: RunsSearch = useSearch({ strict: false });
  const { ended = false, of } = search;
  const isOpen = !ended && of === undefined;
  const runs = useQuery({
    queryKey: ['runs', isOpen],
    queryFn: () => calls.runs(isOpen),
    refetchInterval: 10_000,
  });
  const shown = useChosen(chosen, runs.data?.runs);
  useRowKeys();
  return (
    <div className={parts.page}>
      <PageHead title={words.runs.title} note={words.runs.about}>
        <EndedSwitch search={search} />
      </PageHead>
      <Split
        label={words.runs.title}
        back={{ ...places.runs, search }}
        list={
          <Loaded query={runs} lines={7}>
            {({ runs: all }) => (
              <RunList
                runs={[...shown, ...matters(all.filter((run) => isFlows(run) && isOf(run, of)))]}
                {...{ chosen, search }}
              />
            )}
          </Loaded>
        }
        detail={chosen === undefined ? undefined : <RunDetail key={chosen} id={chosen} />}
      />
    </div>
  );
}

/** The run that is looked at, if the list leaves it out: it has ended meanwhile, or began long ago. */
function useChosen(chosen: string | undefined, listed: readonly Run[] | undefined): readonly Run[] {
  const calls = useCalls();
  const isListed = listed?.some(({ workflowId }) => workflowId === chosen) ?? true;
  const run = useQuery({
    queryKey: ['run', chosen],
    queryFn: () => calls.run(chosen ?? ''),
    enabled: chosen !== undefined && !isListed,
  });
  return isListed || run.data === undefined ? [] : [run.data];
}

/** Whether it is a flow's: a conversation is a workflow, too, and has no flow. */
const isFlows = ({ workflowId }: Run): boolean => workflowId.split('/').length > 2;

/** How deep a run is below the flow that a customer's message has begun: its id continues that of its parent. */
const depthOf = ({ workflowId }: Run): number => workflowId.split('/').length;

/** One run for each matter: that of the flow which deals with it, with all that it and its sub-flows wait for. */
function matters(runs: readonly Run[]): Run[] {
  const rootOf = ({ workflowId }: Run): string => workflowId.split('/').slice(0, 3).join('/');
  return [...new Set(runs.map(rootOf))].flatMap((root) => {
    const group = runs.filter((run) => rootOf(run) === root);
    const [first, second] = group.toSorted((a, b) => depthOf(a) - depthOf(b));
    const shown = second ?? first;
    const waitingOn = [...new Set(group.flatMap((run) => run.waitingOn))];
    return shown === undefined ? [] : [{ ...shown, waitingOn }];
  });
}

/** Whether a run belongs to a conversation: its id follows the merchant's name in that of the run. */
const isOf = ({ workflowId }: Run, of: string | undefined): boolean =>
  of === undefined || workflowId.split('/').includes(of.split('/').at(-1) ?? of);

function EndedSwitch({ search: { ended = false, of } }: { search: RunsSearch }): ReactNode {
  const words = useWords();
  const navigate = useNavigate();
  return (
    <SegmentedControl
      size="xs"
      aria-label={words.runs.which}
      value={of === undefined ? (ended ? 'all' : 'open') : 'of'}
      data={[
        { value: 'open', label: words.runs.open },
        { value: 'all', label: words.runs.all },
        ...(of === undefined ? [] : [{ value: 'of', label: words.runs.ofOne }]),
      ]}
      onChange={(value) => {
        if (value !== 'of') void navigate({ ...places.runs, search: value === 'all' ? { ended: true } : {} });
      }}
    />
  );
}

/** Who a run is for, which order it is about, and how much: as requests for approvals and conversations say, or else in the customer's words. */
function useAbout(): (run: Run) => string {
  const calls = useCalls();
  const formats = useFormats();
  const [mayRead, mayApprove] = [useMay('conversations'), useMay('approvals')];
  const conversations = useQuery({
    queryKey: ['conversations', 'of runs'],
    queryFn: () => calls.conversations({ limit: 200 }),
    enabled: mayRead,
  });
  const approvals = useQuery({
    queryKey: ['approvals', 'of runs'],
    queryFn: () => Promise.all([calls.approvals(), calls.decidedApprovals()]),
    enabled: mayApprove,
  });
  const asked = (approvals.data ?? []).flatMap((page) => page.approvals);
  const rows = conversations.data?.conversations ?? [];
  return ({ workflowId }) => {
    const { summary = {}, amount } = asked.find((one) => isBelow(one.workflowId, workflowId)) ?? {};
    const row = rows.find(({ conversation }) => conversation === workflowId.split('/')[1]);
    const customer = summary['customerName'] ?? (row === undefined ? undefined : customerOf(row));
    const number = summary['orderNumber'] ?? summary['subscriptionNumber'] ?? row?.record?.number;
    const known = [customer, number, amount === undefined ? undefined : formats.amount(amount)];
    const said = known.filter((part): part is string => typeof part === 'string' && part !== '').join(' · ');
    return said === '' && row?.last?.by === 'customer' ? row.last.text : said;
  };
}

/** Whether a workflow is a run's own, or that of a sub-flow of it. */
const isBelow = (workflowId: string, run: string): boolean =>
  workflowId === run || workflowId.startsWith(`${run}/`);

interface ListProps {
  runs: readonly Run[];
  chosen: string | undefined;
  search: RunsSearch;
}

function RunList({ runs, chosen, search }: ListProps): ReactNode {
  const words = useWords();
  const titles = useFlowTitles();
  const about = useAbout();
  if (runs.length === 0)
    return (
      <Empty icon="runs" title={words.runs.none}>
        {words.runs.noneText}
      </Empty>
    );
  return runs.map((run) => (
    <Link
      key={run.runId + run.workflowId}
      to="/runs/{-$run}"
      params={{ run: run.workflowId }}
      search={search}
      className={rows.row}
      data-row
      aria-current={run.workflowId === chosen}
    >
      <span className={rows.rowTop}>
        <span className={rows.rowTitle}>{titles(run.flow)}</span>
        <span className={rows.rowSide}>
          <Moment at={run.startedAt} relative />
        </span>
      </span>
      {about(run) === '' ? null : <span className={rows.rowText}>{about(run)}</span>}
      <span className={rows.rowMarks}>
        <RunState run={run} />
        {run.waitingOn.map((waits) => (
          <Pill key={waits} tone="wait">
            {words.runs.waitsFor(waits)}
          </Pill>
        ))}
      </span>
    </Link>
  ));
}

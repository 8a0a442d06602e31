/** Approvals: what waits, for whom and since when; exactly what will be executed; and the past. */
import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Approval } from '../../api/contract';
import { PageHead, Split } from '../../parts/parts';
import styles from '../../parts/parts.module.css';
import { Loaded } from '../../parts/states';
import { useRowKeys } from '../../parts/use-keys';
import { places } from '../../shell/places';
import { useCalls } from '../../shell/session';
import { useWords } from '../../words/use-words';
import { ApprovalDetail } from './approval-detail';
import { DecidedList, OpenList } from './approval-lists';
import { SeveralBar } from './several';

/** The list of open or decided requests, and the one that is looked at. */
export function ApprovalsPage(): ReactNode {
  const words = useWords();
  const { number } = useParams({ strict: false });
  const { past = false } = useSearch({ strict: false });
  useRowKeys();
  return (
    <div className={styles.page}>
      <PageHead title={words.approvals.title} note={words.approvals.about}>
        <PastSwitch past={past} />
      </PageHead>
      <Split
        label={words.approvals.title}
        back={{ ...places.approvals, search: { past } }}
        list={past ? <DecidedList chosen={number} /> : <OpenRequests chosen={number} />}
        detail={number === undefined ? undefined : <ApprovalDetail key={number} number={Number(number)} />}
      />
    </div>
  );
}

function PastSwitch({ past }: { past: boolean }): ReactNode {
  const words = useWords();
  const navigate = useNavigate();
  return (
    <SegmentedControl
      size="xs"
      aria-label={words.approvals.which}
      value={past ? 'past' : 'open'}
      data={[
        { value: 'open', label: words.approvals.open },
        { value: 'past', label: words.approvals.past },
      ]}
      onChange={(value) => {
        void navigate({ ...places.approvals, search: value === 'past' ? { past: true } : {} });
      }}
    />
  );
}

/** Opens the only request that there is; whoever has gone back to the list on a small screen stays there. */
function useOnlyOne(open: readonly Approval[] | undefined, chosen: string | undefined): void {
  const navigate = useNavigate();
  const hasOpened = useRef(false);
  const only = open?.length === 1 ? open[0]?.number : undefined;
  useEffect(() => {
    if (chosen !== undefined) hasOpened.current = true;
    if (only === undefined || chosen !== undefined) return;
    if (hasOpened.current && !window.matchMedia('(min-width: 901px)').matches) return;
    void navigate({ ...places.approvals, params: { number: String(only) }, replace: true });
  }, [only, chosen, navigate]);
}

function OpenRequests({ chosen }: { chosen: string | undefined }): ReactNode {
  const calls = useCalls();
  const [marked, setMarked] = useState<ReadonlySet<number>>(new Set());
  const approvals = useQuery({ queryKey: ['approvals'], queryFn: () => calls.approvals() });
  useOnlyOne(approvals.data?.approvals, chosen);
  return (
    <Loaded query={approvals}>
      {({ approvals: open }) => (
        <>
          <OpenList approvals={open} chosen={chosen} marked={marked} setMarked={setMarked} />
          <SeveralBar
            approvals={open.filter(({ number }) => marked.has(number))}
            clear={() => {
              setMarked(new Set());
            }}
          />
        </>
      )}
    </Loaded>
  );
}

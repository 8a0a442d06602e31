/** Inbox: the conversations that people have, by queue; and the one that is read. */
import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ConversationFilter } from '../../api/calls';
import { PageHead, Split } from '../../parts/parts';
import parts from '../../parts/parts.module.css';
import { Loading, ProblemState } from '../../parts/states';
import { useRowKeys } from '../../parts/use-keys';
import { places } from '../../shell/places';
import { useCalls, useSession } from '../../shell/session';
import { useCounts } from '../../shell/shell';
import { useWords } from '../../words/use-words';
import { ConversationView } from './conversation-view';
import { ConversationRows, FoundRows, type InboxSearch, SearchForm } from './conversation-list';
import styles from './inbox.module.css';

/** The list, and the conversation that is read. */
export function InboxPage(): ReactNode {
  const words = useWords();
  const { conversation } = useParams({ strict: false });
  const search: InboxSearch = useSearch({ strict: false });
  useRowKeys();
  return (
    <div className={parts.page}>
      <PageHead title={words.inbox.title} />
      <Split
        label={words.inbox.title}
        back={{ ...places.inbox, search }}
        list={
          <>
            <Filters search={search} />
            {search.find === undefined ? (
              <Listed search={search} chosen={conversation} />
            ) : (
              <FoundRows find={search.find} chosen={conversation} search={search} />
            )}
          </>
        }
        detail={
          conversation === undefined ? undefined : <ConversationView key={conversation} id={conversation} />
        }
      />
    </div>
  );
}

function Filters({ search }: { search: InboxSearch }): ReactNode {
  const words = useWords();
  const navigate = useNavigate();
  const { conversations } = useCounts() ?? {};
  const counted = (word: string, count: number | undefined): string =>
    count === undefined || count === 0 ? word : `${word} ${count}`;
  const go = (change: InboxSearch): void => {
    const { whose, queue } = search;
    void navigate({ ...places.inbox, search: { whose, queue, ...change } });
  };
  return (
    <div className={styles.filters}>
      <SearchForm key={search.find ?? ''} search={search} />
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={words.inbox.whose}
        value={search.whose ?? 'all'}
        data={[
          { value: 'all', label: counted(words.inbox.all, conversations?.people) },
          { value: 'mine', label: counted(words.inbox.mine, conversations?.mine) },
          { value: 'none', label: counted(words.inbox.unassigned, conversations?.unassigned) },
          { value: 'flows', label: words.inbox.flows },
        ]}
        onChange={(value) => {
          go({ whose: value });
        }}
      />
      <QueueSelect search={search} go={go} />
    </div>
  );
}

function QueueSelect({ search, go }: { search: InboxSearch; go: (change: InboxSearch) => void }): ReactNode {
  const words = useWords();
  const { queues } = useSession();
  const byQueue = useCounts()?.conversations.byQueue ?? [];
  const names = [...new Set([...queues, ...byQueue.map(({ queue }) => queue)])];
  if (names.length < 2 || search.whose === 'flows') return null;
  return (
    <NativeSelect
      size="xs"
      aria-label={words.inbox.queue}
      value={search.queue ?? ''}
      data={[
        { value: '', label: words.inbox.everyQueue },
        ...names.map((queue) => {
          const count = byQueue.find((one) => one.queue === queue)?.count ?? 0;
          return { value: queue, label: count === 0 ? queue : `${queue} (${count})` };
        }),
      ]}
      onChange={({ currentTarget: { value } }) => {
        go({ queue: value === '' ? undefined : value });
      }}
    />
  );
}

function Listed({ search, chosen }: { search: InboxSearch; chosen: string | undefined }): ReactNode {
  const calls = useCalls();
  const { agent } = useSession();
  const filter = filterOf(search, agent);
  const listed = useInfiniteQuery({
    queryKey: ['conversations', filter],
    queryFn: ({ pageParam }) => calls.conversations({ ...filter, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
  if (listed.isError && listed.data === undefined)
    return <ProblemState error={listed.error} retry={() => void listed.refetch()} />;
  if (listed.data === undefined) return <Loading lines={7} />;
  return (
    <ConversationRows
      rows={listed.data.pages.flatMap(({ conversations }) => conversations)}
      {...{ chosen, search }}
      more={listed.hasNextPage ? () => void listed.fetchNextPage() : undefined}
      isLoadingMore={listed.isFetchingNextPage}
    />
  );
}

function filterOf({ whose = 'all', queue }: InboxSearch, agent: string): ConversationFilter {
  if (whose === 'flows') return { with: 'flows' };
  return {
    with: 'people',
    ...(queue === undefined ? {} : { queue }),
    ...(whose === 'mine' ? { assignee: agent } : {}),
    ...(whose === 'none' ? { unassigned: true as const } : {}),
  };
}

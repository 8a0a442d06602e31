/** Conversations in a list, and the search for a customer's. */
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';
import type { Row } from '../../api/contract';
import { Icon } from '../../parts/icon';
import { Moment, Pill } from '../../parts/parts';
import rows from '../../parts/rows.module.css';
import { Empty, Loaded } from '../../parts/states';
import { useKeys } from '../../parts/use-keys';
import { places } from '../../shell/places';
import { useCalls } from '../../shell/session';
import { useWords } from '../../words/use-words';

/** Whose conversations are listed. */
export type Whose = 'all' | 'mine' | 'none' | 'flows';

/** What stands in the inbox's address. */
export interface InboxSearch {
  whose?: Whose;
  queue?: string;
  find?: string;
}

interface RowsProps {
  rows: readonly Row[];
  chosen: string | undefined;
  search: InboxSearch;
  more?: (() => void) | undefined;
  isLoadingMore?: boolean;
}

/** Conversations, the last active first. */
export function ConversationRows({
  rows,
  chosen,
  search,
  more,
  isLoadingMore = false,
}: RowsProps): ReactNode {
  const words = useWords();
  if (rows.length === 0)
    return (
      <Empty icon="inbox" title={search.find === undefined ? words.inbox.none : words.inbox.noneFound}>
        {search.find === undefined ? words.inbox.noneText : words.inbox.noneFoundText}
      </Empty>
    );
  return (
    <>
      {rows.map((row) => (
        <ConversationRow key={row.conversation} {...{ row, search }} isChosen={row.conversation === chosen} />
      ))}
      {more === undefined ? null : (
        <Button m="md" variant="default" loading={isLoadingMore} onClick={more}>
          {words.states.more}
        </Button>
      )}
    </>
  );
}

function ConversationRow({
  row,
  isChosen,
  search,
}: {
  row: Row;
  isChosen: boolean;
  search: InboxSearch;
}): ReactNode {
  const words = useWords();
  const { last, reason, lastAt, conversation } = row;
  const text = last?.text ?? words.titles(reason ?? '');
  const by = last === undefined || last.by === 'customer' ? '' : `${words.inbox.by[last.by]}: `;
  return (
    <Link
      to="/inbox/{-$conversation}"
      params={{ conversation }}
      search={search}
      className={rows.row}
      data-row
      aria-current={isChosen}
    >
      <span className={rows.rowTop}>
        <span className={rows.rowTitle}>{customerOf(row) ?? words.inbox.unknownCustomer}</span>
        <span className={rows.rowSide}>
          <Moment at={lastAt} relative />
        </span>
      </span>
      <span className={rows.rowText}>
        {by}
        {text}
      </span>
      <RowMarks row={row} />
    </Link>
  );
}

/** What a customer is called: by name, or by email address. */
export const customerOf = ({ customer }: Pick<Row, 'customer'>): string | undefined =>
  customer?.name ?? customer?.email;

function RowMarks({ row }: { row: Row }): ReactNode {
  const words = useWords();
  const { priority, flag, queue, assignee, intent, record } = row;
  return (
    <span className={rows.rowMarks}>
      {priority === 'high' ? <Pill tone="bad">{words.inbox.urgent}</Pill> : null}
      {flag === undefined ? null : <Pill tone="wait">{words.inbox.flags[flag] ?? flag}</Pill>}
      {assignee === undefined ? null : <Pill tone="accent">{assignee}</Pill>}
      {queue === undefined ? null : <Pill>{queue}</Pill>}
      {intent === undefined ? null : <Pill>{words.intents(intent)}</Pill>}
      {record === undefined ? null : <Pill>{record.number}</Pill>}
    </span>
  );
}

/** The field that a customer is searched with: an email address, or an order's number. */
export function SearchForm({ search }: { search: InboxSearch }): ReactNode {
  const words = useWords();
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const [find, setFind] = useState(search.find ?? '');
  const { whose, queue } = search;
  useKeys({ '/': () => field.current?.focus() });
  const go = (wanted: string): void => {
    void navigate({
      ...places.inbox,
      search: wanted === '' ? { whose, queue } : { whose, queue, find: wanted },
    });
  };
  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        go(find.trim());
      }}
    >
      <TextInput
        ref={field}
        type="search"
        size="xs"
        aria-label={words.inbox.search}
        placeholder={words.inbox.search}
        leftSection={<Icon name="search" size={15} />}
        value={find}
        onChange={({ currentTarget }) => {
          setFind(currentTarget.value);
        }}
        rightSection={
          search.find === undefined ? null : (
            <ClearSearch
              clear={() => {
                go('');
              }}
            />
          )
        }
      />
    </form>
  );
}

function ClearSearch({ clear }: { clear: () => void }): ReactNode {
  const words = useWords();
  return (
    <ActionIcon variant="subtle" color="gray" size="sm" aria-label={words.inbox.clearSearch} onClick={clear}>
      <Icon name="cross" size={14} />
    </ActionIcon>
  );
}

interface FoundProps {
  find: string;
  chosen: string | undefined;
  search: InboxSearch;
}

/** A customer's conversations. Whoever searches is recorded, so it is asked once, not again and again. */
export function FoundRows({ find, chosen, search }: FoundProps): ReactNode {
  const calls = useCalls();
  const found = useQuery({
    queryKey: ['found', find],
    queryFn: () => calls.findConversations(find.includes('@') ? { email: find } : { order: find }),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  return (
    <Loaded query={found}>
      {({ conversations }) => <ConversationRows rows={conversations} {...{ chosen, search }} />}
    </Loaded>
  );
}

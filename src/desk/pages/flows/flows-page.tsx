/** Flows: each with its diagram, its texts and its versions. */
import { SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Flow, FlowItem } from '../../api/contract';
import { Icon } from '../../parts/icon';
import { Moment, PageHead, Pill, Split } from '../../parts/parts';
import parts from '../../parts/parts.module.css';
import rows from '../../parts/rows.module.css';
import { Empty, Loaded } from '../../parts/states';
import { useRowKeys } from '../../parts/use-keys';
import { places } from '../../shell/places';
import { useCalls } from '../../shell/session';
import { useWords } from '../../words/use-words';
import { RunsOfFlow } from './runs-of-flow';
import styles from './flows.module.css';

/** The list, and the flow that is looked at. */
export function FlowsPage(): ReactNode {
  const words = useWords();
  const calls = useCalls();
  const { flow: chosen } = useParams({ strict: false });
  const flows = useQuery({ queryKey: ['flows'], queryFn: () => calls.flows() });
  useRowKeys();
  return (
    <div className={parts.page}>
      <PageHead title={words.flows.title} note={words.flows.about} />
      <Split
        label={words.flows.title}
        back={places.flows}
        list={
          <Loaded query={flows} lines={8}>
            {({ flows: all }) => <FlowList flows={all} chosen={chosen} />}
          </Loaded>
        }
        detail={chosen === undefined ? undefined : <FlowDetail key={chosen} name={chosen} />}
      />
    </div>
  );
}

function FlowList({ flows, chosen }: { flows: readonly FlowItem[]; chosen: string | undefined }): ReactNode {
  const words = useWords();
  const [wanted, setWanted] = useState('');
  const shown = flows.filter(({ flow, title }) =>
    `${flow} ${title} ${words.titles(title)}`.toLowerCase().includes(wanted.toLowerCase()),
  );
  return (
    <>
      <TextInput
        type="search"
        size="xs"
        m="sm"
        aria-label={words.flows.search}
        placeholder={words.flows.search}
        leftSection={<Icon name="search" size={15} />}
        value={wanted}
        onChange={({ currentTarget }) => {
          setWanted(currentTarget.value);
        }}
      />
      {shown.length === 0 ? <Empty icon="flows" title={words.flows.none} /> : null}
      {shown.map(({ flow, title }) => (
        <Link
          key={flow}
          to="/flows/{-$flow}"
          params={{ flow }}
          className={rows.row}
          data-row
          aria-current={flow === chosen}
        >
          <span className={rows.rowTop}>
            <span className={rows.rowTitle}>{words.titles(title)}</span>
          </span>
          <span className={`${rows.rowText ?? ''} ${parts.mono ?? ''}`}>{flow}</span>
        </Link>
      ))}
    </>
  );
}

type Part = 'diagram' | 'versions';

function FlowDetail({ name }: { name: string }): ReactNode {
  const calls = useCalls();
  const flow = useQuery({
    queryKey: ['flow', name, ''],
    queryFn: () => calls.flow(name),
    staleTime: 300_000,
  });
  return <Loaded query={flow}>{(shown) => <Shown flow={shown} />}</Loaded>;
}

function Shown({ flow }: { flow: Flow }): ReactNode {
  const words = useWords();
  const [part, setPart] = useState<Part>('diagram');
  return (
    <article className={`${parts.detail ?? ''} ${styles.detail ?? ''}`} aria-label={flow.title}>
      <header className={parts.detailHead}>
        <h2>{words.titles(flow.title)}</h2>
        <span className={parts.mono}>{flow.flow}</span>
      </header>
      <SegmentedControl
        size="xs"
        aria-label={words.flows.parts}
        value={part}
        style={{ justifySelf: 'start' }}
        data={[
          { value: 'diagram', label: words.flows.diagram },
          { value: 'versions', label: words.flows.versions },
        ]}
        onChange={(value) => {
          setPart(value);
        }}
      />
      {part === 'diagram' ? <RunsOfFlow flow={flow} /> : null}
      {part === 'versions' ? <Versions flow={flow} /> : null}
    </article>
  );
}

function Versions({ flow: { versions } }: { flow: Flow }): ReactNode {
  const words = useWords();
  return (
    <ol className={styles.versions}>
      {versions.map(({ hash, publishedAt }, at) => (
        <li key={hash}>
          <Moment at={publishedAt} />
          <span className={parts.mono}>{hash.slice(0, 16)}</span>
          {at === 0 ? <Pill tone="ok">{words.flows.current}</Pill> : null}
        </li>
      ))}
    </ol>
  );
}

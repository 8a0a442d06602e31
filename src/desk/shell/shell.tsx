/** The frame of the pages: navigation at the side, what is urgent at the top. */
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import type { Counts, Scope } from '../api/contract';
import { Icon, type IconName } from '../parts/icon';
import { useFormats, useWords } from '../words/use-words';
import { AgentMenu } from './agent-menu';
import { KeysHelp } from './keys-help';
import { useConnection } from './live';
import { places } from './places';
import { useCalls, useMay, useSession } from './session';
import styles from './shell.module.css';

interface Place {
  page: keyof typeof places;
  icon: IconName;
  scope?: Scope;
  count?: (counts: Counts) => number;
}

const shownPlaces: readonly Place[] = [
  {
    page: 'inbox',
    icon: 'inbox',
    scope: 'conversations',
    count: ({ conversations }) => conversations.people,
  },
  { page: 'approvals', icon: 'approvals', scope: 'approvals', count: ({ approvals }) => approvals.open },
  { page: 'unclear', icon: 'unclear', scope: 'effects', count: ({ effects }) => effects.unclear },
  { page: 'try', icon: 'try' },
  { page: 'runs', icon: 'runs', scope: 'runs' },
  { page: 'flows', icon: 'flows', scope: 'runs' },
  { page: 'pause', icon: 'pause', scope: 'pause' },
];

/** How much there is to do, told anew by the stream of changes. */
export function useCounts(): Counts | undefined {
  const calls = useCalls();
  return useQuery({ queryKey: ['counts'], queryFn: () => calls.counts() }).data;
}

/** The frame around a page. */
export function Shell(): ReactNode {
  const words = useWords();
  return (
    <div className={styles.shell}>
      <a href="#content" className={styles.skip}>
        {words.shell.skip}
      </a>
      <Side />
      <div className={styles.main}>
        <ConnectionBanner />
        <PausedBanner />
        <main id="content" className={styles.content} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <KeysHelp />
    </div>
  );
}

function Side(): ReactNode {
  const { name } = useSession();
  return (
    <div className={styles.side}>
      <div className={styles.brand}>
        <img src="/desk/icon.svg" alt="" />
        <div className={styles.brandName}>
          <strong title={name}>{name}</strong>
          <span>Orderly</span>
        </div>
      </div>
      <Navigation />
      <div className={styles.foot}>
        <ConnectionState />
        <AgentMenu />
      </div>
    </div>
  );
}

function Navigation(): ReactNode {
  const words = useWords();
  const counts = useCounts();
  const { scopes, canTry } = useSession();
  const shown = shownPlaces.filter(({ page, scope }) =>
    page === 'try' ? canTry : scope === undefined || scopes.includes(scope),
  );
  return (
    <nav aria-label={words.shell.navigation}>
      <ul className={styles.nav}>
        {shown.map(({ page, icon, count }) => (
          <li key={page}>
            <Link
              {...places[page]}
              className={styles.link}
              activeOptions={{ exact: false, includeSearch: false }}
            >
              <Icon name={icon} />
              <span className={styles.linkText}>{words.shell.pages[page]}</span>
              <Count count={counts === undefined ? 0 : (count?.(counts) ?? 0)} />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Count({ count }: { count: number }): ReactNode {
  const words = useWords();
  if (count === 0) return null;
  return (
    <span className={styles.count} aria-label={words.shell.waiting(count)}>
      {count > 99 ? '99+' : count}
    </span>
  );
}

function ConnectionState(): ReactNode {
  const words = useWords();
  const connection = useConnection();
  return (
    <div className={styles.connection} data-state={connection}>
      <span className={styles.dot} />
      <span>{words.shell.connection[connection]}</span>
    </div>
  );
}

/** Says that the connection is lost, and that it is there again. */
function ConnectionBanner(): ReactNode {
  const words = useWords();
  const connection = useConnection();
  const [wasLost, setWasLost] = useState(false);
  useEffect(() => {
    if (connection === 'lost') setWasLost(true);
    if (connection !== 'live') return undefined;
    const timer = window.setTimeout(() => {
      setWasLost(false);
    }, 4_000);
    return () => {
      window.clearTimeout(timer);
    };
  }, [connection]);
  const isMended = wasLost && connection === 'live';
  return (
    <div role="status">
      {connection === 'lost' || isMended ? (
        <div className={styles.banner} data-tone={isMended ? 'ok' : 'bad'}>
          <Icon name={isMended ? 'check' : 'offline'} size={16} />
          {isMended ? words.shell.mended : words.shell.lost}
        </div>
      ) : null}
    </div>
  );
}

function PausedBanner(): ReactNode {
  const words = useWords();
  const formats = useFormats();
  const paused = useCounts()?.paused ?? [];
  const mayPause = useMay('pause');
  const [first] = paused;
  if (first === undefined) return null;
  return (
    <div className={styles.banner} role="status">
      <Icon name="pause" size={16} />
      {words.pause.banner(
        words.pause.whatIs(first.what),
        first.by,
        formats.moment(first.since),
        paused.length - 1,
      )}
      {mayPause ? <Link to="/pause">{words.pause.look}</Link> : null}
    </div>
  );
}

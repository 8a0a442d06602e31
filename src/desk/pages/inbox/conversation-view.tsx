/** One conversation: what was said, who is asking, and what the agent can do. */
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Conversation } from '../../api/contract';
import { Pill } from '../../parts/parts';
import { Loaded } from '../../parts/states';
import { useCalls } from '../../shell/session';
import { useWords } from '../../words/use-words';
import { About, verifiedOf } from './about';
import { Actions } from './actions';
import { Composer } from './composer';
import { customerOf } from './conversation-list';
import { EntryView } from './entry-view';
import styles from './inbox.module.css';

/** The conversation with an id; reading it is recorded in the audit trail. */
export function ConversationView({ id }: { id: string }): ReactNode {
  const calls = useCalls();
  const conversation = useQuery({
    queryKey: ['conversation', id],
    queryFn: () => calls.conversation(id),
    refetchOnWindowFocus: false,
  });
  return <Loaded query={conversation}>{(shown) => <Shown conversation={shown} />}</Loaded>;
}

function Shown({ conversation }: { conversation: Conversation }): ReactNode {
  return (
    <article className={styles.conversation}>
      <Head conversation={conversation} />
      <div className={styles.middle}>
        <Thread conversation={conversation} />
        <AboutAside conversation={conversation} />
      </div>
      <Composer conversation={conversation} />
    </article>
  );
}

/** Beside the messages where there is room, else folded above them. */
function AboutAside({ conversation }: { conversation: Conversation }): ReactNode {
  const words = useWords();
  const isNarrow = useMediaQuery('(max-width: 1280px)', undefined, { getInitialValueInEffect: false });
  const about = (
    <aside className={styles.about} aria-label={words.inbox.about}>
      <About conversation={conversation} />
    </aside>
  );
  if (!isNarrow) return about;
  return (
    <details className={styles.aboutFold}>
      <summary>{words.inbox.about}</summary>
      {about}
    </details>
  );
}

function Head({ conversation }: { conversation: Conversation }): ReactNode {
  const words = useWords();
  const { priority, flag, queue, assignee, peopleSince, channel } = conversation;
  const verified = verifiedOf(conversation);
  return (
    <header className={styles.head}>
      <div className={styles.headTop}>
        <h2>{customerOf(conversation) ?? words.inbox.unknownCustomer}</h2>
        <Actions conversation={conversation} />
      </div>
      <div className={styles.meta}>
        <Pill tone={verified === 'authenticated' || verified === 'facts' ? 'ok' : 'wait'}>
          {words.inbox.verified[verified]}
        </Pill>
        {priority === 'high' ? <Pill tone="bad">{words.inbox.urgent}</Pill> : null}
        {flag === undefined ? null : <Pill tone="wait">{words.inbox.flags[flag] ?? flag}</Pill>}
        {peopleSince === undefined ? <Pill tone="ok">{words.inbox.withFlows}</Pill> : null}
        {queue === undefined ? null : <Pill>{queue}</Pill>}
        {assignee === undefined ? null : <Pill tone="accent">{assignee}</Pill>}
        {channel === '' ? null : <Pill>{channel}</Pill>}
      </div>
      <WhoLine conversation={conversation} />
    </header>
  );
}

/** Who is asking, and how sure that is: on a small screen nothing else of it is in sight. */
function WhoLine({ conversation }: { conversation: Conversation }): ReactNode {
  const { inbox: words } = useWords();
  const { name, email } = conversation.customer ?? {};
  const asking = [name, email].filter((part) => part !== undefined).join(', ');
  return (
    <p className={styles.who}>
      <strong>
        {words.who}: {asking === '' ? words.unknownCustomer : asking}
      </strong>{' '}
      {words.verifiedMeans[verifiedOf(conversation)]}
    </p>
  );
}

function Thread({ conversation: { entries } }: { conversation: Conversation }): ReactNode {
  const words = useWords();
  const end = useRef<HTMLDivElement>(null);
  const count = entries.length;
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' });
  }, [count]);
  return (
    <div className={styles.thread} role="log" aria-label={words.inbox.thread} tabIndex={0}>
      {entries.map((entry, at) => (
        // What was said is never reordered; a time alone may come twice.
        <EntryView key={`${entry.at}-${at}`} entry={entry} />
      ))}
      <div ref={end} className={styles.end} />
    </div>
  );
}

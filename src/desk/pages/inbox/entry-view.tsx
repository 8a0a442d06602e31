/** One thing that was said, or a handover. A customer's text is only ever text. */
import type { ReactNode } from 'react';
import type { Entry } from '../../api/contract';
import { Attachments, Moment, Pill } from '../../parts/parts';
import { useWords } from '../../words/use-words';
import styles from './inbox.module.css';

/** Whose words they are. */
function byOf({ kind, by }: Entry): 'customer' | 'agent' | 'flow' {
  if (kind === 'message') return 'customer';
  return by === undefined ? 'flow' : 'agent';
}

/** A message, a reply, a question or a handover. */
export function EntryView({ entry }: { entry: Entry }): ReactNode {
  if (entry.kind === 'handover') return <HandoverEvent entry={entry} />;
  const { text, subject, attachments = [], labels = [] } = entry;
  return (
    <div className={styles.message} data-by={byOf(entry)}>
      {subject === undefined ? null : <strong>{subject}</strong>}
      {text === '' ? null : <div className={styles.bubble}>{text}</div>}
      {labels.length === 0 ? null : (
        <div className={styles.labels}>
          {labels.map((label) => (
            <Pill key={label}>{label}</Pill>
          ))}
        </div>
      )}
      {attachments.length === 0 ? null : <Attachments files={attachments} />}
      <Meta entry={entry} />
    </div>
  );
}

function Meta({ entry }: { entry: Entry }): ReactNode {
  const words = useWords();
  const who = byOf(entry);
  return (
    <div className={styles.meta}>
      <span>{entry.by ?? words.inbox.by[who]}</span>
      <Moment at={entry.at} />
      {entry.startedBy === undefined ? null : <span>{words.inbox.writtenBy(entry.startedBy)}</span>}
    </div>
  );
}

function HandoverEvent({ entry: { at, queue, text, details } }: { entry: Entry }): ReactNode {
  const words = useWords();
  return (
    <div className={styles.event}>
      <div className={styles.meta}>
        <strong>{words.inbox.handedOff(queue ?? '')}</strong>
        <Moment at={at} />
      </div>
      {text === '' ? null : <pre>{words.titles(text)}</pre>}
      {details === undefined ? null : (
        <details>
          <summary>{words.inbox.details}</summary>
          <pre>{details}</pre>
        </details>
      )}
    </div>
  );
}

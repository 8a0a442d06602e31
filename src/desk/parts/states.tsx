/** What a page shows while there is nothing else to show: loading, empty, wrong. */
import { Button, Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Problem, unreachable } from '../api/http';
import { useWords } from '../words/use-words';
import type { Words } from '../words/en';
import { Icon, type IconName } from './icon';
import styles from './parts.module.css';

/** That there is nothing, and what would be here. */
export const Empty = ({
  icon,
  title,
  children,
}: {
  icon: IconName;
  title: string;
  children?: ReactNode;
}): ReactNode => (
  <div className={styles.state}>
    <span className={styles.stateIcon}>
      <Icon name={icon} size={22} />
    </span>
    <h2>{title}</h2>
    {children === undefined ? null : <p>{children}</p>}
  </div>
);

/** Lines in the place of what is being loaded. */
export function Loading({ lines = 4 }: { lines?: number }): ReactNode {
  const words = useWords();
  return (
    <div className={styles.lines} role="status" aria-label={words.states.loading}>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line}>
          <Skeleton height={12} width={`${70 - (line % 3) * 12}%`} mb={8} />
          <Skeleton height={10} width={`${92 - (line % 2) * 20}%`} />
        </div>
      ))}
    </div>
  );
}

/** What went wrong, in words for people. */
export function problemWords(words: Words, error: unknown): { title: string; text: string } {
  if (!(error instanceof Problem)) return { title: words.problems.title, text: words.problems.unknown };
  const known = words.problems.byCode[error.code];
  if (known !== undefined) return { title: words.problems.title, text: known };
  if (error.code === unreachable) return { title: words.problems.title, text: words.problems.unreachable };
  const text = [error.message, error.hint].filter((said) => said !== '').join(' ');
  return { title: words.problems.title, text: text === '' ? words.problems.unknown : text };
}

/** What went wrong, and another try. */
export function ProblemState({ error, retry }: { error: unknown; retry?: () => void }): ReactNode {
  const words = useWords();
  const { title, text } = problemWords(words, error);
  return (
    <div className={styles.state} role="alert">
      <span className={styles.stateIcon}>
        <Icon name="warning" size={22} />
      </span>
      <h2>{title}</h2>
      <p>{text}</p>
      {retry === undefined ? null : (
        <Button variant="default" onClick={retry} mt={8}>
          {words.states.retry}
        </Button>
      )}
    </div>
  );
}

/** The result of a question to the API, or how it stands with it. What was known before is shown on while it is asked anew. */
export function Loaded<Data>({
  query,
  lines,
  children,
}: {
  query: UseQueryResult<Data>;
  lines?: number;
  children: (data: Data) => ReactNode;
}): ReactNode {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ProblemState error={query.error} retry={() => void query.refetch()} />;
  return <Loading {...(lines === undefined ? {} : { lines })} />;
}

/** The tone of a note or a pill. */
export type Tone = 'plain' | 'ok' | 'wait' | 'bad' | 'accent';

/** Results of flows after which nothing of what was wanted has happened. */
const withoutEffect: ReadonlySet<string> = new Set([
  ...['already_cancelled', 'already_refunded', 'backed_out', 'declined', 'ended_before', 'held_up', 'kept'],
  ...['linked', 'lost', 'not_possible', 'not_told', 'stopped', 'too_late'],
]);

/** The tone of a run that has ended with a result: green only if what was wanted has happened. */
export function toneOfResult(result: string): Tone {
  if (result === 'handed_over') return 'wait';
  return withoutEffect.has(result) ? 'plain' : 'ok';
}

/** A sentence that stands out. */
export const Note = ({
  tone = 'plain',
  icon,
  children,
  live = false,
}: {
  tone?: Tone;
  icon?: IconName;
  children: ReactNode;
  live?: boolean;
}): ReactNode => (
  <div className={styles.note} data-tone={tone} {...(live ? { role: 'status' } : {})}>
    {icon === undefined ? null : <Icon name={icon} />}
    <div>{children}</div>
  </div>
);

/** What went wrong with something that the agent has just done. */
export function FailedNote({ error }: { error: unknown }): ReactNode {
  const words = useWords();
  if (error === null || error === undefined) return null;
  return (
    <div className={styles.note} data-tone="bad" role="alert">
      <Icon name="warning" />
      <div>{problemWords(words, error).text}</div>
    </div>
  );
}

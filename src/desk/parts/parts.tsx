/** Small parts that many pages are made of. */
import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import type { Amount, Attachment } from '../api/contract';
import { useFormats, useWords } from '../words/use-words';
import { Icon } from './icon';
import styles from './parts.module.css';
import type { Tone } from './states';

/** A short word in a coloured field. */
export const Pill = ({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }): ReactNode => (
  <span className={styles.pill} data-tone={tone}>
    <span>{children}</span>
  </span>
);

/** A field with a heading. */
export const Card = ({
  title,
  side,
  children,
}: {
  title?: string;
  side?: ReactNode;
  children: ReactNode;
}): ReactNode => (
  <section className={styles.card}>
    {title === undefined ? null : (
      <div className={styles.cardHead}>
        <h3>{title}</h3>
        {side}
      </div>
    )}
    <div className={styles.cardBody}>{children}</div>
  </section>
);

/** The head of a page. */
export const PageHead = ({
  title,
  note,
  children,
}: {
  title: string;
  note?: string;
  children?: ReactNode;
}): ReactNode => (
  <header className={styles.head}>
    <h1>{title}</h1>
    {children}
    <p className={styles.headNote}>
      {note === undefined ? null : <span>{note}</span>}
      <ZoneNote />
    </p>
  </header>
);

/** In which zone the times of a page are. */
function ZoneNote(): ReactNode {
  const words = useWords();
  const { name, offset } = useFormats().zone;
  return <span className={styles.zone}>{words.shell.zone(name, offset)}</span>;
}

/** A list, and beside it what is chosen of it; on a small screen one or the other. */
export function Split({
  list,
  detail,
  back,
  label,
}: {
  list: ReactNode;
  detail: ReactNode | undefined;
  back: LinkProps;
  label: string;
}): ReactNode {
  const words = useWords();
  return (
    <div className={styles.split} data-open={detail !== undefined}>
      <nav className={styles.splitList} aria-label={label} tabIndex={-1}>
        {list}
      </nav>
      <div className={styles.splitDetail} tabIndex={-1} data-detail>
        {detail === undefined ? null : (
          <div className={styles.back}>
            <Link {...back}>
              <Icon name="back" size={16} />
              {words.states.back}
            </Link>
            <ZoneNote />
          </div>
        )}
        {detail ?? <div className={styles.state}>{words.states.chooseOne}</div>}
      </div>
    </div>
  );
}

/** Names and values. */
export const Facts = ({ facts }: { facts: readonly (readonly [string, ReactNode])[] }): ReactNode => (
  <dl className={styles.facts}>
    {facts.map(([name, value]) => (
      <FactLine key={name} name={name} value={value} />
    ))}
  </dl>
);

const FactLine = ({ name, value }: { name: string; value: ReactNode }): ReactNode => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
);

/** The present, told again every few seconds. */
function useNow(everyMs = 15_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => {
      setNow(Date.now());
    }, everyMs);
    return () => {
      window.clearInterval(timer);
    };
  }, [everyMs]);
  return now;
}

/** A time: how long ago, or the time itself; the whole of it on hovering. */
export function Moment({ at, relative = false }: { at: string; relative?: boolean }): ReactNode {
  const formats = useFormats();
  const now = useNow();
  return (
    <time dateTime={at} title={formats.full(at)}>
      {relative ? formats.relative(at, now) : formats.moment(at)}
    </time>
  );
}

/** An amount of money. */
export const Money = ({ amount }: { amount: Amount }): ReactNode => <>{useFormats().amount(amount)}</>;

/** Files that a customer has sent: links, never loaded. */
export const Attachments = ({ files }: { files: readonly Attachment[] }): ReactNode => (
  <ul className={styles.wrap}>
    {files.map((file) => (
      <li key={file.url}>
        <AttachmentLink file={file} />
      </li>
    ))}
  </ul>
);

function AttachmentLink({ file: { name, mediaType, url } }: { file: Attachment }): ReactNode {
  const words = useWords();
  // What a customer has sent may name any address; only one of the web is a link.
  if (!/^https?:\/\//i.test(url)) return <Pill>{name}</Pill>;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer nofollow" title={mediaType}>
      <Icon name="attachment" size={14} /> {name}
      <span className={styles.visuallyHidden}> {words.states.newTab}</span>
    </a>
  );
}

/** Why something was refused: in words, as the system has said it, and what an agent can do. */
export function Refusal({ code, message }: { code: string; message?: string | undefined }): ReactNode {
  const words = useWords();
  return (
    <div className={styles.small}>
      {words.refusals(code)}
      {message === undefined ? null : (
        <>
          {': '}
          <q className={styles.muted}>{message}</q>
        </>
      )}
      <div className={styles.muted}>{words.afterRefusal(code)}</div>
    </div>
  );
}

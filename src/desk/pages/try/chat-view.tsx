/** The chat, as a customer has it. */
import { ActionIcon, Button, Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { TryOffer } from '../../api/contract';
import { Icon } from '../../parts/icon';
import { Moment } from '../../parts/parts';
import { FailedNote, Note } from '../../parts/states';
import { useMay } from '../../shell/session';
import { useWords } from '../../words/use-words';
import { useTrace } from './behind';
import styles from './try.module.css';
import { type ChatLine, isPassing, useChat } from './use-chat';

interface ChatProps {
  id: string;
  offer: TryOffer;
  hasBegun: boolean;
  /** A message is sent: whoever comes back finds this conversation. */
  remember: (id: string) => void;
  /** There is no such conversation any more. */
  gone: () => void;
}

/** The lines, and the field to write in. */
export function ChatView({ id, offer, hasBegun, remember, gone }: ChatProps): ReactNode {
  const words = useWords();
  const { lines, isWaiting, problem, open, planned, send } = useChat(id, hasBegun, gone);
  const approvals = useTrace(id, hasBegun).data?.approvals ?? [];
  const say = (text: string, next?: readonly string[]): void => {
    send(text, next);
    remember(id);
  };
  return (
    <section className={styles.chat} aria-label={words.try.chat}>
      {lines.length === 0 ? (
        <Examples
          offer={offer}
          begin={([first = '', ...rest]) => {
            say(first, rest);
          }}
        />
      ) : (
        <Lines
          {...{ lines, isWaiting, open, say }}
          waiting={approvals.filter(({ state }) => state === 'open').map(({ number }) => number)}
        />
      )}
      <ChatComposer
        say={say}
        planned={(open?.labels ?? []).length > 0 ? undefined : planned}
        problem={problem}
      />
    </section>
  );
}

function Examples({
  offer,
  begin,
}: {
  offer: TryOffer;
  begin: (says: readonly string[]) => void;
}): ReactNode {
  const words = useWords();
  return (
    <div className={styles.lines}>
      <h2>{words.try.start}</h2>
      <p className={styles.meta}>{words.try.startText}</p>
      <ul className={styles.examples}>
        {offer.examples.map(({ title, says, expects }) => (
          <li key={title}>
            <button
              type="button"
              className={styles.example}
              onClick={() => {
                begin(says);
              }}
            >
              <strong>{words.titles(title)}</strong>
              <span>{expects === undefined ? says[0] : words.titles(expects)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface LinesProps {
  lines: readonly ChatLine[];
  isWaiting: boolean;
  open: ChatLine | undefined;
  /** Numbers of the requests that wait for an approval. */
  waiting: readonly number[];
  say: (text: string) => void;
}

function Lines({ lines, isWaiting, open, waiting, say }: LinesProps): ReactNode {
  const words = useWords();
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' });
  }, [lines.length, waiting.length]);
  return (
    <div className={styles.lines} role="log" aria-label={words.try.chat} tabIndex={0}>
      {lines.map((line) => (
        <Line key={line.key} line={line} isOpen={line === open} say={say} />
      ))}
      {waiting.map((number) => (
        <WaitsForApproval key={number} number={number} />
      ))}
      {isWaiting ? <p className={styles.typing}>{words.try.waiting}</p> : null}
      <div ref={end} />
    </div>
  );
}

/** That a run waits, in words, and the way to exactly the request that it waits for. */
function WaitsForApproval({ number }: { number: number }): ReactNode {
  const words = useWords();
  const mayApprove = useMay('approvals');
  return (
    <Note tone="wait" icon="clock" live>
      {mayApprove ? (
        <Link className={styles.toApproval} to="/approvals/{-$number}" params={{ number: String(number) }}>
          {words.try.waitsForApproval(number)}
        </Link>
      ) : (
        <strong>{words.try.waitsForApproval(number)}</strong>
      )}
      <p>{words.try.approvalNext}</p>
    </Note>
  );
}

function Line({
  line,
  isOpen,
  say,
}: {
  line: ChatLine;
  isOpen: boolean;
  say: (text: string) => void;
}): ReactNode {
  const words = useWords();
  const { by, text, at, labels = [], agent } = line;
  return (
    <div className={styles.line} data-by={by}>
      {by === 'event' ? <strong>{words.try.handedOff}</strong> : null}
      <div className={by === 'event' ? '' : styles.bubble}>{text}</div>
      {isOpen && labels.length > 0 ? (
        <div className={styles.labels}>
          {labels.map((label) => (
            <Button
              key={label}
              size="compact-sm"
              variant="default"
              onClick={() => {
                say(label);
              }}
            >
              {label}
            </Button>
          ))}
        </div>
      ) : null}
      <span className={styles.meta}>
        {agent === undefined ? '' : `${agent} · `}
        <Moment at={at} />
      </span>
    </div>
  );
}

interface ComposerProps {
  say: (text: string) => void;
  planned: string | undefined;
  problem: unknown;
}

function ChatComposer({ say, planned, problem }: ComposerProps): ReactNode {
  const words = useWords();
  const [text, setText] = useState('');
  const isEmpty = text.trim() === '';
  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        if (isEmpty) return;
        say(text.trim());
        setText('');
      }}
    >
      {isPassing(problem) ? (
        <Note tone="wait" icon="clock" live>
          {words.try.sentAgain}
        </Note>
      ) : (
        <FailedNote error={problem} />
      )}
      <Next text={planned} say={say} />
      <div className={styles.field}>
        <Textarea
          aria-label={words.try.message}
          placeholder={words.try.placeholder}
          autosize
          minRows={1}
          maxRows={6}
          maxLength={8_000}
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }}
        />
        <ActionIcon type="submit" size={36} variant="filled" disabled={isEmpty} aria-label={words.try.send}>
          <Icon name="send" />
        </ActionIcon>
      </div>
    </form>
  );
}

/** What the example's customer says next. */
function Next({ text, say }: { text: string | undefined; say: (text: string) => void }): ReactNode {
  if (text === undefined) return null;
  return (
    <div className={styles.labels}>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => {
          say(text);
        }}
      >
        {text}
      </Button>
    </div>
  );
}

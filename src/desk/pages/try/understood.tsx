/** What was understood of each message: the intent with its probability, what was read in it, the facts. */
import type { ReactNode } from 'react';
import type { Trace } from '../../api/contract';
import { fieldName } from '../../parts/fact-values';
import { Card, Pill } from '../../parts/parts';
import parts from '../../parts/parts.module.css';
import { useFormats, useWords } from '../../words/use-words';
import styles from './try.module.css';

type Message = Trace['messages'][number];

/** The newest message as a whole, those before it at a click. */
export function Understood({ messages }: { messages: readonly Message[] }): ReactNode {
  const words = useWords();
  const [newest, ...older] = messages.toReversed();
  if (newest === undefined) return null;
  return (
    <Card title={words.try.understood}>
      <div className={parts.stack}>
        <MessageView message={newest} matter={matterBefore(messages, newest)} />
        {older.length === 0 ? null : (
          <details>
            <summary>{words.try.before(older.length)}</summary>
            <ul className={parts.stack}>
              {older.map((message) => (
                <li key={message.messageId}>
                  <MessageView message={message} matter={matterBefore(messages, message)} />
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </Card>
  );
}

/** The code of a message that wants nothing by itself. */
const nothing = 'other';

/** What a message that asks for nothing new still is about; undefined if it asks for something, or nothing came before. */
function matterBefore(messages: readonly Message[], message: Message): string | undefined {
  if (message.intent !== nothing) return undefined;
  return messages.slice(0, messages.indexOf(message)).findLast(({ intent }) => intent !== nothing)?.intent;
}

function MessageView({ message, matter }: { message: Message; matter: string | undefined }): ReactNode {
  const words = useWords();
  const { intent, confidence, sure, candidates, language, flags, entities, facts } = message;
  const others = candidates.filter((one) => one.intent !== intent && one.score >= 0.01).slice(0, 3);
  return (
    <div className={parts.stack}>
      <div className={parts.wrap}>
        {matter === undefined ? (
          <Pill tone={sure ? 'ok' : 'wait'}>{sure ? words.try.sure : words.try.unsure}</Pill>
        ) : (
          <Pill tone="ok">{words.try.answers}</Pill>
        )}
        <Pill>{language}</Pill>
        {flags.map((flag) => (
          <Pill key={flag} tone="wait">
            {words.inbox.flags[flag] ?? flag}
          </Pill>
        ))}
      </div>
      {matter === undefined ? (
        [
          <Bar key={intent} name={words.intents(intent)} share={confidence} />,
          ...others.map((one) => (
            <Bar key={one.intent} name={words.intents(one.intent)} share={one.score} isWeak />
          )),
        ]
      ) : (
        <p>{words.try.stillAbout(words.intents(matter))}</p>
      )}
      {entities.length === 0 ? null : (
        <div className={parts.wrap}>
          {entities.map(({ type, value, raw }) => (
            <Pill key={type + raw + value}>{`${fieldName(words, type)}: ${value}`}</Pill>
          ))}
        </div>
      )}
      {facts.length === 0 ? null : (
        <p className={parts.muted}>
          {words.try.facts(facts.map((fact) => fieldName(words, fact)).join(', '))}
        </p>
      )}
    </div>
  );
}

function Bar({ name, share, isWeak = false }: { name: string; share: number; isWeak?: boolean }): ReactNode {
  const formats = useFormats();
  return (
    <div className={styles.bar} data-weak={isWeak}>
      <span>{name}</span>
      <div className={styles.barTrack} aria-hidden="true">
        <div style={{ width: `${Math.round(share * 100)}%` }} />
      </div>
      <span className={styles.barValue}>{formats.percent(share)}</span>
    </div>
  );
}

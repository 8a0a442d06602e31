/** Pause: what is sent to the shop's systems waits, and goes on later; nothing is lost. */
import { Button, Modal, NativeSelect } from '@mantine/core';
import { type UseMutationResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Pause } from '../api/contract';
import { PageHead, Pill } from '../parts/parts';
import { FailedNote, Loaded, Note } from '../parts/states';
import { useCalls } from '../shell/session';
import { useFormats, useWords } from '../words/use-words';
import styles from './pause.module.css';

const always = ['writes', 'money'] as const;

/** What is paused, and what can be. */
export function PausePage(): ReactNode {
  const words = useWords();
  const calls = useCalls();
  const pauses = useQuery({ queryKey: ['pauses'], queryFn: () => calls.pauses() });
  return (
    <>
      <PageHead title={words.pause.title} note={words.pause.about} />
      <div className={styles.page}>
        <Loaded query={pauses}>{(pausing) => <Pauses {...pausing} />}</Loaded>
      </div>
    </>
  );
}

function Pauses({
  paused,
  connections,
}: {
  paused: readonly Pause[];
  connections: readonly string[];
}): ReactNode {
  const names = [...always, ...paused.map(({ what }) => what).filter((what) => !isAlways(what))];
  return (
    <div className={styles.lines}>
      {names.map((what) => (
        <PauseLine key={what} what={what} paused={paused.find((pause) => pause.what === what)} />
      ))}
      <ConnectionLine names={connections.filter((name) => paused.every(({ what }) => what !== name))} />
    </div>
  );
}

const isAlways = (what: string): boolean => always.some((known) => known === what);

function usePausing(what: string, act: 'pause' | 'resume'): UseMutationResult<unknown, unknown, void> {
  const calls = useCalls();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => calls[act](what),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['pauses'] }),
        client.invalidateQueries({ queryKey: ['counts'] }),
      ]),
  });
}

function PauseLine({ what, paused }: { what: string; paused: Pause | undefined }): ReactNode {
  const words = useWords();
  const formats = useFormats();
  const isPaused = paused !== undefined;
  return (
    <div className={styles.line}>
      <div>
        <h3>
          {words.pause.whatIs(what)}
          {isPaused ? (
            <Pill tone="wait">{words.pause.paused}</Pill>
          ) : (
            <Pill tone="ok">{words.pause.running}</Pill>
          )}
        </h3>
        <p>
          {isPaused
            ? words.pause.since(paused.by, formats.full(paused.since))
            : words.pause.means[what === 'writes' || what === 'money' ? what : 'connection']}
        </p>
      </div>
      {isPaused ? <ResumeButton what={what} /> : <PauseButton what={what} />}
    </div>
  );
}

function ResumeButton({ what }: { what: string }): ReactNode {
  const words = useWords();
  const resuming = usePausing(what, 'resume');
  return (
    <div>
      <Button
        loading={resuming.isPending}
        aria-label={words.pause.resumeWhat(words.pause.whatIs(what))}
        onClick={() => {
          resuming.mutate();
        }}
      >
        {words.pause.resume}
      </Button>
      <FailedNote error={resuming.error} />
    </div>
  );
}

function PauseButton({ what }: { what: string }): ReactNode {
  const words = useWords();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button
        variant="default"
        aria-label={words.pause.pauseWhat(words.pause.whatIs(what))}
        onClick={() => {
          setAsking(true);
        }}
      >
        {words.pause.pause}
      </Button>
      <PauseDialog
        what={what}
        isOpen={isAsking}
        close={() => {
          setAsking(false);
        }}
      />
    </>
  );
}

function PauseDialog({
  what,
  isOpen,
  close,
}: {
  what: string;
  isOpen: boolean;
  close: () => void;
}): ReactNode {
  const words = useWords();
  const pausing = usePausing(what, 'pause');
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={words.pause.pauseWhat(words.pause.whatIs(what))}
      closeButtonProps={{ 'aria-label': words.states.close }}
    >
      <Note tone="wait" icon="pause">
        {words.pause.consequence}
      </Note>
      <FailedNote error={pausing.error} />
      <Button
        mt="md"
        fullWidth
        loading={pausing.isPending}
        onClick={() => {
          pausing.mutate(undefined, { onSuccess: close });
        }}
      >
        {words.pause.pauseNow}
      </Button>
    </Modal>
  );
}

function ConnectionLine({ names }: { names: readonly string[] }): ReactNode {
  const words = useWords();
  const [name, setName] = useState('');
  const [asked, setAsked] = useState<string>();
  return (
    <form
      className={styles.line}
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(name);
      }}
    >
      <div>
        <NativeSelect
          label={words.pause.connection}
          description={words.pause.connectionHint}
          value={name}
          data={[{ value: '', label: words.pause.chooseOne }, ...names]}
          onChange={({ currentTarget }) => {
            setName(currentTarget.value);
          }}
        />
      </div>
      <Button type="submit" variant="default" disabled={name === ''}>
        {words.pause.pause}
      </Button>
      <PauseDialog
        what={asked ?? ''}
        isOpen={asked !== undefined}
        close={() => {
          setAsked(undefined);
          setName('');
        }}
      />
    </form>
  );
}

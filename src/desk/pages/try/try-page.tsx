/** Try: a customer's chat, and beside it what happens. */
import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Navigate, useNavigate, useParams } from '@tanstack/react-router';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { TryOffer } from '../../api/contract';
import { Icon } from '../../parts/icon';
import { PageHead } from '../../parts/parts';
import parts from '../../parts/parts.module.css';
import { Loaded, Note } from '../../parts/states';
import { places } from '../../shell/places';
import { useCalls, useSession } from '../../shell/session';
import { useWords } from '../../words/use-words';
import { Behind } from './behind';
import { ChatView } from './chat-view';
import { rememberRunning, runningConversation } from './running';
import styles from './try.module.css';

function useRunning(): readonly [string | undefined, (id: string | undefined) => void] {
  const session = useSession();
  const [running, setRunning] = useState(() => runningConversation(session));
  const remember = useCallback(
    (id: string | undefined): void => {
      rememberRunning(session, id);
      setRunning(id);
    },
    [session],
  );
  return [running, remember];
}

/** The chat and what is behind it. */
export function TryPage(): ReactNode {
  const words = useWords();
  const calls = useCalls();
  const navigate = useNavigate();
  const { conversation } = useParams({ strict: false });
  const [running, remember] = useRunning();
  const [fresh, setFresh] = useState(() => crypto.randomUUID());
  const offer = useQuery({ queryKey: ['try'], queryFn: () => calls.tryOffer() });
  useEffect(() => {
    if (conversation !== undefined) remember(conversation);
  }, [conversation, remember]);
  const begun = conversation ?? running;
  const id = begun ?? fresh;
  const beginAnew = (): void => {
    remember(undefined);
    setFresh(crypto.randomUUID());
    // What was refunded meanwhile is offered no more.
    void offer.refetch();
    void navigate(places.try);
  };
  return (
    <div className={parts.page}>
      <PageHead title={words.try.title} note={words.try.about}>
        {begun === undefined ? null : <AnewButton beginAnew={beginAnew} />}
      </PageHead>
      {conversation === undefined && running !== undefined ? (
        <Navigate to="/try/{-$conversation}" params={{ conversation: running }} replace />
      ) : null}
      <Loaded query={offer}>
        {(offered) => (
          <Both
            key={id}
            {...{ id, remember }}
            offer={offered}
            hasBegun={begun !== undefined}
            gone={beginAnew}
          />
        )}
      </Loaded>
    </div>
  );
}

function AnewButton({ beginAnew }: { beginAnew: () => void }): ReactNode {
  const words = useWords();
  return (
    <Button variant="default" size="xs" leftSection={<Icon name="plus" size={15} />} onClick={beginAnew}>
      {words.try.again}
    </Button>
  );
}

interface BothProps {
  id: string;
  offer: TryOffer;
  hasBegun: boolean;
  remember: (id: string) => void;
  gone: () => void;
}

function Both({ id, offer, hasBegun, remember, gone }: BothProps): ReactNode {
  const words = useWords();
  const [side, setSide] = useState<'chat' | 'behind'>('chat');
  return (
    <>
      <div className={styles.tabs}>
        <SegmentedControl
          fullWidth
          mx="md"
          mb="sm"
          w="calc(100% - 2rem)"
          aria-label={words.try.title}
          value={side}
          data={[
            { value: 'chat', label: words.try.chat },
            { value: 'behind', label: words.try.behind },
          ]}
          onChange={(value) => {
            setSide(value);
          }}
        />
      </div>
      <div className={styles.try} data-side={side}>
        <ChatView {...{ id, offer, hasBegun, remember, gone }} />
        <section className={styles.behind} aria-label={words.try.behind} tabIndex={0}>
          {offer.asAgent ? (
            <Note tone="accent" icon="person">
              {words.try.asAgent}
            </Note>
          ) : null}
          <Behind id={id} hasBegun={hasBegun} />
        </section>
      </div>
    </>
  );
}

/** Try: a customer's chat, and beside it what happens. */
import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { TryOffer } from '../../api/contract';
import { Icon } from '../../parts/icon';
import { PageHead } from '../../parts/parts';
import parts from '../../parts/parts.module.css';
import { Loaded, Note } from '../../parts/states';
import { places } from '../../shell/places';
import { useCalls } from '../../shell/session';
import { useWords } from '../../words/use-words';
import { Behind } from './behind';
import { ChatView } from './chat-view';
import styles from './try.module.css';

/** The chat and what is behind it. */
export function TryPage(): ReactNode {
  const words = useWords();
  const calls = useCalls();
  const navigate = useNavigate();
  const { conversation } = useParams({ strict: false });
  const [fresh, setFresh] = useState(() => crypto.randomUUID());
  const offer = useQuery({ queryKey: ['try'], queryFn: () => calls.tryOffer(), staleTime: Infinity });
  const id = conversation ?? fresh;
  return (
    <div className={parts.page}>
      <PageHead title={words.try.title} note={words.try.about}>
        <Button
          variant="default"
          size="xs"
          leftSection={<Icon name="plus" size={15} />}
          onClick={() => {
            setFresh(crypto.randomUUID());
            void navigate(places.try);
          }}
        >
          {words.try.again}
        </Button>
      </PageHead>
      <Loaded query={offer}>
        {(offered) => <Both key={id} id={id} offer={offered} hasBegun={conversation !== undefined} />}
      </Loaded>
    </div>
  );
}

interface BothProps {
  id: string;
  offer: TryOffer;
  hasBegun: boolean;
}

function Both({ id, offer, hasBegun }: BothProps): ReactNode {
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
        <ChatView id={id} offer={offer} hasBegun={hasBegun} />
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

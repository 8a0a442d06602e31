/** Where there is no page, and where one has failed. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Empty } from '../parts/states';
import { useWords } from '../words/use-words';

/** Says that there is no such page. */
export function NotFoundPage(): ReactNode {
  const words = useWords();
  return (
    <main>
      <Empty icon="search" title={words.states.notFound}>
        <Link to="/">{words.states.toStart}</Link>
      </Empty>
    </main>
  );
}

/** Says that a page has failed. */
export function CrashedPage(): ReactNode {
  const words = useWords();
  return (
    <div role="alert">
      <Empty icon="warning" title={words.problems.title}>
        {words.problems.crashed}
      </Empty>
      <div style={{ textAlign: 'center' }}>
        <Button
          onClick={() => {
            window.location.reload();
          }}
        >
          {words.states.reload}
        </Button>
      </div>
    </div>
  );
}

/** Take over, give back, assign. */
import { Button, Menu } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Row } from '../../api/contract';
import { FailedNote } from '../../parts/states';
import { useKeys } from '../../parts/use-keys';
import { useCalls, useSession } from '../../shell/session';
import { useWords } from '../../words/use-words';

/** Changes who has a conversation, and asks for it anew. */
function useChange<Argument = void>(
  id: string,
  change: (argument: Argument) => Promise<unknown>,
): ReturnType<typeof useMutation<unknown, unknown, Argument>> {
  const client = useQueryClient();
  return useMutation<unknown, unknown, Argument>({
    mutationFn: change,
    onSuccess: () =>
      Promise.all(
        [['conversation', id], ['conversations'], ['counts']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

/** What the agent can do with the conversation as a whole. */
export function Actions({ conversation }: { conversation: Row }): ReactNode {
  const words = useWords();
  const calls = useCalls();
  const { agent } = useSession();
  const { conversation: id, peopleSince, assignee, people } = conversation;
  const taking = useChange(id, () => calls.takeOver(id));
  const giving = useChange(id, () => calls.giveBack(id));
  const isMine = peopleSince !== undefined && (assignee ?? people) === agent;
  useKeys({
    t: () => {
      if (!isMine && !taking.isPending) taking.mutate();
    },
  });
  return (
    <>
      {isMine ? null : (
        <Button
          loading={taking.isPending}
          onClick={() => {
            taking.mutate();
          }}
        >
          {words.inbox.takeOver}
        </Button>
      )}
      {peopleSince === undefined ? null : (
        <>
          <AssignMenu conversation={conversation} />
          {isMine ? (
            <Button
              variant="default"
              loading={giving.isPending}
              onClick={() => {
                giving.mutate();
              }}
            >
              {words.inbox.giveBack}
            </Button>
          ) : null}
        </>
      )}
      <FailedNote error={taking.error ?? giving.error} />
    </>
  );
}

function AssignMenu({ conversation: { conversation: id, assignee } }: { conversation: Row }): ReactNode {
  const words = useWords();
  const calls = useCalls();
  const { agent, agents } = useSession();
  const assigning = useChange<string | null>(id, (to) => calls.assign(id, to));
  return (
    <>
      <Menu position="bottom-end" width={240} closeOnItemClick>
        <Menu.Target>
          <Button variant="default" loading={assigning.isPending}>
            {words.inbox.assign}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{words.inbox.assignTo}</Menu.Label>
          {[agent, ...agents.filter((name) => name !== agent)].map((name) => (
            <Menu.Item
              key={name}
              disabled={assignee === name}
              onClick={() => {
                assigning.mutate(name);
              }}
            >
              {name === agent ? words.inbox.assignMe(name) : name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item
            disabled={assignee === undefined}
            onClick={() => {
              assigning.mutate(null);
            }}
          >
            {words.inbox.assignNobody}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <FailedNote error={assigning.error} />
    </>
  );
}

/** Who is signed in, the language and the colours, and the way out. */
import { Menu, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { signOut } from '../api/calls';
import { Icon } from '../parts/icon';
import parts from '../parts/parts.module.css';
import { useFormats, useLanguage, useWords } from '../words/use-words';
import { useSession } from './session';
import styles from './shell.module.css';

/** The agent's name, with a menu behind it. */
export function AgentMenu(): ReactNode {
  const words = useWords();
  const { agent, roles } = useSession();
  return (
    <Menu position="top-start" width={240} withinPortal shadow="md">
      <Menu.Target>
        <button type="button" className={styles.agent}>
          <span className={styles.initial} aria-hidden="true">
            {agent.slice(0, 2)}
          </span>
          <span className={styles.agentName}>
            <strong>{agent}</strong>
            <span>{roles.join(', ')}</span>
          </span>
          <span className={parts.visuallyHidden}>{words.shell.menu(agent)}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <AboutSession />
        <Menu.Divider />
        <LanguageItem />
        <ColorsItem />
        <Menu.Divider />
        <SignOutItem />
      </Menu.Dropdown>
    </Menu>
  );
}

function AboutSession(): ReactNode {
  const words = useWords();
  const formats = useFormats();
  const { agent, by, limit, expiresAt } = useSession();
  return (
    <>
      <Menu.Label>{words.shell.signedIn[by](agent)}</Menu.Label>
      {limit === undefined ? null : <Menu.Label>{words.shell.limit(formats.amount(limit))}</Menu.Label>}
      <Menu.Label>{words.shell.until(formats.moment(expiresAt))}</Menu.Label>
    </>
  );
}

function LanguageItem(): ReactNode {
  const { language, choose } = useLanguage();
  const other = language === 'en' ? 'de' : 'en';
  return (
    <Menu.Item
      leftSection={<Icon name="language" />}
      lang={other}
      onClick={() => {
        choose(other);
      }}
    >
      {other === 'de' ? 'Deutsch' : 'English'}
    </Menu.Item>
  );
}

function ColorsItem(): ReactNode {
  const words = useWords();
  const scheme = useComputedColorScheme('light');
  const { setColorScheme } = useMantineColorScheme();
  const other = scheme === 'dark' ? 'light' : 'dark';
  return (
    <Menu.Item
      leftSection={<Icon name={other === 'dark' ? 'moon' : 'sun'} />}
      onClick={() => {
        setColorScheme(other);
      }}
    >
      {words.shell.colors[other]}
    </Menu.Item>
  );
}

function SignOutItem(): ReactNode {
  const words = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const leaving = useMutation({
    mutationFn: signOut,
    onSettled: async () => {
      client.clear();
      await navigate({ to: '/sign-in' });
    },
  });
  return (
    <Menu.Item
      leftSection={<Icon name="leave" />}
      onClick={() => {
        leaving.mutate();
      }}
    >
      {words.shell.signOut}
    </Menu.Item>
  );
}

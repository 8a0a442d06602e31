/** What a person found in the system's own records. */
import { Button, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Effect } from '../../api/contract';
import { Card } from '../../parts/parts';
import { FailedNote } from '../../parts/states';
import { places } from '../../shell/places';
import { useCalls } from '../../shell/session';
import { useWords } from '../../words/use-words';

interface Found {
  happened?: boolean;
  because: string;
  reference: string;
}

/** The form; once it is sent, the write is clear, and its run goes on. */
export function ResolutionForm({ effect }: { effect: Effect }): ReactNode {
  const words = useWords().unclear;
  const [found, setFound] = useState<Found>({ because: '', reference: '' });
  const resolving = useResolution(effect, found);
  const change = (part: Partial<Found>): void => {
    setFound({ ...found, ...part });
  };
  return (
    <Card title={words.decide}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          resolving.mutate();
        }}
      >
        <Stack gap="md">
          <HappenedChoice found={found} change={change} />
          <Textarea
            label={words.because}
            description={words.becauseHint}
            value={found.because}
            required
            autosize
            minRows={2}
            onChange={({ currentTarget }) => {
              change({ because: currentTarget.value });
            }}
          />
          {found.happened === true ? <ReferenceInput found={found} change={change} /> : null}
          <FailedNote error={resolving.error} />
          <Button
            type="submit"
            loading={resolving.isPending}
            disabled={found.happened === undefined || found.because.trim() === ''}
          >
            {words.send}
          </Button>
        </Stack>
      </form>
    </Card>
  );
}

interface Changing {
  found: Found;
  change: (part: Partial<Found>) => void;
}

function HappenedChoice({ found, change }: Changing): ReactNode {
  const words = useWords().unclear;
  return (
    <Radio.Group
      label={words.question}
      withAsterisk
      value={found.happened === undefined ? null : String(found.happened)}
      onChange={(value) => {
        change({ happened: value === 'true' });
      }}
    >
      <Stack gap={8} mt={8}>
        <Radio value="true" label={words.happened} description={words.happenedHint} />
        <Radio value="false" label={words.notHappened} description={words.notHappenedHint} />
      </Stack>
    </Radio.Group>
  );
}

function ReferenceInput({ found, change }: Changing): ReactNode {
  const words = useWords().unclear;
  return (
    <TextInput
      label={words.reference}
      description={words.referenceHint}
      value={found.reference}
      onChange={({ currentTarget }) => {
        change({ reference: currentTarget.value });
      }}
    />
  );
}

function useResolution(
  effect: Effect,
  { happened, because, reference }: Found,
): UseMutationResult<unknown, unknown, void> {
  const calls = useCalls();
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => {
      const named = happened === true && reference.trim() !== '' ? { reference: reference.trim() } : {};
      return calls.resolve(effect.id, { happened: happened === true, because: because.trim(), ...named });
    },
    onSuccess: async () => {
      await navigate(places.unclear);
      await Promise.all([
        client.invalidateQueries({ queryKey: ['effects'] }),
        client.invalidateQueries({ queryKey: ['counts'] }),
      ]);
    },
  });
}

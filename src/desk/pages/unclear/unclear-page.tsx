/** Unclear: writes of which nobody knows whether they happened; a person looks, and says so. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Effect } from '../../api/contract';
import { Card, Facts, Moment, Money, PageHead, Pill, Split } from '../../parts/parts';
import styles from '../../parts/parts.module.css';
import rows from '../../parts/rows.module.css';
import { Empty, Loaded, Note } from '../../parts/states';
import { useRowKeys } from '../../parts/use-keys';
import { places } from '../../shell/places';
import { useCalls } from '../../shell/session';
import { useFormats, useWords } from '../../words/use-words';
import { ResolutionForm } from './resolution-form';

/** The list, and the one that is decided. */
export function UnclearPage(): ReactNode {
  const words = useWords();
  const calls = useCalls();
  const { effect: chosen } = useParams({ strict: false });
  const effects = useQuery({ queryKey: ['effects'], queryFn: () => calls.effects() });
  useRowKeys();
  return (
    <div className={styles.page}>
      <PageHead title={words.unclear.title} note={words.unclear.about} />
      <Split
        label={words.unclear.title}
        back={places.unclear}
        list={
          <Loaded query={effects}>
            {({ effects: all }) => <EffectList effects={all} chosen={chosen} />}
          </Loaded>
        }
        detail={
          chosen === undefined ? undefined : (
            <Loaded query={effects}>
              {({ effects: all }) => <ChosenEffect effect={all.find(({ id }) => id === chosen)} />}
            </Loaded>
          )
        }
      />
    </div>
  );
}

function EffectList({
  effects,
  chosen,
}: {
  effects: readonly Effect[];
  chosen: string | undefined;
}): ReactNode {
  const words = useWords();
  if (effects.length === 0)
    return (
      <Empty icon="check" title={words.unclear.none}>
        {words.unclear.noneText}
      </Empty>
    );
  return effects.map((effect) => (
    <Link
      key={effect.id}
      to="/unclear/{-$effect}"
      params={{ effect: effect.id }}
      className={rows.row}
      data-row
      aria-current={effect.id === chosen}
    >
      <span className={rows.rowTop}>
        <span className={rows.rowTitle}>{words.titles(effect.what)}</span>
        <span className={rows.rowSide}>
          {effect.amount === undefined ? null : <Money amount={effect.amount} />}
        </span>
      </span>
      <span className={rows.rowText}>
        {[effect.connection, recordOf(effect)].filter((part) => part !== undefined).join(' · ')}
      </span>
      <span className={rows.rowMarks}>
        <StatePill effect={effect} />
        <LastSent effect={effect} />
      </span>
    </Link>
  ));
}

const recordOf = ({ record }: Effect): string | undefined => record?.replace(/^\w+:/, '');

function LastSent({ effect: { sentAt } }: { effect: Effect }): ReactNode {
  const last = sentAt.at(-1);
  if (last === undefined) return null;
  return (
    <Pill>
      <Moment at={last} relative />
    </Pill>
  );
}

function StatePill({ effect: { doubled, state } }: { effect: Effect }): ReactNode {
  const words = useWords();
  if (doubled) return <Pill tone="bad">{words.unclear.doubled}</Pill>;
  return <Pill tone={state === 'unknown' ? 'wait' : 'ok'}>{words.unclear.states[state]}</Pill>;
}

function ChosenEffect({ effect }: { effect: Effect | undefined }): ReactNode {
  const words = useWords();
  if (effect === undefined)
    return (
      <Empty icon="check" title={words.unclear.gone}>
        {words.unclear.goneText}
      </Empty>
    );
  return (
    <article className={styles.detail}>
      <header className={styles.detailHead}>
        <h2>{words.titles(effect.what)}</h2>
        {effect.amount === undefined ? null : <Money amount={effect.amount} />}
        <StatePill effect={effect} />
      </header>
      <Note tone="wait" icon="unclear">
        {effect.doubled
          ? words.unclear.explainDoubled(effect.connection)
          : words.unclear.explain(effect.connection)}
      </Note>
      <EffectFacts effect={effect} />
      <ResolutionForm key={effect.id} effect={effect} />
    </article>
  );
}

function EffectFacts({ effect }: { effect: Effect }): ReactNode {
  const words = useWords();
  const formats = useFormats();
  const { fields } = words.unclear;
  const record = recordOf(effect);
  const facts: (readonly [string, ReactNode])[] = [
    [fields.system, effect.connection],
    ...(record === undefined ? [] : [[fields.record, record] as const]),
    ...(effect.amount === undefined ? [] : [[fields.amount, formats.amount(effect.amount)] as const]),
    [fields.sent, effect.sentAt.map((at) => formats.full(at)).join('\n')],
    ...(effect.httpStatus === undefined ? [] : [[fields.status, String(effect.httpStatus)] as const]),
    ...(effect.reference === undefined ? [] : [[fields.reference, effect.reference] as const]),
    [fields.key, <span className={styles.mono}>{effect.idempotencyKey}</span>],
    [fields.operation, <span className={styles.mono}>{effect.operation}</span>],
  ];
  return (
    <Card title={words.unclear.lookUp}>
      <Facts facts={facts} />
    </Card>
  );
}

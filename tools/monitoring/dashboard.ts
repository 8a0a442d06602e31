/** The Grafana dashboard: a panel for each metric of the registry, in rows, and for what to watch of Temporal's. */
import {
  apiMetrics,
  type MetricDefinition,
  workerMetrics,
} from '../../src/platform/observability/metric-definitions.js';
import { temporalMetrics } from './temporal-metrics.js';

const datasource = { type: 'prometheus', uid: '${datasource}' };
const [columns, width, height] = [24, 8, 8];

interface Panel {
  title: string;
  description: string;
  targets: { expr: string; legendFormat: string }[];
  unit: string;
}

/** The dashboard as Grafana imports it. */
export function dashboard(): object {
  const definitions: MetricDefinition[] = [...Object.values(workerMetrics), ...Object.values(apiMetrics)];
  const titles = {
    ...{ customers: 'Customers', money: 'Money', systems: 'Systems', understanding: 'Understanding' },
    ...{ security: 'Verification', workers: 'Workers', API: 'API' },
  };
  const rows = Object.entries(titles).map(([row, title]) => ({
    title,
    panels: definitions.filter((each) => each.row === row).flatMap(panelsOf),
  }));
  return {
    uid: 'orderly',
    title: 'Orderly',
    tags: ['orderly'],
    schemaVersion: 39,
    refresh: '1m',
    time: { from: 'now-6h', to: 'now' },
    templating: { list: [{ name: 'datasource', type: 'datasource', query: 'prometheus' }] },
    panels: placed([...rows, { title: 'Temporal', panels: temporalMetrics.map(temporalPanel) }]),
  };
}

function panelsOf({ name, type, labels, counts }: MetricDefinition): Panel[] {
  const description = counts.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  const by = labels.length === 0 ? '' : ` by (${labels.join(', ')})`;
  const legendFormat = labels.map((label) => `{{${label}}}`).join(' ') || '__auto';
  const unit = name.endsWith('timestamp_seconds')
    ? 'dateTimeFromNow'
    : name.endsWith('_seconds')
      ? 's'
      : 'short';
  if (type === 'histogram') {
    const quantile = (of: number): string =>
      `histogram_quantile(${of}, sum by (le) (rate(${name}_bucket[$__rate_interval])))`;
    return [
      {
        title: name,
        description,
        unit: 'short',
        targets: [{ expr: `sum${by} (increase(${name}_count[$__rate_interval]))`, legendFormat }],
      },
      {
        ...{ title: `${name}: p50, p95`, description, unit: 's' },
        targets: [0.5, 0.95].map((of) => ({ expr: quantile(of), legendFormat: `p${of * 100}` })),
      },
    ];
  }
  const expr = type === 'counter' ? `sum${by} (increase(${name}[$__rate_interval]))` : `max${by} (${name})`;
  const scaled = unit === 'dateTimeFromNow' ? `${expr} * 1000` : expr;
  return [{ title: name, description, unit, targets: [{ expr: scaled, legendFormat }] }];
}

const temporalPanel = ({
  name,
  meaning,
  expr,
  legendFormat,
  unit,
}: (typeof temporalMetrics)[number]): Panel => ({
  ...{ title: name, description: meaning, unit, targets: [{ expr, legendFormat }] },
});

function placed(rows: readonly { title: string; panels: readonly Panel[] }[]): object[] {
  let [id, y] = [0, 0];
  return rows.flatMap(({ title, panels }) => {
    const row = {
      id: ++id,
      type: 'row',
      title,
      collapsed: false,
      gridPos: { x: 0, y: y++, w: columns, h: 1 },
      panels: [],
    };
    const perLine = columns / width;
    const own = panels.map(({ unit, targets, ...panel }, index) => ({
      ...{ id: ++id, type: 'timeseries', ...panel, datasource },
      gridPos: {
        x: (index % perLine) * width,
        y: y + Math.floor(index / perLine) * height,
        w: width,
        h: height,
      },
      fieldConfig: { defaults: { unit, min: unit === 'dateTimeFromNow' ? undefined : 0 }, overrides: [] },
      targets: targets.map((target, order) => ({ refId: 'AB'[order], datasource, ...target })),
    }));
    y += Math.ceil(panels.length / perLine) * height;
    return [row, ...own];
  });
}

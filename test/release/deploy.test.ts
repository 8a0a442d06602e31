/** What deploys the product (`deploy/`): it names settings and commands that there are, and the chart renders in every variant. */
import { execFile, execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';

const files = readdirSync('deploy', { recursive: true, encoding: 'utf8' })
  .map((name) => join('deploy', name))
  .filter((file) => statSync(file).isFile());
const textOf = (file: string): string => readFileSync(file, 'utf8');

interface Service {
  image?: string;
  command?: string[];
  depends_on?: Record<string, unknown>;
  read_only?: boolean;
  stop_grace_period?: string;
  environment?: Record<string, string>;
}
const compose = parse(textOf('deploy/compose/compose.yaml'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const own = Object.entries(compose.services).filter(([, { image = '' }]) => image.includes('ORDERLY_IMAGE'));

/** The settings that operators read of, and those of compose itself, which its file of settings or its defaults say. */
const documented = new Set(textOf('docs/operating/operators.md').match(/\b(ORDERLY|TEMPORAL)_[A-Z_]+\b/g));
const ofCompose = new Set([
  ...(textOf('deploy/compose/env.example').match(/^[A-Z_]+(?==)/gm) ?? []),
  ...[...textOf('deploy/compose/compose.yaml').matchAll(/\$\{([A-Z_]+):-/g)].map(([, name = '']) => name),
]);
/** Settings of Temporal's own images. */
const ofTemporal = new Set([
  'TEMPORAL_DEFAULT_NAMESPACE',
  'TEMPORAL_CODEC_ENDPOINT',
  'TEMPORAL_CORS_ORIGINS',
]);

test('every setting that it names is one that operators can read of', () => {
  const unknown = files.flatMap((file) =>
    (textOf(file).match(/\b(ORDERLY|TEMPORAL)_[A-Z_]*[A-Z]\b/g) ?? [])
      .filter((name) => !documented.has(name) && !ofCompose.has(name) && !ofTemporal.has(name))
      .map((name) => `${file}: ${name}`),
  );
  expect([...new Set(unknown)]).toEqual([]);
});

test('every command that it starts is one that there is', () => {
  const commands = [
    ...own.map(([, { command = ['worker'] }]) => command),
    ...files
      .filter((file) => file.endsWith('.service'))
      .map((file) => /ExecStart=\S+\/orderly (.+)/.exec(textOf(file))?.[1]?.split(' ') ?? [])
      .filter((command) => command[0] !== '%i'),
    ...[...textOf('deploy/image/Dockerfile').matchAll(/^CMD (\[.*\])$/gm)].map(
      ([, list = '']) => JSON.parse(list) as string[],
    ),
  ];
  expect(commands.length).toBeGreaterThan(5);
  for (const command of commands) {
    const words = command.filter((word) => /^[a-z]+$/.test(word));
    const usage = execFileSync(process.execPath, ['--import', 'tsx', 'bin/orderly.js', ...words, '--help'], {
      encoding: 'utf8',
    });
    expect(usage).toContain(`Usage: orderly ${words.join(' ')} [options]`);
    for (const option of command.filter((word) => word.startsWith('--'))) expect(usage).toContain(option);
  }
});

test('compose: a service waits for services that there are, mends nothing in its image, and has time to finish its calls', () => {
  expect(own.map(([name]) => name).toSorted()).toEqual(['api', 'codec', 'setup', 'worker']);
  for (const [name, { depends_on = {} }] of Object.entries(compose.services))
    expect([name, Object.keys(depends_on).filter((other) => !(other in compose.services))]).toEqual([
      name,
      [],
    ]);
  for (const [name, service] of own) expect([name, service.read_only]).toEqual([name, true]);
  for (const name of ['worker', 'api'])
    expect(Number.parseInt(compose.services[name]?.stop_grace_period ?? '', 10)).toBeGreaterThanOrEqual(40);
  // What the file of settings leaves empty is required, so that nothing starts without a key.
  for (const name of textOf('deploy/compose/env.example').match(/^[A-Z_]+(?==$)/gm) ?? [])
    expect(textOf('deploy/compose/compose.yaml')).toContain(`\${${name}:?}`);
});

const hasHelm = ((): boolean => {
  try {
    execFileSync('helm', ['version', '--short'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

interface Manifest {
  kind: string;
  spec?: { template?: { spec?: PodSpec } };
}
interface PodSpec {
  terminationGracePeriodSeconds?: number;
  securityContext?: { runAsNonRoot?: boolean };
  containers: {
    securityContext?: { readOnlyRootFilesystem?: boolean; allowPrivilegeEscalation?: boolean };
  }[];
}

// A helm that was built from its sources takes a very old Kubernetes for given.
const kubernetes = ['--kube-version', '1.31.0'];
const merchants = ['--set', 'merchants.configMap=shop,merchants.name=shop'];
const variants: readonly (readonly [string, readonly string[]])[] = [
  ['as it is', []],
  ['hpa', ['--set', 'worker.autoscaling.kind=hpa']],
  ['keda', ['--set', 'worker.autoscaling.kind=keda']],
  ['the worker controller', ['--set', 'worker.kind=controller']],
  ['no network policy', ['--set', 'networkPolicy.enabled=false']],
];

describe.skipIf(!hasHelm)('the chart, as helm renders it', () => {
  test.each(variants)('%s', async (_, settings) => {
    const { stdout } = await promisify(execFile)('helm', [
      ...['template', 'orderly', 'deploy/kubernetes', ...kubernetes, ...merchants, ...settings],
    ]);
    const manifests = parseAllDocuments(stdout).map((document) => document.toJS() as Manifest);
    const kinds = manifests.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['Job', 'PodDisruptionBudget', 'Service']));
    const pods = manifests
      .filter(({ kind }) => kind !== 'Job')
      .flatMap(({ spec }) => spec?.template?.spec ?? []);
    expect(pods).toHaveLength(2);
    for (const { securityContext, containers, terminationGracePeriodSeconds = 0 } of pods) {
      expect(securityContext?.runAsNonRoot).toBe(true);
      expect(terminationGracePeriodSeconds).toBeGreaterThanOrEqual(40);
      for (const container of containers)
        expect(container.securityContext).toMatchObject({
          readOnlyRootFilesystem: true,
          allowPrivilegeEscalation: false,
        });
    }
  });

  test('without merchants it says what is missing', async () => {
    const rendered = promisify(execFile)('helm', ['template', 'orderly', 'deploy/kubernetes', ...kubernetes]);
    await expect(rendered).rejects.toThrow(/merchants/);
  });
});

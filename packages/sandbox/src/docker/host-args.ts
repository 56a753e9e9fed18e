/** What a build inherits of this host, so that it reaches what the host reaches: for Dockerfiles that ask for it. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';

/** Where Debian keeps what the system trusts. */
const SYSTEM_FILE = '/etc/ssl/certs/ca-certificates.crt';
/** Linux takes no longer argument of a program than 128 KiB. */
const MOST_CHARACTERS = 100_000;

type Env = Record<string, string | undefined>;

/**
 * Values for these arguments of a Dockerfile, where the host has one: CERTIFICATES, the certificates (PEM) that this
 * host trusts beside the usual ones, and GOPROXY.
 */
export function hostArgs(args: string[], env: Env): Record<string, string> {
  const values: Record<string, string> = {};
  if (args.includes('GOPROXY') && env.GOPROXY) values.GOPROXY = env.GOPROXY;
  const certificates = args.includes('CERTIFICATES') ? ownCertificates(env) : '';
  if (certificates) values.CERTIFICATES = certificates;
  return values;
}

function ownCertificates(env: Env): string {
  const usual = new Set(rootCertificates.map(fingerprint));
  const own = new Map<string | null, string>();
  for (const file of [env.NODE_EXTRA_CA_CERTS, env.SSL_CERT_FILE ?? SYSTEM_FILE]) {
    for (const pem of pemsOf(file)) own.set(fingerprint(pem), pem);
  }
  for (const print of [null, ...usual]) own.delete(print);
  let all = '';
  // A system's file ends with what was added to it: should there be too many, these are the ones that are needed.
  for (const pem of [...own.values()].toReversed()) {
    if (all.length + pem.length < MOST_CHARACTERS) all += all ? `\n${pem}` : pem;
  }
  return all;
}

function pemsOf(file: string | undefined): string[] {
  if (!file) return [];
  try {
    return (
      readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? []
    );
  } catch {
    return []; // not there, or not ours to read
  }
}

/** null: it cannot be read. */
function fingerprint(pem: string): string | null {
  try {
    return new X509Certificate(pem).fingerprint256;
  } catch {
    return null;
  }
}

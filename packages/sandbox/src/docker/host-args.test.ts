import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, expect, test } from 'vitest';
import { hostArgs } from './host-args.ts';

const folder = mkdtempSync(join(tmpdir(), 'sandlot-certificates-'));
afterAll(() => rmSync(folder, { recursive: true }));

function certificate(name: string, comment = 0): string {
  const [key, file] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
  const request = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const more = ['-addext', `nsComment=${'x'.repeat(comment + 1)}`];
  execFileSync(
    'openssl',
    ['req', ...request, ...more, '-subj', `/CN=${name}`, '-keyout', key, '-out', file],
    {
      stdio: 'ignore',
    },
  );
  return readFileSync(file, 'utf8').trim();
}

function bundle(pems: string[]): string {
  const file = join(folder, 'bundle.crt');
  writeFileSync(file, `${pems.join('\n')}\nnot a certificate\n`);
  return file;
}

const usual = rootCertificates[0] ?? '';

test('a build learns of the certificates that only this host trusts', () => {
  const own = certificate('own');
  const env = { SSL_CERT_FILE: bundle([usual, own]) };
  expect(hostArgs(['BASE', 'CERTIFICATES'], env)).toEqual({ CERTIFICATES: own });
  expect(hostArgs(['CERTIFICATES'], { ...env, NODE_EXTRA_CA_CERTS: env.SSL_CERT_FILE })).toEqual({
    CERTIFICATES: own,
  });
});

test('of more than fit into an argument, it learns of those that were added last', () => {
  // Each has a long comment, so that a few are enough.
  const [first, ...rest] = Array.from({ length: 12 }, (_, index) => certificate(`c${index}`, 7_000));
  const given = hostArgs(['CERTIFICATES'], { SSL_CERT_FILE: bundle([first ?? '', ...rest]) });
  expect(given.CERTIFICATES).toContain(rest.at(-1));
  expect(given.CERTIFICATES).not.toContain(first);
  expect((given.CERTIFICATES ?? '').length).toBeLessThan(100_000);
});

test('where there is nothing to tell, nothing is told', () => {
  expect(hostArgs(['CERTIFICATES'], { SSL_CERT_FILE: bundle([usual]) })).toEqual({});
  expect(hostArgs(['CERTIFICATES', 'GOPROXY'], { SSL_CERT_FILE: join(folder, 'none') })).toEqual({});
});

test('GOPROXY is told as it is set, and only to those who ask', () => {
  const env = { GOPROXY: 'https://go.example', SSL_CERT_FILE: '/nonexistent' };
  expect(hostArgs(['GOPROXY'], env)).toEqual({ GOPROXY: 'https://go.example' });
  expect(hostArgs(['BASE'], env)).toEqual({});
});

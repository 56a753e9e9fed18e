import { expect, test } from 'vitest';
import { type PreviewName, previewHost, previewLabel, readPreviewHost } from './preview-host.ts';

const name: PreviewName = { machine: 'm1', port: 8000, token: '0123456789abcdef01234567' };
const label = previewLabel(name);

test('on loopback a preview is below localhost, with the port of the site', () => {
  for (const site of ['127.0.0.1:4300', 'localhost:4300', '[::1]:4300', 'lab.localhost:4300'])
    expect(previewHost(name, site, null)).toBe(`${label}.localhost:4300`);
  expect(previewHost(name, 'localhost', 'previews.example.net')).toBe(`${label}.localhost`);
});

test('elsewhere it is below the configured domain, or there is none', () => {
  expect(previewHost(name, 'learn.example.org', 'previews.example.net')).toBe(
    `${label}.previews.example.net`,
  );
  expect(previewHost(name, '192.0.2.7:4300', 'previews.test:8443')).toBe(`${label}.previews.test:8443`);
  expect(previewHost(name, 'learn.example.org', null)).toBeNull();
  expect(previewHost(name, '127.evil.example', null)).toBeNull();
});

test('what is written is read again, whatever the machine is called', () => {
  for (const machine of ['m1', 'm-1', 'a-8000', 'x'.repeat(32)]) {
    const one = { ...name, machine };
    expect(previewLabel(one).length).toBeLessThanOrEqual(63);
    expect(readPreviewHost(`${previewLabel(one)}.localhost:4300`, null)).toEqual(one);
    expect(readPreviewHost(`${previewLabel(one)}.LOCALHOST.`, 'previews.test')).toEqual(one);
    expect(readPreviewHost(`${previewLabel(one)}.previews.test:1`, 'previews.test:8443')).toEqual(one);
  }
});

test('everything else below localhost is the site; below the domain nothing is', () => {
  const site = ['localhost:4300', '127.0.0.1', 'lab.localhost', `x.${label}.localhost`, 'm1-8000.localhost'];
  for (const host of [...site, `${label}.example.org`, `m1-0-${name.token}.localhost`, undefined])
    expect(readPreviewHost(host, 'previews.test')).toBeNull();
  for (const host of ['previews.test', 'www.previews.test', `m1-99999-${name.token}.previews.test`])
    expect(readPreviewHost(host, 'previews.test')).toBe('unknown');
});

import { expect, test } from 'vitest';
import { portAddress, typedPort } from './port-address.ts';

test('a page of a port is part of its address', () => {
  expect(portAddress('abc', 'm1', 8000)).toBe('/api/sandboxes/abc/ports/m1/8000');
  expect(portAddress('abc', 'm1', 80, '/a b?c=1&d')).toBe(
    '/api/sandboxes/abc/ports/m1/80?path=%2Fa+b%3Fc%3D1%26d',
  );
});

test('a port is read as people write it, and as servers print it', () => {
  expect(typedPort(' 8080 ')).toEqual({ port: 8080, path: '' });
  expect(typedPort(':3000')).toEqual({ port: 3000, path: '' });
  expect(typedPort('http://localhost:5173/app/')).toEqual({ port: 5173, path: '/app/' });
  for (const none of ['', 'http', '0', '65536', '80 90', 'localhost', '-1'])
    expect(typedPort(none)).toBeNull();
});

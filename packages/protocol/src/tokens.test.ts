import { expect, test } from 'vitest';
import { readToken, signToken, TOKEN_LIFE_MS } from './tokens.ts';

const secret = Buffer.alloc(32, 7);
const ticket = { sub: 'u1', jti: 'j', sandboxId: 's', machine: 'm', terminal: 'main' };

test('reads back what it signed', async () => {
  expect(await readToken(secret, 'ticket', await signToken(secret, 'ticket', ticket))).toMatchObject(ticket);
});

test.each([
  ['none', async () => undefined],
  ['no token', async () => 'abc'],
  ['one of another installation', () => signToken(Buffer.alloc(32, 8), 'user', { sub: 'u1' })],
  ['one of another kind', () => signToken(secret, 'admin', { sub: 'u1' })],
  ['an expired one', () => signToken(secret, 'user', { sub: 'u1' }, Date.now() - TOKEN_LIFE_MS.user - 1000)],
  ['an unsigned one', async () => 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1MSIsImF1ZCI6InNhbmRsb3QtdXNlciJ9.'],
])('refuses %s', async (_name, make) => {
  expect(await readToken(secret, 'user', await make())).toBeNull();
});

import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { Engine } from './engine.ts';
import { EngineRefusal, engineFault } from './engine-fault.ts';

test('an engine that is not there is told with what to do', async () => {
  await expect(new Engine('unix:///nonexistent/docker.sock').ping()).rejects.toMatchObject({
    code: 'engine',
    message: expect.stringMatching(
      /does not answer \(.*\/nonexistent\/docker\.sock\)\. Start it, for example/,
    ),
  });
});

test('an engine that may not be used names the group', () => {
  const fault = engineFault(Object.assign(new Error('connect EACCES /run/docker.sock'), { code: 'EACCES' }));
  expect(fault).toMatchObject({ code: 'engine', message: expect.stringContaining('group "docker"') });
});

test('an engine that hangs does not hang us', async () => {
  const server = createServer(() => {}).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as { port: number };
  const engine = new Engine(`tcp://127.0.0.1:${port}`);
  await expect(engine.ping(200)).rejects.toMatchObject({ code: 'engine' });
  server.closeAllConnections();
  server.close();
});

test('a full disk is no room, whoever says it', () => {
  const fault = engineFault({
    statusCode: 500,
    json: { message: 'write /var/lib: no space left on device' },
  });
  expect(fault).toMatchObject({ code: 'room', message: expect.stringContaining('docker system prune') });
});

test('a refusal keeps its status and the words of the engine', () => {
  const fault = engineFault({ statusCode: 409, json: { message: 'name is taken' }, message: 'x' });
  expect(fault).toBeInstanceOf(EngineRefusal);
  expect(fault).toMatchObject({ status: 409, message: 'name is taken' });
  expect(engineFault(fault)).toBe(fault);
});

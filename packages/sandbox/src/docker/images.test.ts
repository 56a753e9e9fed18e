/** Images on a real engine, from the smallest base there is: one made here, of one program. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { freshId } from '../contract/bench.ts';
import { Engine } from './engine.ts';
import { imageTag } from './image-folder.ts';
import { Images } from './images.ts';

const engine = new Engine();
const imagesDir = mkdtempSync(join(tmpdir(), 'sandlot-images-'));
const image = freshId('test');
const base = `sandlot-test/${freshId('base')}:1`;
const root = join(imagesDir, '..', `${image}-root`);
mkdirSync(root);
writeFileSync(join(root, 'file'), 'base');
const bootstrap = { command: 'tar', args: ['-c', '-C', root, '.'] };

const dockerfile = (text: string) => writeFileSync(join(imagesDir, image, 'Dockerfile'), text);
const good = `ARG BASE=${base}\nFROM \${BASE}\nCOPY greeting /\nCMD ["/nothing"]\n`;

beforeEach(() => {
  mkdirSync(join(imagesDir, image), { recursive: true });
  writeFileSync(join(imagesDir, image, 'greeting'), 'hello');
  dockerfile(good);
});
afterAll(async () => {
  for (const tag of await engine.tags(`sandlot/${image}`)) await engine.removeImage(tag);
  await engine.removeImage(base).catch(() => {});
  for (const folder of [imagesDir, root]) rmSync(folder, { recursive: true });
});

test('without a registry the base is bootstrapped, then two callers share one build', {
  timeout: 60_000,
}, async () => {
  const images = new Images(engine, imagesDir, { bootstrap });
  const [first, second]: string[][] = [[], []];
  expect(await images.has(image)).toBe(false);
  await Promise.all([
    images.ensure(image, (text) => first?.push(text)),
    images.ensure(image, (text) => second?.push(text)),
  ]);
  expect(await images.has(image)).toBe(true);
  expect(first).toContain(`Pulling ${base}`);
  expect(first).toContain(`Building the image "${image}", step 3 of 4: COPY greeting /`);
  expect(first?.filter((text) => text.includes('step 3 of 4'))).toHaveLength(1);
  expect(second).toContain(`Building the image "${image}", step 3 of 4: COPY greeting /`);
  const third: string[] = [];
  await images.ensure(image, (text) => third.push(text));
  expect(third).toEqual([]);
});

test('a changed file is a new tag, and the old one is removed once no container uses it', {
  timeout: 60_000,
}, async () => {
  const images = new Images(engine, imagesDir, { bootstrap });
  await images.ensure(image, () => {});
  const before = await imageTag(imagesDir, image);
  const container = await engine.createContainer(freshId('sandlot-imagetest-'), { Image: before });
  writeFileSync(join(imagesDir, image, 'greeting'), 'hello again');
  const after = await imageTag(imagesDir, image);
  expect(after).not.toBe(before);
  expect(await images.has(image)).toBe(false);
  await images.ensure(image, () => {});
  expect((await engine.tags(`sandlot/${image}`)).toSorted()).toEqual([after, before].toSorted());
  await engine.removeContainer(container);
  chmodSync(join(imagesDir, image, 'greeting'), 0o755);
  const last = await imageTag(imagesDir, image);
  await images.ensure(image, () => {});
  expect(await engine.tags(`sandlot/${image}`)).toEqual([last]);
});

test('an image that starts from another of ours brings it, and changes with it', {
  timeout: 60_000,
}, async () => {
  const child = `${image}-child`;
  const images = new Images(engine, imagesDir, { bootstrap });
  mkdirSync(join(imagesDir, child));
  writeFileSync(
    join(imagesDir, child, 'Dockerfile'),
    `ARG BASE=sandlot/${image}\nFROM \${BASE}\nLABEL child=1\n`,
  );
  try {
    await images.ensure(child, () => {});
    expect(await images.has(image)).toBe(true);
    const before = await images.tag(child);
    writeFileSync(join(imagesDir, image, 'greeting'), 'another word');
    expect(await images.tag(child)).not.toBe(before);
    expect(await images.has(child)).toBe(false);
    dockerfile(good.replace(base, `sandlot/${child}`));
    await expect(images.ensure(child, () => {})).rejects.toMatchObject({
      code: 'image',
      message: `The images ${child}, ${image}, ${child} start from each other in a circle. Let an ARG of one of them name another image.`,
    });
  } finally {
    for (const tag of await engine.tags(`sandlot/${child}`)) await engine.removeImage(tag);
    rmSync(join(imagesDir, child), { recursive: true });
  }
});

test('an image of two others of ours brings both, and changes with each', { timeout: 60_000 }, async () => {
  const [tools, both] = [`${image}-tools`, `${image}-both`];
  const images = new Images(engine, imagesDir, { bootstrap });
  for (const name of [tools, both]) mkdirSync(join(imagesDir, name));
  const toolsFile = join(imagesDir, tools, 'Dockerfile');
  writeFileSync(toolsFile, `ARG BASE=${base}\nFROM \${BASE}\nCOPY Dockerfile /tool\n`);
  writeFileSync(
    join(imagesDir, both, 'Dockerfile'),
    `ARG BASE=sandlot/${image}\nARG TOOLS=sandlot/${tools}\nFROM \${TOOLS} AS tools\nFROM \${BASE}\nCOPY --from=tools /tool /tool\n`,
  );
  try {
    await images.ensure(both, () => {});
    expect([await images.has(image), await images.has(tools), await images.has(both)]).toEqual([
      true,
      true,
      true,
    ]);
    const before = await images.tag(both);
    writeFileSync(toolsFile, `ARG BASE=${base}\nFROM \${BASE}\n`);
    expect(await images.tag(both)).not.toBe(before);
  } finally {
    for (const name of [both, tools]) {
      for (const tag of await engine.tags(`sandlot/${name}`)) await engine.removeImage(tag);
      rmSync(join(imagesDir, name), { recursive: true });
    }
  }
});

test('what is built on demand is not built for a student, and is for who asks by name', {
  timeout: 60_000,
}, async () => {
  dockerfile(`${good}LABEL sandlot.on-demand=true\n`);
  await expect(new Images(engine, imagesDir, { bootstrap }).ensure(image, () => {})).rejects.toMatchObject({
    code: 'image',
    message: expect.stringMatching(/is not built on this host\. .*: sandlot images \S+\. /),
  });
  const demanded = new Images(engine, imagesDir, { bootstrap, demanded: true });
  await demanded.ensure(image, () => {});
  await new Images(engine, imagesDir, { bootstrap }).ensure(image, () => {}); // there now
  expect(await demanded.has(image)).toBe(true);
});

test('a build on demand, which takes long, leaves the processor to others', { timeout: 60_000 }, async () => {
  const show = 'RUN cat /sys/fs/cgroup/cpu/cpu.shares /sys/fs/cgroup/cpu.weight 2>/dev/null; false';
  const shares = async (label: string) => {
    dockerfile(`ARG BASE=debian:trixie-slim\nFROM \${BASE}\n${label}\n${show}\n`);
    const failed = await new Images(engine, imagesDir, { demanded: true })
      .ensure(image, () => {})
      .catch(String);
    return Number(/Its last words: (\d+)\./.exec(failed ?? '')?.[1]);
  };
  expect(await shares('LABEL sandlot.on-demand=true')).toBeLessThanOrEqual(2);
  expect(await shares('LABEL sandlot.on-demand=false')).toBeGreaterThanOrEqual(100);
});

test('a Dockerfile that fails says where, and what to mend', { timeout: 60_000 }, async () => {
  dockerfile(good.replace('greeting', 'nothing-like-that'));
  const images = new Images(engine, imagesDir, { bootstrap });
  await expect(images.ensure(image, () => {})).rejects.toMatchObject({
    code: 'image',
    message: expect.stringMatching(/could not be built: .*nothing-like-that.* Mend docker\/.*\/Dockerfile/s),
  });
});

test('giving up ends the wait and not the build', { timeout: 60_000 }, async () => {
  const images = new Images(engine, imagesDir, { bootstrap });
  writeFileSync(join(imagesDir, image, 'greeting'), freshId('never-seen-'));
  const abort = new AbortController();
  const waiting = images.ensure(image, () => abort.abort(), abort.signal);
  await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
  await expect(images.ensure(image, () => {}, AbortSignal.abort())).rejects.toMatchObject({
    code: 'aborted',
  });
  await images.ensure(image, () => {});
  expect(await images.has(image)).toBe(true);
});

test('a base that cannot be had names the command to run by hand', { timeout: 60_000 }, async () => {
  dockerfile(good.replace(base, 'sandlot-test/never:1'));
  const broken = { command: 'sh', args: ['-c', 'echo "E: no mirror answers" >&2; exit 3'] };
  const images = new Images(engine, imagesDir, { bootstrap: broken });
  await expect(images.ensure(image, () => {})).rejects.toMatchObject({
    code: 'image',
    message: expect.stringMatching(
      /sandlot-test\/never:1 is not here, and pulling it failed \(.+\), and bootstrapping it failed \(sh ended with 3: E: no mirror answers\)\. Make it by hand, as root: mmdebstrap .* \| docker import - sandlot-test\/never:1/s,
    ),
  });
  expect(await engine.hasImage('sandlot-test/never:1')).toBe(false);
});

test.each(['..', '../docker', 'Upper', '', 'none'])(
  'the image name %j is no folder of ours',
  async (name) => {
    await expect(imageTag(imagesDir, name)).rejects.toMatchObject({
      code: 'image',
      message: expect.stringContaining(`There is no image "${name}"`),
    });
  },
);

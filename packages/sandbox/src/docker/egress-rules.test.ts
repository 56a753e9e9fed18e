/** The script on its own, in networks of the tests' own, with each kind of iptables. */
import { beforeAll, expect, test } from 'vitest';
import { freshId } from '../contract/bench.ts';
import { EGRESS_IMAGE } from './egress-guard.ts';
import { CLOSED_RULES, egressScript, openRules } from './egress-rules.ts';
import { Engine } from './engine.ts';
import { imageTag } from './image-folder.ts';
import { Images } from './images.ts';
import { imagesDir } from './test-docker.ts';

const engine = new Engine();
const rules = openRules(['192.0.2.1'], '10.213.0.0/16');
const HERE = { bridge: 'br-here', subnet: '10.213.0.0/28', rules };
const GONE = { bridge: 'br-gone', subnet: '10.213.0.16/28', rules };

beforeAll(() => new Images(engine, imagesDir).ensure(EGRESS_IMAGE, () => {}), 300_000);

/** Runs a script in a fresh network of its own; gives its exit code. */
async function run(script: string): Promise<number> {
  const id = await engine.createContainer(freshId('sandlot-t-'), {
    Image: await imageTag(imagesDir, EGRESS_IMAGE),
    Cmd: ['/bin/sh', '-c', script],
    HostConfig: { NetworkMode: 'none', CapAdd: ['NET_ADMIN'] },
  });
  await engine.startContainer(id);
  const code = await engine.waitContainer(id);
  await engine.removeContainer(id);
  return code;
}

/** Each script in a shell of its own, as they come one after the other. */
const inTurn = (scripts: string[]) =>
  scripts.map((script) => `sh -s <<'SCRIPT' || exit 9\n${script}\nSCRIPT\n`).join('');

test.each([
  ['nft', 'legacy'],
  ['legacy', 'nft'],
])(
  'iptables-%s alone will do; repeating changes nothing, and a chain without a bridge goes',
  async (kind, other) => {
    const list = `iptables-${kind} -t raw -S`;
    const expectations = [
      `rm /usr/sbin/iptables-${other} || exit 2`,
      inTurn([egressScript([HERE, GONE])]),
      `${list} >/tmp/first; grep -q -- '-A PREROUTING -j SANDLOT-here' /tmp/first || exit 3`,
      "grep -q -- '-A SANDLOT-gone -d 192.168.0.0/16 -j DROP' /tmp/first || exit 4",
      inTurn([egressScript([HERE, GONE])]),
      `${list} | sort >/tmp/second; sort /tmp/first | cmp -s - /tmp/second || exit 5`,
      inTurn([egressScript([])]),
      `${list} | grep -q SANDLOT && exit 6`,
      'exit 0',
    ];
    expect(await run(expectations.join('\n'))).toBe(0);
  },
);

test('new rules take the place of old ones', async () => {
  const list = 'for t in nft legacy; do iptables-$t -t raw -S 2>/dev/null; done';
  const script = [
    inTurn([egressScript([HERE]), egressScript([{ ...HERE, rules: CLOSED_RULES }])]),
    `{ ${list}; } | grep -q -- '-A SANDLOT-here -j DROP' || exit 3`,
    `{ ${list}; } | grep -q 192.0.2.1 && exit 4`,
    'exit 0',
  ];
  expect(await run(script.join('\n'))).toBe(0);
});

test('without a kind that works, and with a rule that does not, it fails', async () => {
  expect(await run(`rm /usr/sbin/iptables-nft /usr/sbin/iptables-legacy\n${egressScript([HERE])}`)).toBe(1);
  const wrong = egressScript([{ ...HERE, rules: openRules(['nowhere.test.'], '10.213.0.0/16') }]);
  expect(await run(wrong)).not.toBe(0);
});

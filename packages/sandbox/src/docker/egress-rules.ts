/**
 * The packet rules around networks with a way out, as a script for the host's own network. Text only; knows no engine.
 *
 * Each network has a chain in the table `raw`, where packets come first. Nothing that the engine or a firewall accepts
 * later undoes a drop there, and no address has been rewritten yet, so a port that the host forwards is still the
 * host's. The two kinds of iptables see the same packets: whichever works is good.
 */

/** A network with a way out, as the host knows it. */
export interface OpenNetwork {
  bridge: string;
  subnet: string;
  rules: EgressRules;
}

export interface EgressRules {
  /** Where packets must not go. */
  closed: string[];
  /** Whom machines may ask for names, even there. */
  dns: string[];
  /** The one port that they reach whatever else is closed, even on this host; null: none. */
  port: { address: string; port: number } | null;
}

/** What is not the internet: this host and its links, private and shared ranges, metadata, multicast, reserved ones. */
const NOT_INTERNET = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/3',
];

/** The internet, names, and nothing of the pool that sandboxes have their networks from. */
export const openRules = (dns: string[], pool: string): EgressRules => ({
  closed: [...NOT_INTERNET, pool],
  dns,
  port: null,
});
/** Nothing at all: for sandboxes that were made when the operator allowed more, and where one port is all. */
export const CLOSED_RULES: EgressRules = { closed: ['0.0.0.0/0'], dns: [], port: null };

const BRIDGE = 'br-';
const CHAIN = 'SANDLOT-';
const chainOf = ({ bridge }: Pick<OpenNetwork, 'bridge'>): string => CHAIN + bridge.slice(BRIDGE.length);

function chainRules(network: OpenNetwork): string[] {
  const { bridge, subnet, rules } = network;
  const { closed, dns, port } = rules;
  const answers = dns.flatMap((server) =>
    ['udp', 'tcp'].map((protocol) => `-d ${server} -p ${protocol} --dport 53 -j RETURN`),
  );
  return [
    `! -i ${bridge} -d ${subnet} -j DROP`, // an answer comes to the host's address: who names a machine's knocks
    `! -i ${bridge} -j RETURN`,
    ...(port ? [`-s ${subnet} -d ${port.address} -p tcp --dport ${port.port} -j RETURN`] : []),
    '-m addrtype --dst-type LOCAL -j DROP', // the host, whatever it is called
    '-m addrtype --dst-type BROADCAST -j DROP', // the host hears those of the bridge
    `-d ${subnet} -j RETURN`,
    `! -s ${subnet} -j DROP`, // would leave under a borrowed address
    ...answers,
    ...closed.map((range) => `-d ${range} -j DROP`),
  ].map((rule) => `-A ${chainOf(network)} ${rule}`);
}

/**
 * Puts the rules of these networks in place, at once or not at all, and takes away the chains whose network has gone.
 * Repeatable. Ends with 0 only when every rule stands.
 */
export function egressScript(networks: OpenNetwork[]): string {
  const chains = networks.map(chainOf);
  return `set -e
for tool in iptables-nft iptables-legacy; do $tool -w 10 -t raw -S >/dev/null 2>&1 && break; done || exit 1
raw="$tool -w 10 -t raw"
for chain in $($raw -S | sed -n 's/^-N \\(${CHAIN}.*\\)$/\\1/p'); do
  grep -q "${BRIDGE}\${chain#${CHAIN}}:" /proc/net/dev && continue
  $raw -D PREROUTING -j $chain 2>/dev/null || :
  $raw -F $chain 2>/dev/null || :
  $raw -X $chain 2>/dev/null || :
done
$tool-restore -w 10 --noflush <<'RULES'
*raw
${chains.map((chain) => `:${chain} - [0:0]\n`).join('')}${networks.flatMap((network) => `${chainRules(network).join('\n')}\n`).join('')}COMMIT
RULES
for chain in ${chains.join(' ')}; do
  $raw -C PREROUTING -j $chain 2>/dev/null || $raw -I PREROUTING -j $chain
  $raw -C PREROUTING -j $chain
done
`;
}

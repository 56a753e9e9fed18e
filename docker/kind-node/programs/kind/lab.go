package kind

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"sigs.k8s.io/kind/pkg/cluster"
	"sigs.k8s.io/kind/pkg/cluster/nodes"
	"sigs.k8s.io/kind/pkg/errors"
	"sigs.k8s.io/kind/pkg/log"
)

// labName is the cluster that a machine arrives with.
const labName = "lab"

// labConfig is kind's, for a cluster that lives as long as its machine, has one control plane and is ready soon: keys that
// are made in no time, no election without a rival, and no waiting for a disk that nobody reads after a crash of the host.
const labConfig = `kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes: [%s]
kubeadmConfigPatches:
- |
  kind: ClusterConfiguration
  featureGates: {PublicKeysECDSA: true}
  etcd: {local: {extraArgs: {unsafe-no-fsync: "true"}}}
  controllerManager: {extraArgs: {leader-elect: "false", kube-api-qps: "200", kube-api-burst: "400"}}
  scheduler: {extraArgs: {leader-elect: "false"}}
`

// On the only node there is, pods of a student's run, too.
const untainted = `- |
  kind: InitConfiguration
  nodeRegistration: {taints: []}
`

// labCommand is `kind create lab NODES`: what `kind create cluster --name lab` makes, in half the time. The nodes are
// kind's own; what follows on them is done at once where it can be, see start-first-node. It ends when the API answers,
// before the nodes are ready.
func labCommand(logger log.Logger) *cobra.Command {
	return &cobra.Command{
		Use:    "lab NODES",
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			count, err := strconv.Atoi(args[0])
			if err != nil || count < 1 {
				return fmt.Errorf("%q is no number of nodes", args[0])
			}
			if err := nodeImageIsThere(); err != nil {
				return err
			}
			return createLab(cluster.NewProvider(cluster.ProviderWithLogger(logger), cluster.ProviderWithDocker()), count)
		},
	}
}

func createLab(provider *cluster.Provider, count int) error {
	config := fmt.Sprintf(labConfig, "{role: control-plane}"+strings.Repeat(", {role: worker}", count-1))
	if count == 1 {
		config += untainted
	}
	err := provider.Create(labName,
		cluster.CreateWithRawConfig([]byte(config)),
		cluster.CreateWithNodeImage(nodeImage),
		cluster.CreateWithStopBeforeSettingUpKubernetes(true))
	if err != nil {
		return err
	}
	all, err := provider.ListInternalNodes(labName)
	if err != nil {
		return err
	}
	if err := startNodes(all); err != nil {
		return err
	}
	return provider.ExportKubeConfig(labName, "", false)
}

// startNodes starts the others as soon as the first one's API answers, while that one goes on.
func startNodes(all []nodes.Node) error {
	var first nodes.Node
	var others []nodes.Node
	for _, node := range all {
		role, err := node.Role()
		if err != nil {
			return err
		}
		if role == "control-plane" {
			first = node
		} else {
			others = append(others, node)
		}
	}
	starts := []func() error{func() error {
		_, err := onNode(first, nil, "/kind/bin/start-first-node", strconv.Itoa(len(all)))
		return err
	}}
	for i, node := range others {
		starts = append(starts, func() error {
			files, err := onNode(first, nil, "/kind/bin/admit-node", node.String())
			if err != nil {
				return err
			}
			_, err = onNode(node, files, "/kind/bin/start-further-node", strconv.Itoa(i+1))
			return err
		})
	}
	return errors.UntilErrorConcurrent(starts)
}

// onNode runs a program there, and gives what it prints. Its last word on what went wrong is the error.
func onNode(node nodes.Node, input []byte, program string, args ...string) ([]byte, error) {
	var output, fault bytes.Buffer
	command := node.Command(program, args...).SetStdout(&output).SetStderr(&fault)
	if input != nil {
		command = command.SetStdin(bytes.NewReader(input))
	}
	if err := command.Run(); err != nil {
		lines := strings.Split(strings.TrimSpace(fault.String()), "\n")
		return nil, fmt.Errorf("node %s did not start: %s", node, lines[len(lines)-1])
	}
	return output.Bytes(), nil
}

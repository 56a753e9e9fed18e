// Package podnetwork connects the pods of all nodes: each node has a range of addresses, and a route to the range of
// each other node. Where a packet leaves the pods' network, it gets the node's address.
package podnetwork

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/vishvananda/netlink"
	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/cache"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/util/iptables"
)

const (
	// routeProtocol marks the routes that are ours to remove.
	routeProtocol = 110
	// configFile is read by containerd, which calls the node ready from then on.
	configFile = "/etc/cni/net.d/10-pods.conflist"
	config     = `{
  "cniVersion": "0.4.0",
  "name": "pods",
  "plugins": [
    {"type": "ptp", "ipMasq": false, "mtu": %d,
     "ipam": {"type": "host-local", "dataDir": "/run/cni-pods",
              "routes": [{"dst": "0.0.0.0/0"}], "ranges": [[{"subnet": %q}]]}},
    {"type": "portmap", "capabilities": {"portMappings": true}}
  ]
}
`
)

// Main runs until it is told to end. It needs NODE_NAME and POD_SUBNET, and CONTROL_PLANE_ENDPOINT where the addresses
// of services do not answer yet. `pod-network open RANGE POD_SUBNET` ends at once: this node, whose range that will be,
// can then have pods before anything of the cluster runs.
func Main() {
	if len(os.Args) == 4 && os.Args[1] == "open" {
		if err := openOwn(os.Args[2], os.Args[3]); err != nil {
			klog.ErrorS(err, "this node is not opened to pods")
			os.Exit(1)
		}
		return
	}
	ctx, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	if err := run(ctx, os.Getenv("NODE_NAME"), os.Getenv("POD_SUBNET")); err != nil {
		klog.ErrorS(err, "the pods' network ends")
		os.Exit(1)
	}
}

func run(ctx context.Context, node, podSubnet string) error {
	if node == "" || podSubnet == "" {
		return errors.New("set NODE_NAME and POD_SUBNET")
	}
	client, err := newClient()
	if err != nil {
		return err
	}
	factory := informers.NewSharedInformerFactory(client, 0)
	nodes := factory.Core().V1().Nodes()
	changed := make(chan struct{}, 1)
	tell := func() {
		select {
		case changed <- struct{}{}:
		default: // somebody has told already
		}
	}
	_, err = nodes.Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    func(any) { tell() },
		UpdateFunc: func(any, any) { tell() },
		DeleteFunc: func(any) { tell() },
	})
	if err != nil {
		return err
	}
	factory.Start(ctx.Done())
	factory.WaitForCacheSync(ctx.Done())
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-changed:
			if err := connect(nodes.Lister(), node, podSubnet); err != nil {
				return err // started again, it tries again
			}
		}
	}
}

func newClient() (kubernetes.Interface, error) {
	config, err := rest.InClusterConfig()
	if err != nil {
		return nil, err
	}
	if endpoint := os.Getenv("CONTROL_PLANE_ENDPOINT"); endpoint != "" {
		config.Host = "https://" + endpoint
	}
	return kubernetes.NewForConfig(config)
}

func connect(lister corelisters.NodeLister, own, podSubnet string) error {
	nodes, err := lister.List(labels.Everything())
	if err != nil {
		return err
	}
	wanted := map[string]net.IP{} // the range of a node: where it is
	for _, node := range nodes {
		address := internalAddress(node)
		switch {
		case node.Spec.PodCIDR == "":
		case node.Name == own:
			if err := openOwn(node.Spec.PodCIDR, podSubnet); err != nil {
				return err
			}
		case address != nil:
			wanted[node.Spec.PodCIDR] = address
		}
	}
	return setRoutes(wanted)
}

func internalAddress(node *v1.Node) net.IP {
	for _, address := range node.Status.Addresses {
		if ip := net.ParseIP(address.Address).To4(); address.Type == v1.NodeInternalIP && ip != nil {
			return ip
		}
	}
	return nil
}

// openOwn lets pods of this node have addresses of its range, and reach the world.
func openOwn(podCIDR, podSubnet string) error {
	rules := iptables.New(iptables.ProtocolIPv4)
	_, err := rules.EnsureRule(iptables.Append, iptables.TableNAT, iptables.ChainPostrouting,
		"-s", podCIDR, "!", "-d", podSubnet, "-m", "addrtype", "!", "--dst-type", "LOCAL",
		"-m", "comment", "--comment", "pods go out with the node's address", "-j", "MASQUERADE")
	if err != nil {
		return err
	}
	mtu, err := outwardMTU()
	if err != nil {
		return err
	}
	return writeWhole(configFile, fmt.Sprintf(config, mtu, podCIDR))
}

func outwardMTU() (int, error) {
	routes, err := netlink.RouteList(nil, netlink.FAMILY_V4)
	if err != nil {
		return 0, err
	}
	for _, route := range routes {
		if route.Dst != nil && route.Dst.String() != "0.0.0.0/0" {
			continue
		}
		link, err := netlink.LinkByIndex(route.LinkIndex)
		if err != nil {
			return 0, err
		}
		return link.Attrs().MTU, nil
	}
	return 1500, nil
}

// writeWhole changes nothing when the file is so already, and never leaves half of one.
func writeWhole(file, content string) error {
	if now, err := os.ReadFile(file); err == nil && string(now) == content {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(file+".new", []byte(content), 0o644); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}

func setRoutes(wanted map[string]net.IP) error {
	for cidr, gateway := range wanted {
		_, network, err := net.ParseCIDR(cidr)
		if err != nil {
			return err
		}
		route := &netlink.Route{Dst: network, Gw: gateway, Protocol: routeProtocol}
		if err := netlink.RouteReplace(route); err != nil {
			return fmt.Errorf("route to %s by %s: %w", cidr, gateway, err)
		}
	}
	ours, err := netlink.RouteListFiltered(netlink.FAMILY_V4, &netlink.Route{Protocol: routeProtocol}, netlink.RT_FILTER_PROTOCOL)
	if err != nil {
		return err
	}
	for i := range ours {
		if _, ok := wanted[ours[i].Dst.String()]; ok {
			continue
		}
		if err := netlink.RouteDel(&ours[i]); err != nil {
			return err
		}
	}
	return nil
}

// One program that is many: what a node of a cluster runs, and kubectl and kind beside it. The name it is called by
// chooses. They share nearly all of their code, so that together they take a quarter of the room.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"sandlot.invalid/kind-node/kind"
)

var programs = map[string]func(){
	"coredns":                 coredns,
	"crictl":                  crictlMain,
	"etcd":                    etcd,
	"kind":                    kind.Main,
	"kube-apiserver":          kubeAPIServer,
	"kube-controller-manager": kubeControllerManager,
	"kube-proxy":              kubeProxy,
	"kube-scheduler":          kubeScheduler,
	"kubeadm":                 kubeadm,
	"kubectl":                 kubectl,
	"kubelet":                 kubelet,
	"local-volumes":           localVolumes,
	"pod-network":             podNetwork,
}

func main() {
	name := filepath.Base(os.Args[0])
	program, known := programs[name]
	if !known {
		fmt.Fprintf(os.Stderr, "%s: call it by the name of one of its programs: %s\n", name, strings.Join(names(), ", "))
		os.Exit(2)
	}
	switch name {
	case "crictl", "kind", "kubeadm", "kubectl":
		// They would show as their own all flags that anything has left here.
		flag.CommandLine = flag.NewFlagSet(name, flag.ExitOnError)
	}
	program()
}

func names() []string {
	all := make([]string, 0, len(programs))
	for name := range programs {
		all = append(all, name)
	}
	sort.Strings(all)
	return all
}

// Package localvolumes gives a claim for storage a folder on the node where its pod will run, and takes the folder away
// with the volume. One runs on each node, and knows only the folders there.
package localvolumes

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/klog/v2"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v11/controller"
)

const (
	provisionerName = "sandlot/local-volumes"
	folder          = "/var/local-volumes"
)

// Main runs until it is told to end. It needs NODE_NAME.
func Main() {
	ctx, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	if err := run(ctx, os.Getenv("NODE_NAME")); err != nil {
		klog.ErrorS(err, "local volumes end")
		os.Exit(1)
	}
}

func run(ctx context.Context, node string) error {
	if node == "" {
		return errors.New("set NODE_NAME")
	}
	config, err := rest.InClusterConfig()
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	controller.NewProvisionController(ctx, client, provisionerName, &volumes{node: node, folder: folder},
		controller.LeaderElection(false), controller.Threadiness(1), controller.MetricsPort(0)).Run(ctx)
	return nil
}

type volumes struct{ node, folder string }

// Provision makes the folder. It leaves claims whose pod runs elsewhere to the one there.
func (v *volumes) Provision(_ context.Context, options controller.ProvisionOptions) (*v1.PersistentVolume, controller.ProvisioningState, error) {
	if options.SelectedNode == nil || options.SelectedNode.Name != v.node {
		return nil, controller.ProvisioningFinished, &controller.IgnoredError{Reason: "its pod runs on another node"}
	}
	path := filepath.Join(v.folder, options.PVName)
	if err := os.MkdirAll(path, 0o777); err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	if err := os.Chmod(path, 0o777); err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	return &v1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: options.PVName},
		Spec: v1.PersistentVolumeSpec{
			PersistentVolumeReclaimPolicy: *options.StorageClass.ReclaimPolicy,
			AccessModes:                   options.PVC.Spec.AccessModes,
			VolumeMode:                    options.PVC.Spec.VolumeMode,
			Capacity:                      v1.ResourceList{v1.ResourceStorage: options.PVC.Spec.Resources.Requests[v1.ResourceStorage]},
			NodeAffinity:                  onlyOn(v.node),
			PersistentVolumeSource: v1.PersistentVolumeSource{
				Local: &v1.LocalVolumeSource{Path: path},
			},
		},
	}, controller.ProvisioningFinished, nil
}

// Delete removes the folder. It leaves volumes of other nodes to the one there.
func (v *volumes) Delete(_ context.Context, volume *v1.PersistentVolume) error {
	if volume.Spec.Local == nil || filepath.Dir(volume.Spec.Local.Path) != v.folder || !isOn(volume, v.node) {
		return &controller.IgnoredError{Reason: "it is on another node"}
	}
	return os.RemoveAll(volume.Spec.Local.Path)
}

func onlyOn(node string) *v1.VolumeNodeAffinity {
	term := v1.NodeSelectorTerm{MatchExpressions: []v1.NodeSelectorRequirement{
		{Key: v1.LabelHostname, Operator: v1.NodeSelectorOpIn, Values: []string{node}},
	}}
	return &v1.VolumeNodeAffinity{Required: &v1.NodeSelector{NodeSelectorTerms: []v1.NodeSelectorTerm{term}}}
}

func isOn(volume *v1.PersistentVolume, node string) bool {
	if volume.Spec.NodeAffinity == nil || volume.Spec.NodeAffinity.Required == nil {
		return false
	}
	for _, term := range volume.Spec.NodeAffinity.Required.NodeSelectorTerms {
		for _, rule := range term.MatchExpressions {
			if rule.Key == v1.LabelHostname && len(rule.Values) == 1 && rule.Values[0] == node {
				return true
			}
		}
	}
	return false
}

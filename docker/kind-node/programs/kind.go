package main

import (
	"errors"
	"os"
	"strings"

	"github.com/spf13/cobra"
	kindcmd "sigs.k8s.io/kind/pkg/cmd"
	kindroot "sigs.k8s.io/kind/pkg/cmd/kind"
	"sigs.k8s.io/kind/pkg/exec"
	"sigs.k8s.io/kind/pkg/log"
)

// nodeImage is what nodes are made of when nobody says otherwise. Set by the linker.
var nodeImage string

func kind() {
	logger := kindcmd.NewLogger()
	root := kindroot.NewCommand(logger, kindcmd.StandardIOStreams())
	if nodeImage != "" {
		if err := preferNodeImage(root); err != nil {
			logger.Errorf("ERROR: %v", err)
			os.Exit(1)
		}
	}
	runKind(root, os.Args[1:], logger)
}

// preferNodeImage makes ours the default of `kind create cluster`, unless a configuration names images itself.
func preferNodeImage(root *cobra.Command) error {
	create, _, err := root.Find([]string{"create", "cluster"})
	if err != nil {
		return err
	}
	image := create.Flags().Lookup("image")
	if image == nil {
		return errors.New("kind create cluster has no flag --image")
	}
	image.DefValue = nodeImage
	create.PreRunE = func(cmd *cobra.Command, _ []string) error {
		if image.Changed || namesImages(cmd.Flag("config").Value.String()) {
			return nil
		}
		return image.Value.Set(nodeImage)
	}
	return nil
}

func namesImages(file string) bool {
	if file == "" || file == "-" {
		return false
	}
	config, err := os.ReadFile(file)
	if err != nil {
		return false // kind says so itself
	}
	for _, line := range strings.Split(string(config), "\n") {
		if strings.HasPrefix(strings.TrimLeft(line, " -"), "image:") {
			return true
		}
	}
	return false
}

// runKind ends the program with 1, and kind's own words, when the command fails.
func runKind(root *cobra.Command, args []string, logger log.Logger) {
	root.SetArgs(args)
	err := root.Execute()
	if err == nil {
		return
	}
	logger.Errorf("ERROR: %v", err)
	if failed := exec.RunErrorForError(err); failed != nil {
		logger.Errorf("\nCommand Output: %s", failed.Output)
	}
	os.Exit(1)
}

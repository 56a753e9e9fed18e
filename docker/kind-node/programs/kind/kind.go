// Package kind is the command kind, whose nodes are made of the image that is there, and with `kind create lab` beside its
// own commands.
package kind

import (
	"errors"
	"fmt"
	"io"
	"os"
	osexec "os/exec"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	kindcmd "sigs.k8s.io/kind/pkg/cmd"
	kindroot "sigs.k8s.io/kind/pkg/cmd/kind"
	"sigs.k8s.io/kind/pkg/exec"
	"sigs.k8s.io/kind/pkg/log"
)

// nodeImage is what nodes are made of when nobody says otherwise. Set by the linker.
var nodeImage string

// Main runs the command, by the program's arguments.
func Main() {
	logger, streams := kindcmd.NewLogger(), kindcmd.StandardIOStreams()
	if slices.Contains(os.Args, "-q") || slices.Contains(os.Args, "--quiet") {
		logger, streams.ErrOut = log.NoopLogger{}, io.Discard
	}
	root := kindroot.NewCommand(logger, streams)
	if nodeImage != "" {
		if err := preferNodeImage(root, logger); err != nil {
			logger.Errorf("ERROR: %v", err)
			os.Exit(1)
		}
	}
	runKind(root, os.Args[1:], logger)
}

// preferNodeImage makes ours the default of `kind create cluster`, unless a configuration names images itself, and adds
// `kind create lab`.
func preferNodeImage(root *cobra.Command, logger log.Logger) error {
	create, _, err := root.Find([]string{"create", "cluster"})
	if err != nil {
		return err
	}
	image := create.Flags().Lookup("image")
	if image == nil {
		return errors.New("kind create cluster has no flag --image")
	}
	image.DefValue = nodeImage
	create.Parent().AddCommand(labCommand(logger))
	create.PreRunE = func(cmd *cobra.Command, _ []string) error {
		if image.Changed || namesImages(cmd.Flag("config").Value.String()) {
			return nil
		}
		if err := nodeImageIsThere(); err != nil {
			return err
		}
		return image.Value.Set(nodeImage)
	}
	return nil
}

// nodeImageIsThere says in a sentence what kind would say in twenty lines, after a minute of asking for a registry.
func nodeImageIsThere() error {
	found, err := osexec.Command("docker", "image", "inspect", "--format", "{{.Architecture}}", nodeImage).CombinedOutput()
	said := strings.TrimSpace(string(found))
	switch {
	case err != nil && strings.Contains(strings.ToLower(said), "no such image"):
		return fmt.Errorf("the image of nodes, %s, is no longer in this machine's engine, and no registry has it: reset the machine, or name another image with --image", nodeImage)
	case err == nil && said != runtime.GOARCH:
		return fmt.Errorf("the image of nodes, %s, is for %s, and this machine is %s: build the image kind on this host, or name another with --image", nodeImage, said, runtime.GOARCH)
	}
	return nil // what else may be wrong with the engine, kind says itself
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

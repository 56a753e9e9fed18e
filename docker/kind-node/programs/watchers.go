package main

import (
	"errors"
	"fmt"
	"os"
	osexec "os/exec"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/sys/unix"
)

const (
	// What root of a node watches files with, counted: each is one inotify instance.
	firstNodeWatchers = 30
	nextNodeWatchers  = 15
	watchersLimit     = "/proc/sys/fs/inotify/max_user_instances"
	spareWatchers     = "spare-watchers"
)

// spareWatchersCommand ends with 0 when its user may make so many more inotify instances. For root, whom nodes belong to.
func spareWatchersCommand() *cobra.Command {
	return &cobra.Command{
		Use:    spareWatchers + " COUNT",
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			count, err := strconv.Atoi(args[0])
			if err != nil {
				return err
			}
			for range count {
				if _, err := unix.InotifyInit1(unix.IN_CLOEXEC); errors.Is(err, unix.EMFILE) {
					os.Exit(3)
				}
			}
			return nil
		},
	}
}

// enoughWatchers says before the start what would else be said by no one: kubelets would end and end again.
func enoughWatchers(nodes int) error {
	self, err := os.Executable()
	if err != nil {
		return nil
	}
	count := strconv.Itoa(firstNodeWatchers + nextNodeWatchers*(nodes-1))
	// The program goes by the name that it is called by.
	tried := osexec.Command("sudo", "-n", "bash", "-c", `exec -a kind "$0" "$@"`, self, spareWatchers, count)
	var ended *osexec.ExitError
	if !errors.As(tried.Run(), &ended) || ended.ExitCode() != 3 {
		return nil // there are, or nobody can tell
	}
	limit, _ := os.ReadFile(watchersLimit)
	return fmt.Errorf("this host lets too few files be watched for another cluster (fs.inotify.max_user_instances is %s, for all sandboxes together, and this one needs %s more): end a cluster, or ask an admin to raise it, for example with: sysctl fs.inotify.max_user_instances=8192",
		strings.TrimSpace(string(limit)), count)
}

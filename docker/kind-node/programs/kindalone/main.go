// The command kind by itself, for an image of nodes that has Kubernetes already.
package main

import "sandlot.invalid/kind-node/kind"

func main() { kind.Main() }

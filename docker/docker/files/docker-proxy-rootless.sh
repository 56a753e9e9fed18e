#!/bin/sh
# What the engine runs for each published port: opens it outside, where the machine's other programs and peers are.
ROOTLESSKIT_STATE_DIR=/run/user/$(id -u student)/rootlesskit exec rootlesskit-docker-proxy "$@"

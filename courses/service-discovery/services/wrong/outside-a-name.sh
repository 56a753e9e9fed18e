kubectl create service externalname legacy --external-name legacy.kind

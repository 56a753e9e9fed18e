kubectl create service clusterip api-h --clusterip None

# For bash on a machine with kind: a short name for kubectl, and a prompt that says which cluster and namespace it means.
alias k=kubectl
if declare -F _completion_loader >/dev/null 2>&1; then
  _completion_loader kubectl
  complete -o default -F __start_kubectl k
fi

# Reads kubectl's settings without starting a program, since it does so before each prompt.
__kube_place() {
  sandlot_kube=
  local file=${KUBECONFIG%%:*} line current='' context='' namespace=''
  local -A namespaces=()
  file=${file:-$HOME/.kube/config}
  [[ -r $file ]] || return 0
  while IFS= read -r line; do
    case $line in
      'current-context: '*) current=${line#*: } ;;
      '- context:'*) context=1 namespace='' ;;
      '    namespace: '*) namespace=${line#*: } ;;
      '  name: '*)
        [[ $context ]] && namespaces[${line#*: }]=$namespace
        context=''
        ;;
    esac
  done <"$file"
  [[ $current && $current != '""' ]] || return 0
  sandlot_kube=" ($current:${namespaces[$current]:-default})"
}
PROMPT_COMMAND+=(__kube_place)
PS1=${PS1/'\$ '/'\[\e[36m\]${sandlot_kube}\[\e[0m\]\$ '}

#!/usr/bin/env bash
# Shows that scripts/check-includes names each broken rule, and passes a tree that keeps them.
set -euo pipefail
check=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/scripts/check-includes
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failures=0

complain() {
  echo "FAILED: $1"
  failures=$((failures + 1))
}

# plant FOLDER INCLUDE: a tree whose only file has the include in its third line
plant() {
  rm -rf "${tree:?}"/*
  mkdir -p "$tree/$1/part"
  printf '#pragma once\n\n#include %s\n' "$2" >"$tree/$1/part/file.hpp"
}

refuses() { # FOLDER INCLUDE RULE
  local output status=0
  plant "$1" "$2"
  output=$("$check" "$tree" 2>&1) || status=$?
  ((status == 1)) || complain "$1 with $2 ended with $status"
  [[ $output == *"$1/part/file.hpp:3: $3"* ]] || complain "$1 with $2 said: $output"
}

accepts() { # FOLDER INCLUDE
  local output
  plant "$1" "$2"
  output=$("$check" "$tree" 2>&1) || complain "$1 with $2 was refused: $output"
}

for folder in protocol services; do
  for header in caf/all.hpp spdlog/spdlog.h; do
    refuses $folder "<$header>" "$folder/ must not include ${header%%/*}"
  done
done
for folder in protocol services actors; do
  refuses $folder '<boost/beast.hpp>' "$folder/ must not include boost/beast"
  refuses $folder '<boost/beast/core.hpp>' "$folder/ must not include boost/beast"
  refuses $folder '<boost/asio/ip/tcp.hpp>' "$folder/ must not include boost/asio"
  refuses $folder '<sqlite3.h>' "$folder/ must not include sqlite3.h"
  refuses $folder '<hiredis/hiredis.h>' "$folder/ must not include hiredis"
  refuses $folder '<curl/curl.h>' "$folder/ must not include curl/"
done

refuses_ours() { # FOLDER FORBIDDEN...
  local folder=$1 other
  for other in "${@:2}"; do
    refuses "$folder" "\"$other/x.hpp\"" "$folder/ must not include $other/"
  done
}
refuses_ours protocol services actors gateways apps ui-dear-imgui
refuses_ours services actors gateways apps ui-dear-imgui
refuses_ours actors gateways apps ui-dear-imgui
refuses_ours gateways apps ui-dear-imgui
refuses_ours ui-dear-imgui services actors gateways apps

for folder in protocol services actors gateways apps ui-dear-imgui tests; do
  refuses $folder '"../x.hpp"' "an include starts at the root of the project, never with ../"
done
refuses apps '"part/../../x.hpp"' "an include starts at the root of the project"
plant protocol '<vector>'
printf '  #  include <caf/all.hpp>\n' >>"$tree/protocol/part/file.hpp"
output=$("$check" "$tree" 2>&1 || true)
[[ $output == protocol/part/file.hpp:4:* ]] || complain "spaces around # hide an include: $output"

accepts protocol '<boost/json.hpp>'
accepts services '"protocol/ids.hpp"'
accepts services '"services/presence/claim.hpp"'
accepts services '// "../x.hpp"'
accepts actors '<caf/all.hpp>'
accepts actors '<spdlog/spdlog.h>'
accepts actors '"services/calls/call.hpp"'
accepts actors '"actors/ports/store.hpp" // as gateways/store does'
accepts gateways '<boost/beast/core.hpp>'
accepts gateways '"actors/ports/store.hpp"'
accepts ui-dear-imgui '"protocol/ids.hpp"'
accepts ui-dear-imgui '"ui-dear-imgui/model/view.hpp"'
accepts apps '"gateways/store/sqlite/store.hpp"'
accepts apps '"ui-dear-imgui/panels/calls.hpp"'
accepts tests '"gateways/store/sqlite/store.hpp"'

rm -rf "${tree:?}"/*
status=0
"$check" "$tree" >/dev/null 2>&1 || status=$?
((status == 2)) || complain "an empty tree ended with $status"

((failures == 0)) || exit 1
echo "check-includes names every broken rule"

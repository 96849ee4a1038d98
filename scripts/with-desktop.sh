#!/usr/bin/env bash
# Runs a command in a throw-away desktop: a display of its own, a private D-Bus session, a Secret Service
# keyring (what keytar talks to on Linux) and a notification daemon, whose log $NOTIFICATION_LOG names.
# Nothing of it outlives the command, and nothing of the user's own desktop is touched.
#
#   scripts/with-desktop.sh npx playwright test
#
# SHELFWATCH_TEST_KEYRING says what the command finds: `unlocked` (the default), `locked` or `none`.
# Debian packages: xvfb dbus gnome-keyring dunst. `npm run setup` installs them.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
READY_WITHIN_S=20

main() {
  keyring=${SHELFWATCH_TEST_KEYRING:-unlocked}
  case $keyring in unlocked | locked | none) ;; *) die "SHELFWATCH_TEST_KEYRING is '$keyring'; expected unlocked, locked or none" ;; esac
  for tool in Xvfb dbus-daemon dbus-send gnome-keyring-daemon dunst; do
    command -v "$tool" >/dev/null || die "$tool is missing; run \`npm run setup\`, which installs it or says how"
  done

  home=$(mktemp -d)
  trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$home"' EXIT
  trap 'exit 143' TERM
  trap 'exit 130' INT

  # The command must not write into the user's own profile; downloads and compiled parts are shared.
  export XDG_CACHE_HOME=${XDG_CACHE_HOME:-$HOME/.cache}
  export XDG_RUNTIME_DIR=$home/run XDG_DATA_HOME=$home/data XDG_CONFIG_HOME=$home/config
  mkdir -m 700 "$XDG_RUNTIME_DIR" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME"
  export NOTIFICATION_LOG=$home/notifications.log

  start_display
  start_session_bus
  [[ $keyring == none ]] || start_keyring
  start_notifications

  # In the background, so that a signal to this script is not held back until the command ends.
  "$@" &
  wait $!
}

# Xvfb picks a free display itself and says its number once it accepts clients. Here and below the pipe is held
# open on this side: what is written to a pipe that nobody has open is lost.
start_display() {
  local pipe number
  mkfifo "$home/display"
  exec {pipe}<>"$home/display"
  Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp 3>&"$pipe" 2>"$home/display.log" &
  read -r -t "$READY_WITHIN_S" -u "$pipe" number || die "the virtual display did not start: $(cat "$home/display.log")"
  export DISPLAY=:$number
  unset WAYLAND_DISPLAY
}

start_session_bus() {
  local pipe
  mkfifo "$home/bus"
  exec {pipe}<>"$home/bus"
  dbus-daemon --config-file="$here/runtime/session-bus.conf" --nofork --nopidfile --print-address=3 \
    3>&"$pipe" 2>"$home/bus.log" &
  read -r -t "$READY_WITHIN_S" -u "$pipe" DBUS_SESSION_BUS_ADDRESS || die "the D-Bus session did not start: $(cat "$home/bus.log")"
  export DBUS_SESSION_BUS_ADDRESS
}

start_keyring() {
  printf 'keyring\n' | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
  await_name org.freedesktop.secrets
  # The daemon answers before its default collection is there.
  await 'the keyring' collection/login org.freedesktop.secrets /org/freedesktop/secrets \
    org.freedesktop.Secret.Service.ReadAlias string:default
  [[ $keyring == unlocked ]] || call org.freedesktop.secrets /org/freedesktop/secrets \
    org.freedesktop.Secret.Service.Lock array:objpath:/org/freedesktop/secrets/collection/login >/dev/null
}

start_notifications() {
  dunst -conf /dev/null -print >"$NOTIFICATION_LOG" 2>/dev/null &
  await_name org.freedesktop.Notifications
}

call() { dbus-send --session --print-reply --dest="$1" "${@:2}"; }

await_name() {
  await "$1" 'boolean true' org.freedesktop.DBus /org/freedesktop/DBus org.freedesktop.DBus.NameHasOwner "string:$1"
}

await() {
  local what=$1 expected=$2 deadline=$((SECONDS + READY_WITHIN_S))
  until call "${@:3}" 2>/dev/null | grep -q "$expected"; do
    ((SECONDS < deadline)) || die "$what did not start within $READY_WITHIN_S s"
    sleep 0.05
  done
}

die() {
  echo "with-desktop: $1" >&2
  exit 1
}

main "$@"

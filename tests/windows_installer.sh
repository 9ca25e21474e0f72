#!/usr/bin/env bash
# The packages of assets/windows/package.sh as Windows' installer takes them, under Wine: installed without a word, an invitation opened as
# a double click opens it, upgraded, not downgraded, and removed with nothing left; for everybody and for one user.
#
#   tests/windows_installer.sh --binary LIFELINE.EXE
#
# Wine is that of tests/windows.sh (tests/common/wine.sh); beside it it needs wixl, msibuild, MinGW, Xvfb and xdotool. What is missing it
# installs, and where that cannot be had it says so and passes. Wine has no firewall: a program in the place of netsh.exe writes down what
# it is told. The drive and the registry are this test's own, and gone at the end.
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$(realpath "${2:?tests/windows_installer.sh --binary LIFELINE.EXE}")
began=$SECONDS

skip() { echo "skipped: tests/windows_installer.sh: $1" && exit 0; }
. tests/common/wine.sh
installed wixl msitools gcc-mingw-w64-x86-64 binutils xvfb xdotool bsdutils ||
    skip "wixl, msitools, gcc-mingw-w64-x86-64, xvfb or xdotool cannot be had"
installed osslsigncode openssl || true
prepare finish
exec 9>&-

work=$(mktemp -d)
# No offers to fetch Mono and Gecko, and nothing in the menus of the person's own desktop.
export WINEPREFIX=$work/prefix HOME=$work/home
export WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe=;netsh.exe=n'
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
mkdir "$HOME"
wine=$work/wine wineserver=$work/wineserver display_server='' debian=''
clean_up() {
    [ ! -x "$wineserver" ] || "$wineserver" -k 2>/dev/null || true
    # Everything that runs in that Debian ends with its first process.
    for process in $display_server $debian; do kill -KILL "$process" && wait "$process"; done 2>/dev/null || true
    rm -rf --one-file-system "$work"
}
trap clean_up EXIT
fail() { echo "FAILED: $1" >&2 && exit 1; }
passed=0
ok() { echo "ok: $1 ($((SECONDS - began)) s)" && passed=$((passed + 1)); }
until_true() {
    local end=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $end ] || return 1
        sleep 0.1
    done
}
on_windows() { "$wine" "$@" 2>>"$work/log" </dev/null; }
windows_path() { echo "Z:${1//\//\\}"; }

# Wine's programs, in that Debian, which sees this test's folder and the displays of this computer.
mkfifo "$work/ready"
unshare --mount --pid --fork --kill-child bash -euc '
    root=$1 work=$2
    # The files of processes are still those outside, and tell the number there.
    read -r number _ </proc/self/stat
    mount --make-rprivate /
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mount -t tmpfs -o mode=1777 memory "$root/tmp"
    mkdir -p "$root$work" "$root/tmp/.X11-unix" /tmp/.X11-unix
    mount --bind "$work" "$root$work"
    mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
    exec chroot "$root" sh -c "echo \$1 >\$2; exec sleep infinity" - "$number" "$work/ready"
' - "$root" "$work" </dev/null &
debian=$!
read -r number <"$work/ready"
# Told nothing but this: what else is told here may be about what is not there.
for name in wine64 wineserver64; do
    cat >"$work/${name%64}" <<SH
#!/bin/sh
exec nsenter --target $number --mount --pid --root --wd -- /usr/bin/env -i PATH=/usr/bin:/bin HOME="\$HOME" LC_ALL=C.UTF-8 TERM="\${TERM-dumb}" \\
    DISPLAY="\${DISPLAY-}" WINEPREFIX="\$WINEPREFIX" WINEARCH=win64 WINEDEBUG=-all WINEDLLOVERRIDES="\$WINEDLLOVERRIDES" /usr/lib/wine/$name "\$@"
SH
    chmod +x "$work/${name%64}"
done

version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
older=$work/out/lifeline-$version-windows-x86_64 newer=$work/out/lifeline-9.0.0-windows-x86_64
assets/windows/package.sh --binary "$binary" --out "$work/out" msi exe >/dev/null
assets/windows/package.sh --binary "$older.exe" --out "$work/out" --version 9.0.0 msi >/dev/null
(cd "$work/out" && sha256sum --check --quiet ./*.sha256)
# For what is not about the program: small, and quickly packed.
echo 'int main(void) { return 0; }' | x86_64-w64-mingw32-gcc -x c -o "$work/small.exe" -
ok "the packages are made"

# Signed by whoever has a certificate: here by the test's own.
if command -v osslsigncode >/dev/null && command -v openssl >/dev/null; then
    echo secret >"$work/password"
    openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/key" -out "$work/certificate" -days 2 -subj /CN=test \
        -addext extendedKeyUsage=codeSigning 2>/dev/null
    openssl pkcs12 -export -inkey "$work/key" -in "$work/certificate" -out "$work/certificate.p12" -passout "file:$work/password"
    assets/windows/package.sh --binary "$work/small.exe" --out "$work/signed" --certificate "$work/certificate.p12" \
        --password-file "$work/password" --from https://example.org/lifeline msi exe >/dev/null 2>"$work/log"
    for file in "$work"/signed/*.exe "$work"/signed/*.msi; do
        osslsigncode verify -CAfile "$work/certificate" "$file" 2>&1 | grep -q '^Signature verification: ok' || fail "not signed: $file"
    done
    # What winget would fetch is what was made.
    find "$work/signed/winget" -name '*.installer.yaml' -exec cat {} + >"$work/manifest"
    for file in "$work"/signed/*.msi; do
        sum=$(sha256sum "$file" | cut -d ' ' -f 1)
        grep -qi "InstallerSha256: $sum" "$work/manifest" && grep -q "InstallerUrl: https://example.org/lifeline/${file##*/}" "$work/manifest" ||
            fail "winget's manifest does not name $file"
    done
    ok "signed, and named in winget's manifest"
else
    echo "not tried: signing (osslsigncode, openssl)"
fi

# What the program file carries.
x86_64-w64-mingw32-objdump -p "$older.exe" >"$work/headers"
grep -q 'Subsystem.*(Windows GUI)' "$work/headers" || fail "it is a program of the terminal"
for text in PerMonitorV2 longPathAware 'UTF-8</activeCodePage>' 'level="asInvoker"'; do
    grep -aq "$text" "$older.exe" || fail "its manifest lacks $text"
done
strings --encoding=l "$older.exe" >"$work/strings"
for text in FileDescription LegalCopyright lifeline.exe; do
    grep -qx "$text" "$work/strings" || fail "its version lacks $text"
done
grep -A 1 -x FileVersion "$work/strings" | grep -qx "$version" || fail "it bears another version than $version"
ok "the program file has a version and a manifest, and is no program of the terminal"

# A drive and a registry, and a screen: Wine keeps the one that it began with.
coproc server { exec Xvfb -displayfd 1 -screen 0 1280x800x24 -nolisten tcp -noreset 2>/dev/null; }
display_server=$server_PID
read -r number <&"${server[0]}"
export DISPLAY=:$number
on_windows wineboot --init >/dev/null || { cat "$work/log" && fail "Wine makes no drive"; }
drive=$WINEPREFIX/drive_c
system=$drive/windows/system32
[ -d "$system" ] || { cat "$work/log" && fail "Wine makes no drive"; }
compile() { x86_64-w64-mingw32-gcc -O1 -s -x c "$@" -; }
compile -o "$system/netsh.exe" <<'C'
#include <stdio.h>
#include <windows.h>
int main(void) {
    FILE *told = fopen("C:\\netsh.txt", "a");
    fprintf(told, "%s\n", GetCommandLineA());
    return fclose(told);
}
C
"$wineserver" -w
ok "a Windows without anything on it"

# is KEY NAME VALUE, with - for the value without a name.
is() {
    local found
    found=$(on_windows reg query "$1" $([ "$2" = - ] && echo /ve || echo "/v $2") | tr -d '\r' | sed -n 's/^    .*REG_[A-Z_]* *//p')
    [ "$found" = "$3" ] || fail "$1 $2 is '$found' and not '$3'"
}
installer() { on_windows msiexec "$@" /qn; }
program='C:\Program Files\Lifeline\lifeline.exe'
netsh_was_told() { [ ! -e "$drive/netsh.txt" ] || tr -d '\r' <"$drive/netsh.txt" | sed 's/^[^ ]* *//'; }
opens='advfirewall firewall add rule name=Lifeline dir=in action=allow protocol=TCP profile=private,domain program="'$program'"'
closes='advfirewall firewall delete rule name=Lifeline dir=in program="'$program'"'
# The codes of the installed products of this name: Windows lists a user's own in HKCU, Wine in HKLM.
products() {
    for root in HKLM HKCU; do
        on_windows reg query "$root\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall" /s || true
    done | tr -d '\r' | awk '/^HKEY/ { sub(/.*\\/, ""); code = $0 } /^ *DisplayName .* Lifeline$/ { print code }'
}
# What the registry and the drive have of it; the installer's own copies of packages have names of their own.
left() {
    "$wineserver" -w
    grep -ih lifeline "$WINEPREFIX"/*.reg || true
    (cd "$drive" && find . -iname '*lifeline*' -o -iname '*.msi')
}
nothing_left() { local found && found=$(left) && [ -z "$found" ] || fail "left behind: $found"; }

# For everybody.
installer /i "$(windows_path "$older.msi")" || fail "it is not installed"
[ -x "$drive/Program Files/Lifeline/lifeline.exe" ] && [ -f "$drive/Program Files/Lifeline/LICENSE.txt" ] || fail "a file is missing"
[ -n "$(find "$drive" -path '*Start Menu*' -name Lifeline.lnk)" ] || fail "no entry in the start menu"
is 'HKLM\Software\Classes\.msrcIncident' - Lifeline.Invitation
is 'HKLM\Software\Classes\.msrcIncident\OpenWithProgids' Lifeline.Invitation ''
is 'HKLM\Software\Classes\Lifeline.Invitation\DefaultIcon' - "\"$program\",-2"
is 'HKLM\Software\Classes\Lifeline.Invitation\shell\open\command' - "\"$program\" \"%1\""
is 'HKLM\Software\RegisteredApplications' Lifeline 'Software\Lifeline\Capabilities'
is 'HKLM\Software\Microsoft\Windows\CurrentVersion\App Paths\lifeline.exe' - "$program"
is 'HKLM\System\CurrentControlSet\Services\EventLog\Application\Lifeline' EventMessageFile '%SystemRoot%\System32\EventCreate.exe'
[ "$(netsh_was_told)" = "$closes"$'\n'"$opens" ] || fail "the firewall was told: $(netsh_was_told)"
! on_windows reg query 'HKCU\Software\Microsoft\Windows\CurrentVersion\Run' /v Lifeline >/dev/null || fail "it starts with the session"
ok "installed for everybody"

# In Windows' own shell: a file, a pipe, standard input and the exit codes. Wine hands its terminal on to every program, where Windows
# leaves one of windows without: so does "detached", which passes on the exit code. What is printed then goes to the terminal that
# it took for itself, and not into the pipe.
compile -o "$drive/detached.exe" <<'C'
#include <windows.h>
int main(int count, char **words) {
    STARTUPINFOA how = {sizeof how};
    PROCESS_INFORMATION started;
    DWORD code;
    if (count != 2 || !CreateProcessA(0, words[1], 0, 0, FALSE, DETACHED_PROCESS, 0, 0, &how, &started)) return 99;
    WaitForSingleObject(started.hProcess, INFINITE);
    return GetExitCodeProcess(started.hProcess, &code) ? (int)code : 98;
}
C
cat >"$drive/shell.bat" <<BATCH
@echo off
"$program" policy show > C:\\shown.txt
echo shown %errorlevel%
"$program" policy check C:\\none.json
echo checked %errorlevel%
"$program" policy schema --format json | find "longest_life"
echo no> C:\\no.txt
"$program" forget < C:\\no.txt
echo forgotten %errorlevel%
C:\\detached.exe "\"$program\" policy check C:\\none.json"
echo detached %errorlevel%
BATCH
sed -i 's/$/\r/' "$drive/shell.bat"
# It ends with the code of what it ran last.
on_windows cmd /c 'C:\shell.bat' >"$work/shell" || true
tr -d '\r' <"$work/shell" >"$work/said"
for line in 'shown 0' 'error C:\\none.json: .*' 'checked 19' '.*"longest_life": {' 'forgotten 0' 'detached 19'; do
    grep -qx "$line" "$work/said" || { cat "$work/said" && fail "not said: $line"; }
done
[ "$(grep -c '^error ' "$work/said")" -eq 1 ] || { cat "$work/said" && fail "what has no terminal prints into the pipe of another"; }
grep -q '^ask true default' "$drive/shown.txt" || fail "nothing in the file that the shell redirects to"
TERM=xterm script --quiet --return --command "'$wine' cmd /c 'C:\\shell.bat'" "$work/seen" </dev/null >/dev/null 2>&1 || true
sed 's/\x1b\[[0-9;?]*[A-Za-z]/\n/g' "$work/seen" | tr -d '\r' >"$work/said"
[ "$(grep -c '^ *error C:.none.json' "$work/said")" -eq 2 ] || { cat "$work/said" && fail "it does not take the terminal that it was started in"; }
ok "in a terminal, through pipes and files, with input and exit codes"

# What a double click runs.
cp tests/fixtures/freerdp-type2.msrcIncident "$work/My help.msrcIncident"
on_windows start "$(windows_path "$work/My help.msrcIncident")" || fail "nothing opens an invitation"
until_true 120 xdotool search --name '^Lifeline' || { cat "$work/log" && fail "no window opens"; }
on_windows taskkill /f /im lifeline.exe >/dev/null || fail "the window does not end"
"$wineserver" -w
ok "a double click on an invitation opens the window"

# Where nobody reads a terminal, a box says why no window opens: here since the invitation is gone.
(
    code=0
    on_windows 'C:\detached.exe' "\"$program\" C:\none.msrcIncident" || code=$?
    echo "$code" >"$work/code"
) &
box() { ids=$(xdotool search --onlyvisible --name '^Lifeline$') && [ -n "$ids" ]; }
until_true 120 box || { cat "$work/log" && fail "nothing says why no window opens"; }
[ ! -e "$work/code" ] || fail "it ends before its words are read"
close_it() {
    [ ! -e "$work/code" ] || return 0
    xdotool search --onlyvisible --name '^Lifeline$' windowfocus key --clearmodifiers Return
    return 1
}
until_true 60 close_it || fail "the box does not close"
wait %%
[ "$(cat "$work/code")" -eq 3 ] || fail "without a window it ends with $(cat "$work/code")"
"$wineserver" -w
ok "why no window opens is said in a box"

# Upgraded, and not downgraded.
: >"$drive/netsh.txt"
installer /i "$(windows_path "$newer.msi")" || fail "it is not upgraded"
mapfile -t products < <(products)
[ "${#products[@]}" -eq 1 ] || fail "after the upgrade there are ${#products[@]} products"
is "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\${products[0]}" DisplayVersion 9.0.0
is 'HKLM\Software\Classes\.msrcIncident' - Lifeline.Invitation
[ -x "$drive/Program Files/Lifeline/lifeline.exe" ] || fail "the upgrade has no program"
[ "$(netsh_was_told | tail -n 1)" = "$opens" ] || fail "after the upgrade the firewall is closed: $(netsh_was_told)"
! installer /i "$(windows_path "$older.msi")" || fail "an older one goes over a newer one"
is "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\${products[0]}" DisplayVersion 9.0.0
ok "upgraded, and not downgraded"

# Removed, with the start that the person chose.
on_windows reg add 'HKCU\Software\Microsoft\Windows\CurrentVersion\Run' /v Lifeline /d "\"$program\" wait --background" /f >/dev/null
installer /x "${products[0]}" || fail "it is not removed"
[ "$(netsh_was_told | tail -n 1)" = "$closes" ] || fail "the firewall stays open"
"$wineserver" -w
rm -rf "$drive"/{netsh,shown,no}.txt "$drive"/{shell.bat,detached.exe} "$drive"/users/*/AppData/{Roaming,Local}/[Ll]ifeline*
nothing_left
ok "removed, with nothing left but what it kept of the person"

# Where Windows' own program opens invitations it goes on doing so, before and after.
on_windows reg add 'HKLM\Software\Classes\.msrcIncident' /ve /d RemoteAssistance.1 /f >/dev/null
installer /i "$(windows_path "$older.msi")" || fail "it is not installed beside another program"
is 'HKLM\Software\Classes\.msrcIncident' - RemoteAssistance.1
is 'HKLM\Software\Classes\.msrcIncident\OpenWithProgids' Lifeline.Invitation ''
installer /x "$(products)" || fail "it is not removed from beside another program"
is 'HKLM\Software\Classes\.msrcIncident' - RemoteAssistance.1
rm -f "$drive/netsh.txt"
nothing_left
ok "what opened invitations before opens them still"

# For one user.
on_windows reg delete 'HKLM\Software\Classes\.msrcIncident' /f >/dev/null
installer /i "$(windows_path "$older-user.msi")" || fail "it is not installed for a user"
users=$(find "$drive/users" -path '*/AppData/Local/Programs/Lifeline/lifeline.exe')
[ -n "$users" ] || fail "no program among the user's own"
[ ! -e "$drive/Program Files/Lifeline" ] && ! on_windows reg query 'HKLM\Software\Classes\Lifeline.Invitation' >/dev/null ||
    fail "it is installed for everybody"
is 'HKCU\Software\Classes\.msrcIncident' - Lifeline.Invitation
[ -z "$(netsh_was_told)" ] || fail "the firewall is the computer's"
installer /i "$(windows_path "$newer-user.msi")" || fail "it is not upgraded for a user"
mapfile -t products < <(products)
[ "${#products[@]}" -eq 1 ] || fail "after the user's upgrade there are ${#products[@]} products"
installer /x "${products[0]}" || fail "it is not removed for a user"
nothing_left
ok "installed, upgraded and removed for one user"

echo "$passed passed, 0 failed"

# After the program is gone: the rules of this computer hold no longer, and stay readable, as RPM leaves what was configured.
if [ "$1" = 0 ]; then
    if [ -f /etc/lifeline/policy.json ]; then
        mv /etc/lifeline/policy.json /etc/lifeline/policy.json.rpmsave
    fi
    rmdir /usr/share/licenses/lifeline 2>/dev/null || true
    echo "Lifeline: what each user keeps (keys, history, settings) stays in ~/.local/state/lifeline and ~/.config/lifeline;"
    echo "'lifeline forget' deletes it, before the package is removed."
fi

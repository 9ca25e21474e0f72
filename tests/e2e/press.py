"""Reads and presses windows by the names that a screen reader reads (AT-SPI), for tests/e2e/window.rs.

Runs inside a D-Bus session (dbus-run-session makes one of its own), switches the accessibility bus on in it, prints "ready", and then takes one
command a line, its words separated by tabs:

    launch DISPLAY HOME PROGRAM [ARGUMENT...]   starts a program of this session
    wait NAME                                   until something bears that name
    press NAME [NUMBER]                         does its first action; of several that bear it, of this one, from 1
    read NAME                                   its text or value
    write NAME TEXT                             puts a text into it
    tray                                        the title of the sign in the tray, as soon as there is one
    tray-says TEXT                              waits until the title of the sign has this in it
    tray-gone                                   waits until there is none any more
    choose LABEL                                chooses this in the menu of the sign
    notified TITLE                              all that the notification says and offers, as soon as there is one
    hushed                                      until it was taken back
    place NAME                                  the middle of it on the screen: X Y
    bus                                         the address of the session's bus
    walk                                        how much there is to be found; what of it has no name is an error
    said TEXT                                   until something was announced that has this in it
    announced                                   all that was announced so far, in order
    keyboard NAME                               until what bears the name has the keyboard
    what NAME                                   roles and states of all that bears the name
    freeze                                      the session's buses stop answering, for good

With --on-a-desktop it leaves tray and notifications to the desktop whose session it is in.

Each is answered by "ok", "ok<tab>VALUE" or "no<tab>WHY". What was launched ends with this program.
"""

import os
import signal
import subprocess
import sys
import threading
import time

TIMEOUT = 40


def switch_on():
    """Starts the accessibility bus and tells every program that someone listens."""
    launcher = next(
        path
        for path in ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher", "/usr/lib/at-spi-bus-launcher")
        if os.path.exists(path)
    )
    bus = subprocess.Popen([launcher, "--launch-immediately"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    call = ["gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus", "--method"]
    def switched(flag):
        command = call + ["org.freedesktop.DBus.Properties.Set", "org.a11y.Status", flag, "<true>"]
        return not subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode

    deadline = time.monotonic() + TIMEOUT
    while not switched("IsEnabled"):
        if time.monotonic() > deadline:
            raise SystemExit("the accessibility bus does not answer")
        time.sleep(0.1)
    # Some programs of older systems ask for this one; newer buses (at-spi2-core 2.62) have it no more.
    switched("ScreenReaderEnabled")
    return bus


def everything(node):
    yield node
    try:
        children = list(node)
    except Exception:  # it went away while it was looked at
        return
    for child in children:
        if child is not None:
            yield from everything(child)


def usable(node, wanted):
    """Whether it can be seen and, where it is to be used, is not greyed out."""
    states = node.getState()
    if wanted in ("wait", "read"):
        return True
    return states.contains(pyatspi.STATE_ENABLED) or states.contains(pyatspi.STATE_SENSITIVE)


def matching(name, wanted):
    exact, partly = [], []
    for application in pyatspi.Registry.getDesktop(0):
        if application is None:
            continue
        for node in everything(application):
            try:
                if not usable(node, wanted):
                    continue
                if node.name == name:
                    exact.append(node)
                elif name.lower() in (node.name or "").lower():
                    partly.append(node)
            except Exception:
                continue
    entries = ("entry", "text", "password text")
    order = {"press": ("push button", "button", "toggle button", "switch", "check box"), "read": entries, "write": entries}.get(wanted, ())

    def place(node):
        role = node.getRoleName()
        return order.index(role) if role in order else len(order)

    return sorted(exact, key=place) + partly


# What GTK 4.18 does first with its windows and labels.
NO_PRESS = ("window.close", "clipboard.copy")


def attempt(wanted, name, words):
    """Does it with the first node that can; raises while there is none."""
    problem = LookupError(f"nothing is called {name!r}")
    found = matching(name, wanted)
    if wanted == "press" and words:
        found = found[int(words[0]) - 1 :]
    for node in found:
        try:
            if wanted == "press":
                actions = node.queryAction()
                if actions.getName(0) in NO_PRESS or not actions.doAction(0):
                    continue
                return ""
            if wanted == "write":
                node.queryEditableText().setTextContents(words[0])
                return ""
            if wanted == "read":
                return text_of(node)
            if wanted == "place":
                return middle_of(node)
            return ""
        except (NotImplementedError, AttributeError, RuntimeError) as error:
            problem = error
    raise problem


def middle_of(node):
    area = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
    if area.width <= 0 or area.height <= 0:
        raise RuntimeError("it has no place")
    return f"{area.x + area.width // 2} {area.y + area.height // 2}"


def buses():
    """The processes of this session's two buses and of the registry of the accessible windows."""
    parents, names = {}, {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat") as file:
                name, rest = file.read().split("(", 1)[1].rsplit(")", 1)
        except OSError:  # it ended meanwhile
            continue
        parents[int(pid)], names[int(pid)] = int(rest.split()[1]), name
    session = os.getppid()

    def is_of_session(pid):
        while pid > 1:
            if pid == session:
                return True
            pid = parents.get(pid, 0)
        return False

    servers = ("dbus-daemon", "at-spi-bus-laun", "at-spi2-registr")
    return [pid for pid, name in names.items() if name in servers and is_of_session(pid)]


def freeze():
    frozen.extend(buses())
    for pid in frozen:
        os.kill(pid, signal.SIGSTOP)
    return " ".join(map(str, frozen))


def text_of(node):
    try:
        text = node.queryText()
        return text.getText(0, text.characterCount)
    except NotImplementedError:
        return str(node.queryValue().currentValue)


def open_more():
    """Opens the menu of what has no room on the viewer's tool bar, where there is one."""
    for node in matching("More", "press"):
        if node.name == "More":
            return node.queryAction().doAction(0)
    return False


# What is on its way, the entry of a menu just opened say, is waited for before it is looked for elsewhere: the menu of
# what has no room closes every other.
ELSEWHERE_AFTER = 3


def patiently(wanted, name, words):
    begun = time.monotonic()
    deadline = begun + TIMEOUT
    looked = wanted != "press"
    while True:
        try:
            return attempt(wanted, name, words)
        except Exception as error:
            if not looked and time.monotonic() > begun + ELSEWHERE_AFTER:
                looked = open_more()
            if time.monotonic() > deadline:
                raise RuntimeError(f"{error}; there are: {names()}") from error
        time.sleep(0.1)


# What only holds something, and may do so without a name.
HOLDERS = ("application", "filler", "panel", "scroll bar", "scroll pane", "section", "static", "viewport")


def shown():
    """Every node of every program of this session, as it is now."""
    for application in pyatspi.Registry.getDesktop(0):
        if application is not None:
            yield from everything(application)


def walk():
    """Counts what is to be found. What went away meanwhile is looked at no more."""
    found, nameless = 0, []
    for node in shown():
        try:
            role, name, states = node.getRoleName(), node.name, node.getState()
            if states.contains(pyatspi.STATE_DEFUNCT):
                continue
            found += 1
            used = states.contains(pyatspi.STATE_FOCUSABLE)
            if not (name or "").strip() and (used or role not in HOLDERS) or role in ("unknown", "invalid"):
                nameless.append(f"{role} in {node.parent.getRoleName()} {node.parent.name!r}")
        except Exception:
            continue
    if nameless:
        raise RuntimeError(f"without a name: {'; '.join(nameless)}")
    return str(found)


def what(name):
    states = (
        ("focused", pyatspi.STATE_FOCUSED),
        ("checked", pyatspi.STATE_CHECKED),
        ("editable", pyatspi.STATE_EDITABLE),
        ("read-only", pyatspi.STATE_READ_ONLY),
        ("sensitive", pyatspi.STATE_SENSITIVE),
    )
    found = []
    for node in shown():
        try:
            if node.name != name:
                continue
            held = node.getState()
            said = [word for word, state in states if held.contains(state)]
            attributes = [part.replace(":", "=", 1) for part in sorted(node.getAttributes())]
            found.append(" ".join([node.getRoleName(), *said, *attributes]))
        except Exception:  # it went away while it was looked at
            continue
    return " / ".join(found)


def has_keyboard(name):
    for node in shown():
        try:
            if node.name == name and node.getState().contains(pyatspi.STATE_FOCUSED):
                return True
        except Exception:  # it went away while it was looked at
            continue
    return False


announced = []


def listen():
    """Hears what is announced, in a process of its own: the loop that events come by would hold up everything else."""
    listener = subprocess.Popen(
        [sys.executable, "-c", LISTENER], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    listener.stdout.readline()

    def collect():
        for line in listener.stdout:
            announced.append(line.rstrip("\n"))

    threading.Thread(target=collect, daemon=True).start()
    return listener


LISTENER = """
import pyatspi
def hear(event):
    print(str(event.any_data).replace("\\n", " "), flush=True)
pyatspi.Registry.registerEventListener(hear, "object:announcement")
print("ready", flush=True)
pyatspi.Registry.start()
"""


def names():
    found = []
    for application in pyatspi.Registry.getDesktop(0):
        for node in everything(application) if application is not None else ():
            try:
                if node.name:
                    found.append(f"{node.getRoleName()} {node.name!r}")
            except Exception:
                continue
    return "; ".join(found)


WATCHER = "org.kde.StatusNotifierWatcher"
NOTIFICATIONS = "org.freedesktop.Notifications"
signs = []
frozen = []
# Title, text and buttons of what is shown.
notified = []


def watch_tray():
    """Is the desktop's tray: a StatusNotifierWatcher, on a thread of its own."""
    from gi.repository import Gio, GLib

    interface = f"""<node><interface name="{WATCHER}"><method name="RegisterStatusNotifierItem">
        <arg type="s" direction="in"/></method>
        <property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
        <property name="ProtocolVersion" type="i" access="read"/></interface></node>"""

    def told(_bus, _sender, _path, _interface, name):
        return GLib.Variant("i", 0) if name == "ProtocolVersion" else GLib.Variant("b", True)

    def called(_bus, _sender, _path, _interface, _method, arguments, invocation):
        signs.append(arguments.unpack()[0])
        invocation.return_value(None)

    notifications = f"""<node><interface name="{NOTIFICATIONS}"><method name="Notify"><arg type="s" direction="in"/>
        <arg type="u" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
        <arg type="as" direction="in"/><arg type="a{{sv}}" direction="in"/><arg type="i" direction="in"/>
        <arg type="u" direction="out"/></method>
        <method name="CloseNotification"><arg type="u" direction="in"/></method></interface></node>"""

    def notify(_bus, _sender, _path, _interface, method, arguments, invocation):
        if method == "CloseNotification":
            notified.clear()
            invocation.return_value(None)
            return
        _program, _replaced, _icon, title, text, actions, hints, _time = arguments.unpack()
        notified[:] = [title, text, *actions, *(["without a sound"] if hints.get("suppress-sound") else [])]
        invocation.return_value(GLib.Variant("(u)", (7,)))

    def serve():
        context = GLib.MainContext()
        context.push_thread_default()
        address = Gio.dbus_address_get_for_bus_sync(Gio.BusType.SESSION)
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        bus = Gio.DBusConnection.new_for_address_sync(address, flags)
        described = Gio.DBusNodeInfo.new_for_xml(interface).interfaces[0]
        bus.register_object("/StatusNotifierWatcher", described, called, told)
        Gio.bus_own_name_on_connection(bus, WATCHER, Gio.BusNameOwnerFlags.NONE)
        described = Gio.DBusNodeInfo.new_for_xml(notifications).interfaces[0]
        bus.register_object("/org/freedesktop/Notifications", described, notify)
        Gio.bus_own_name_on_connection(bus, NOTIFICATIONS, Gio.BusNameOwnerFlags.NONE)
        ready.set()
        GLib.MainLoop.new(context, False).run()

    ready = threading.Event()
    threading.Thread(target=serve, daemon=True).start()
    ready.wait()


def tray(path, interface, method, arguments):
    """Calls the sign, which the watcher heard of last."""
    from gi.repository import Gio

    until("a sign in the tray", lambda: signs)
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    flags = Gio.DBusCallFlags.NONE
    return bus.call_sync(signs[-1], path, interface, method, arguments, None, flags, TIMEOUT * 1000, None).unpack()


def has_sign():
    from gi.repository import Gio, GLib

    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    arguments = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner")
    asked = GLib.Variant("(s)", (signs[-1],)) if signs else None
    return asked is not None and bus.call_sync(*arguments, asked, None, Gio.DBusCallFlags.NONE, TIMEOUT * 1000, None).unpack()[0]


def title():
    from gi.repository import GLib

    wanted = GLib.Variant("(ss)", ("org.kde.StatusNotifierItem", "Title"))
    return tray("/StatusNotifierItem", "org.freedesktop.DBus.Properties", "Get", wanted)[0]


def choose(label):
    from gi.repository import GLib

    menu = "com.canonical.dbusmenu"

    def item():
        _revision, (_root, _properties, children) = tray("/MenuBar", menu, "GetLayout", GLib.Variant("(iias)", (0, -1, [])))
        found = [number for number, properties, _children in children if properties.get("label") == label]
        return found[0] if found else None

    until(label, lambda: item() is not None)
    clicked = GLib.Variant("(isvu)", (item(), "clicked", GLib.Variant("i", 0), 0))
    try:
        tray("/MenuBar", menu, "Event", clicked)
    except GLib.Error as error:
        # Who quits by that choice may be gone before it has answered.
        if "disconnected from message bus without replying" not in str(error):
            raise
    return ""


def until(what, is_so):
    deadline = time.monotonic() + TIMEOUT
    while not is_so():
        if time.monotonic() > deadline:
            raise RuntimeError(f"not in time: {what}; shown is {notified}; announced was {announced}")
        time.sleep(0.1)


def obey(words):
    if words[0] == "notified":
        until("a notification", lambda: notified[:1] == words[1:])
        return " / ".join(notified)
    if words[0] == "hushed":
        until("it is taken back", lambda: not notified)
        return ""
    if words[0] == "bus":
        return os.environ["DBUS_SESSION_BUS_ADDRESS"]
    if words[0] == "walk":
        return walk()
    if words[0] == "said":
        until(words[1], lambda: any(words[1] in text for text in announced))
        return ""
    if words[0] == "announced":
        return " | ".join(announced)
    if words[0] == "keyboard":
        until(f"the keyboard at {words[1]!r}", lambda: has_keyboard(words[1]))
        return ""
    if words[0] == "what":
        return what(words[1])
    if words[0] == "freeze":
        return freeze()
    if words[0] == "launch":
        return launch(*words[1:])
    if words[0] == "tray":
        return title()
    if words[0] == "tray-says":
        until(words[1], lambda: words[1] in title())
        return ""
    if words[0] == "tray-gone":
        until("no sign in the tray", lambda: not has_sign())
        return ""
    if words[0] == "choose":
        return choose(words[1])
    return patiently(words[0], words[1], words[2:])


def launch(display, home, *command):
    environment = dict(os.environ, DISPLAY=display, HOME=home)
    children.append(subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL))
    return ""


children = [switch_on()]
import pyatspi  # noqa: E402  (it looks for the bus as soon as it is loaded)

if "--on-a-desktop" not in sys.argv:
    watch_tray()
children.append(listen())
print("ready", flush=True)
try:
    for line in sys.stdin:
        words = line.rstrip("\n").split("\t")
        try:
            value = obey(words)
            answer = f"ok\t{value}" if value else "ok"
        except Exception as error:
            answer = f"no\t{error}"
        print(answer.replace("\n", " "), flush=True)
finally:
    for pid in frozen:
        os.kill(pid, signal.SIGCONT)
    for child in reversed(children):
        child.terminate()

"""Stands between Lifeline and the bus of a KDE session whose KWin shares no picture, for tests/e2e/desktops/between.rs.

    between.py SOCKET PIPEWIRE VIEW CONTROL WIDTH HEIGHT

Listens at SOCKET. Each connection there has one of its own to the session's bus, which ends with it, and what is said on it is handed on as it
is, under the same name: whoever calls has to do with the session's own portal, KWin and notifications. Only the picture stands in, as if it were
that of the one monitor, of WIDTH by HEIGHT: the nodes VIEW (of sessions to see) and CONTROL (of sessions for mouse and keyboard) of PipeWire at
the socket PIPEWIRE. So what the portal is asked of ScreenCast is answered here, and

    - KWin is said to draw by OpenGL,
    - sources are chosen for nobody: the portal's session of RemoteDesktop is one without a picture,
    - what that session's Start leads to, which is the person's answer to KDE's own question, has the stream added,
    - a place in the stream is told as a move into the monitor's first corner and one from there.

Prints "ready". Ends with its standard input.
"""

import itertools
import os
import socket
import sys
import threading

from gi.repository import Gio, GLib

PORTAL = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
SCREEN_CAST = "org.freedesktop.portal.ScreenCast"
REMOTE_DESKTOP = "org.freedesktop.portal.RemoteDesktop"
REQUEST = "org.freedesktop.portal.Request"
PROPERTIES = "org.freedesktop.DBus.Properties"

LISTENS, PIPEWIRE = sys.argv[1:3]
VIEW, CONTROL, WIDTH, HEIGHT = map(int, sys.argv[3:7])
BUS = os.environ["DBUS_SESSION_BUS_ADDRESS"].removeprefix("unix:path=")
MONITOR = 1
# Further than any monitor reaches.
FAR = 100000.0
# The numbers that a program gives its messages begin at 1.
OWN_NUMBERS = 0x40000000
MOST_FDS = 16
# What programs say to a bus before its messages, and it to them, ends with these.
LAST_OF_PROGRAM = b"BEGIN\r\n"
LAST_OF_BUS = b"AGREE_UNIX_FD\r\n"


def length(head):
    """Of a message that begins so."""
    order = "little" if head[:1] == b"l" else "big"
    body, fields = (int.from_bytes(head[at : at + 4], order) for at in (4, 12))
    return 16 + (fields + 7) // 8 * 8 + body


def read(blob):
    return Gio.DBusMessage.new_from_blob(blob, Gio.DBusCapabilityFlags.UNIX_FD_PASSING)


def written(message):
    return message.to_blob(Gio.DBusCapabilityFlags.UNIX_FD_PASSING)


def stream(node):
    facts = {"source_type": GLib.Variant("u", MONITOR), "position": GLib.Variant("(ii)", (0, 0)), "size": GLib.Variant("(ii)", (WIDTH, HEIGHT))}
    return GLib.Variant("a(ua{sv})", [(node, facts)])


def entries(dictionary):
    for at in range(dictionary.n_children()):
        entry = dictionary.get_child_value(at)
        yield entry.get_child_value(0).get_string(), entry.get_child_value(1).get_variant()


class Line:
    """A program's connection, and the one to the bus."""

    def __init__(self, program):
        self.program = program
        self.bus = socket.socket(socket.AF_UNIX)
        self.bus.connect(BUS)
        self.locks = {self.program: threading.Lock(), self.bus: threading.Lock()}
        self.numbers = itertools.count(OWN_NUMBERS)
        # What the bus calls the program.
        self.name = None
        # Requests whose answers have the stream added.
        self.starts = set()
        # What is sent once the message of this number was answered.
        self.next = {}
        for way in ((self.program, self.bus, LAST_OF_PROGRAM, self.of_program), (self.bus, self.program, LAST_OF_BUS, self.of_bus)):
            threading.Thread(target=self.hand_on, args=way, daemon=True).start()

    def hand_on(self, source, to, last, change):
        try:
            self.read_on(source, to, last, change)
        except OSError:
            pass
        for end in (self.program, self.bus):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def read_on(self, source, to, last, change):
        greeting, data = b"", b""
        while last not in greeting:
            self.send(to, data)
            data = source.recv(65536)
            if not data:
                return
            greeting += data
        waiting = greeting.split(last, 1)[1]
        self.send(to, data[: len(data) - len(waiting)])
        fds = []
        while True:
            while len(waiting) >= 16 and len(waiting) >= length(waiting):
                blob, waiting = waiting[: length(waiting)], waiting[length(waiting) :]
                message = read(blob)
                count = message.get_num_unix_fds()
                if not change(message):
                    self.send(to, blob, fds[:count])
                for fd in fds[:count]:
                    os.close(fd)
                del fds[:count]
            data, more, _, _ = socket.recv_fds(source, 65536, MOST_FDS)
            if not data:
                return
            waiting += data
            fds += more

    def send(self, to, data, fds=()):
        with self.locks[to]:
            sent = socket.send_fds(to, [data], fds) if fds else 0
            to.sendall(data[sent:])

    def of_program(self, message):
        """Whether it is not handed on."""
        if message.get_message_type() != Gio.DBusMessageType.METHOD_CALL:
            return False
        words = message.get_body().unpack() if message.get_body() else ()
        called = (message.get_interface(), message.get_member())
        if called == (PROPERTIES, "Get") and words == ("org.kde.kwin.Compositing", "compositingType"):
            self.answer(message, GLib.Variant("(v)", (GLib.Variant("s", "gl2"),)))
        elif called == (SCREEN_CAST, "CreateSession"):
            session = self.path("session", words[0]["session_handle_token"])
            self.respond(message, words[-1], {"session_handle": GLib.Variant("s", session)})
        elif called == (SCREEN_CAST, "SelectSources"):
            self.respond(message, words[-1], {})
        elif called == (SCREEN_CAST, "Start"):
            self.respond(message, words[-1], {"streams": stream(VIEW)})
        elif called == (SCREEN_CAST, "OpenPipeWireRemote"):
            self.open_pipewire(message)
        elif called == (REMOTE_DESKTOP, "NotifyPointerMotionAbsolute"):
            self.move_to(message, *words)
        else:
            if called == (REMOTE_DESKTOP, "Start"):
                self.starts.add(self.path("request", words[-1]["handle_token"]))
            return False
        return True

    def of_bus(self, message):
        """Whether it is not handed on."""
        self.name = self.name or message.get_destination()
        waiting = self.next.pop(message.get_reply_serial(), None)
        if waiting is not None:
            self.send(self.bus, waiting)
            return True
        if message.get_member() != "Response" or message.get_path() not in self.starts:
            return False
        code = message.get_body().get_child_value(0).get_uint32()
        if code != 0:
            return False
        results = dict(entries(message.get_body().get_child_value(1)))
        self.signal(message.get_path(), code, results | {"streams": stream(CONTROL)}, message.get_sender())
        return True

    def path(self, kind, token):
        return f"{PATH}/{kind}/{self.name.removeprefix(':').replace('.', '_')}/{token}"

    def to_program(self, message, sender, fds=()):
        message.set_sender(sender)
        message.set_destination(self.name)
        message.set_serial(next(self.numbers))
        self.send(self.program, written(message), fds)

    def answer(self, call, body, fds=()):
        message = Gio.DBusMessage.new_method_reply(call)
        message.set_body(body)
        if fds:
            message.set_unix_fd_list(Gio.UnixFDList.new_from_array(list(map(os.dup, fds))))
        self.to_program(message, portal, fds)

    def respond(self, call, options, results):
        request = self.path("request", options["handle_token"])
        self.answer(call, GLib.Variant("(o)", (request,)))
        self.signal(request, 0, results, portal)

    def signal(self, request, code, results, sender):
        message = Gio.DBusMessage.new_signal(request, REQUEST, "Response")
        message.set_body(GLib.Variant("(ua{sv})", (code, results)))
        self.to_program(message, sender)

    def open_pipewire(self, call):
        with socket.socket(socket.AF_UNIX) as remote:
            remote.connect(PIPEWIRE)
            self.answer(call, GLib.Variant("(h)", (0,)), [remote.fileno()])

    def move_to(self, call, session, _options, _stream, x, y):
        moves = []
        for right, down in ((-FAR, -FAR), (x, y)):
            move = Gio.DBusMessage.new_method_call(PORTAL, PATH, REMOTE_DESKTOP, "NotifyPointerMotion")
            move.set_body(GLib.Variant("(oa{sv}dd)", (session, {}, right, down)))
            moves.append(move)
        number = next(self.numbers)
        moves[0].set_serial(number)
        moves[1].set_serial(call.get_serial())
        # The portal takes what comes together in no order.
        self.next[number] = written(moves[1])
        self.send(self.bus, written(moves[0]))


def owner_of_portal():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    names = "org.freedesktop.DBus"
    asked = bus.call_sync(names, "/org/freedesktop/DBus", names, "GetNameOwner", GLib.Variant("(s)", (PORTAL,)), None, Gio.DBusCallFlags.NONE, -1)
    return asked.unpack()[0]


def listen():
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(LISTENS)
        listener.listen()
        print("ready", flush=True)
        while True:
            Line(listener.accept()[0])


portal = owner_of_portal()
threading.Thread(target=listen, daemon=True).start()
sys.stdin.read()

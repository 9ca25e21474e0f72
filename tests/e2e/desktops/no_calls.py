"""A bus on which the desktop's portal has none of the calls that take mouse and keyboard (Notify*): hands on
everything between programs and the real bus, but for those calls, and for what the desktop's part of the portal says of
itself. Says "ready" once programs may come.

    no_calls.py SOCKET

SOCKET: where it listens. The real bus is the session's.
"""

import os
import socket
import struct
import sys
import threading

CALL, ERROR = 1, 3
PATH, INTERFACE, MEMBER, ERROR_NAME, REPLY_SERIAL, DESTINATION, SIGNATURE, FILES = 1, 2, 3, 4, 5, 6, 8, 9
PORTAL = "org.freedesktop.portal.RemoteDesktop"
BACKENDS = "org.freedesktop.impl.portal.desktop."
UNKNOWN = "org.freedesktop.DBus.Error.UnknownMethod"


def aligned(at, to):
    return (at + to - 1) // to * to


def fields(message):
    """The header's fields by their numbers."""
    end = 16 + struct.unpack_from("<I", message, 12)[0]
    at, found = 16, {}
    while at < end:
        at = aligned(at, 8)
        code, kind = message[at], chr(message[at + 2])
        at += 4
        if kind in "so":
            at = aligned(at, 4)
            length = struct.unpack_from("<I", message, at)[0]
            found[code] = message[at + 4 : at + 4 + length].decode()
            at += 4 + length + 1
        elif kind == "g":
            length = message[at]
            at += 1 + length + 1
        elif kind == "u":
            at = aligned(at, 4)
            found[code] = struct.unpack_from("<I", message, at)[0]
            at += 4
        else:
            raise ValueError(kind)
    return found


def unknown(serial):
    """The error that answers the call of this number."""
    head = struct.pack("<BBBBII", ord("l"), ERROR, 1, 1, 0, 0x7FFF0000 | serial & 0xFFFF)
    name = UNKNOWN.encode()
    told = struct.pack("<BBBBI", ERROR_NAME, 1, ord("s"), 0, len(name)) + name + b"\0"
    told += bytes(aligned(len(told), 8) - len(told))
    told += struct.pack("<BBBBI", REPLY_SERIAL, 1, ord("u"), 0, serial)
    message = head + struct.pack("<I", len(told)) + told
    return message + bytes(aligned(len(message), 8) - len(message))


class End:
    """One end of a connection: whole messages are read, and written by one thread at a time."""

    def __init__(self, own):
        self.own, self.bytes, self.files = own, b"", []
        self.writing = threading.Lock()

    def more(self):
        taken, files, _, _ = socket.recv_fds(self.own, 1 << 16, 64)
        self.bytes += taken
        self.files += files
        return bool(taken)

    def line(self):
        while b"\r\n" not in self.bytes:
            if not self.more():
                return None
        line, self.bytes = self.bytes.split(b"\r\n", 1)
        return line

    def message(self):
        def until(length):
            while len(self.bytes) < length:
                if not self.more():
                    return False
            return True

        if not until(16):
            return None
        assert self.bytes[0] == ord("l")
        body, _, told = struct.unpack_from("<III", self.bytes, 4)
        length = aligned(16 + told, 8) + body
        if not until(length):
            return None
        message, self.bytes = self.bytes[:length], self.bytes[length:]
        found = fields(message)
        count = found.get(FILES, 0)
        files, self.files = self.files[:count], self.files[count:]
        return message, found, files

    def write(self, message, files=()):
        with self.writing:
            sent = socket.send_fds(self.own, [message], list(files)) if files else self.own.send(message)
            self.own.sendall(message[sent:])
        for file in files:
            os.close(file)


def is_unknown(found):
    if found.get(INTERFACE) == PORTAL and found.get(MEMBER, "").startswith("Notify"):
        return True
    return found.get(MEMBER) == "Introspect" and found.get(DESTINATION, "").startswith(BACKENDS)


def hand_on(own, other, filtered):
    try:
        while message := own.message():
            message, found, files = message
            if filtered and message[1] == CALL and is_unknown(found):
                own.write(unknown(struct.unpack_from("<I", message, 8)[0]))
            else:
                other.write(message, files)
    except OSError:
        pass
    finally:
        for end in (own, other):
            try:
                end.own.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def authenticate(program, bus):
    """Line by line, each answered before the next: programs may send several at once."""
    first = True
    while (line := program.line()) is not None:
        bus.own.sendall(line + b"\r\n")
        if line.lstrip(b"\0") == b"BEGIN":
            return True
        answer = bus.line()
        if answer is None:
            return False
        program.own.sendall(answer + b"\r\n")
        first = False
    return not first


def serve(program, address):
    bus = socket.socket(socket.AF_UNIX)
    bus.connect(address)
    program, bus = End(program), End(bus)
    if authenticate(program, bus):
        threading.Thread(target=hand_on, args=(bus, program, False), daemon=True).start()
        hand_on(program, bus, True)


def main():
    (path,) = sys.argv[1:]
    address = os.environ["DBUS_SESSION_BUS_ADDRESS"].removeprefix("unix:path=")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()
    print("ready", flush=True)
    while True:
        program, _ = listener.accept()
        threading.Thread(target=serve, args=(program, address), daemon=True).start()


main()

"""Answers requests, one a line on standard input, with responses, one a line: for the comparison of all frontends. It is
given the path of the plain module, and runs it in wasmtime, with nothing to import."""

import sys

from wasmtime import Engine, Instance, Module, Store


class Plain:
    def __init__(self, path):
        self.store = Store(Engine())
        self.exports = Instance(self.store, Module.from_file(self.store.engine, path), []).exports(self.store)

    def answer(self, request):
        address = self.exports["natsconf_alloc"](self.store, len(request))
        self.exports["memory"].write(self.store, request, unsigned(address, 32))
        packed = unsigned(self.exports["natsconf_call"](self.store, address, len(request)), 64)
        self.exports["natsconf_free"](self.store, address, len(request))
        at, length = packed >> 32, packed & 0xFFFF_FFFF
        response = self.exports["memory"].read(self.store, at, at + length)
        self.exports["natsconf_free"](self.store, signed(at), length)
        return response


def unsigned(number, bits):
    """What wasmtime gives as a signed number."""
    return number % (1 << bits)


def signed(number):
    """A number of 32 bits as wasmtime takes it."""
    return number - (1 << 32) if number >= 1 << 31 else number


plain = Plain(sys.argv[1])
for line in sys.stdin.buffer:
    sys.stdout.buffer.write(bytes(plain.answer(line.rstrip(b"\n"))) + b"\n")

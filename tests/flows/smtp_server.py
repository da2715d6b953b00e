"""An SMTP server for tests: keeps what it accepts as files, and does what a file named `mood` says.

    python smtp_server.py DIRECTORY PORT

PORT 0 takes any free one. Says `ready PORT` when it listens, and ends when its standard input does. Moods:
`accept` (also without a file), `later` (451 after the data), `refuse` (550 to every receiver), and `hang` (accepts one
letter, then never answers to the data of another).
"""

import asyncio
import pathlib
import sys

from aiosmtpd.controller import Controller


class Keeper:
    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        self.count = {"accepted": len(list(self.directory.glob("accepted-*"))), "refused": 0}

    def mood(self):
        file = self.directory / "mood"
        return file.read_text().strip() if file.exists() else "accept"

    def keep(self, what, envelope):
        self.count[what] += 1
        name = f"{what}-{self.count[what]:04}"
        draft = self.directory / f".{name}"
        draft.write_bytes(envelope.rcpt_tos[0].encode() + b"\n" + envelope.content)
        draft.rename(self.directory / name)

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.mood() == "refuse":
            return "550 5.1.1 <%s> is not known here" % address
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mood = self.mood()
        if mood == "later":
            self.keep("refused", envelope)
            return "451 4.3.0 come back later"
        if mood == "hang" and self.count["accepted"] > 0:
            (self.directory / "hanging").touch()
            await asyncio.sleep(3600)
        self.keep("accepted", envelope)
        return "250 2.0.0 kept"


class Told(Controller):
    def _trigger_server(self):
        # The port is not known before the server listens.
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


controller = Told(Keeper(sys.argv[1]), hostname="127.0.0.1", port=int(sys.argv[2]))
controller.start()
print("ready", controller.port, flush=True)
sys.stdin.read()

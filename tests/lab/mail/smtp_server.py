"""A real SMTP server (Debian's python3-aiosmtpd) on a loopback port, with the policy of a site.

The argument is JSON: tls (none, starttls, tls), certificate, key, user, password. Prints its port as the
first line, then a JSON object for each connection (`connected`) and for each message it took.
Recipients: nobody@ is refused, spam@ after the data, grey@ is greylisted the first time, busy@ always,
cut@ is cut off between the end of the data and the answer (and kept), lost@ the same (and not kept), hold@
is kept and never answered.
"""

import asyncio
import email
import email.policy
import json
import ssl
import sys
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

options = json.loads(sys.argv[1])
seen = set()


def say(what):
    print(json.dumps(what), flush=True)


def taken(envelope):
    text = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
    say({
        "from": envelope.mail_from,
        "to": envelope.rcpt_tos,
        "headers": {name.lower(): str(value) for name, value in text.items()},
        "raw": envelope.original_content.decode("ascii"),
        "body": text.get_content(),
        "defects": [str(x) for x in text.defects] + [str(y) for x in text.values() for y in x.defects],
    })


class Policy:
    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        local = address.split("@")[0]
        if local == "nobody":
            return "550 5.1.1 no such user here"
        if local == "busy" or (local == "grey" and (envelope.mail_from, address) not in seen):
            seen.add((envelope.mail_from, address))
            return "451 4.7.1 greylisted, try again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 fine"

    async def handle_DATA(self, server, session, envelope):
        local = envelope.rcpt_tos[0].split("@")[0]
        if local == "spam":
            return "554 5.7.1 this looks like spam"
        if local != "lost":
            taken(envelope)
        if local == "hold":
            await asyncio.sleep(3600)
        if local in ("cut", "lost"):
            server.transport.abort()
        return "250 2.0.0 queued"


class Server(SMTP):
    def connection_made(self, transport):
        super().connection_made(transport)
        if not self._over_ssl:
            say({"connected": True})


def authenticate(server, session, envelope, mechanism, data):
    fine = (data.login.decode(), data.password.decode()) == (options["user"], options["password"])
    return AuthResult(success=fine, handled=False)


class Loopback(Controller):
    def factory(self):
        return Server(self.handler, **self.SMTP_kwargs)


def start():
    how = {}
    context = None
    if options["tls"] != "none":
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(options["certificate"], options["key"])
    if options["tls"] == "starttls":
        how.update(tls_context=context, require_starttls=True)
    if options.get("user"):
        how.update(authenticator=authenticate, auth_required=True, auth_require_tls=options["tls"] == "starttls")
    controller = Loopback(Policy(), hostname="127.0.0.1", port=options.get("port", 0), timeout=options.get("idle", 300),
                          ssl_context=context if options["tls"] == "tls" else None, **how)
    # Port 0 is any; the controller's own check of it cannot know which, so it is started by hand.
    controller.loop.run_until_complete(serve(controller))
    controller.loop.run_forever()


async def serve(controller):
    server = await controller._create_server()
    say({"port": server.sockets[0].getsockname()[1]})


def end_with_input():
    sys.stdin.read()
    import os
    os._exit(0)


threading.Thread(target=end_with_input, daemon=True).start()
start()

"""Checks messages as a receiver would, with the reference library of Standard Webhooks.

Reads JSON from standard input: {"secrets": [...], "fresh": bool, "messages": [{"id", "timestamp", "signature", "body"}]}.
Prints, for each message, how many of the secrets its signatures fit, as a JSON list. With "fresh" the library also
checks that the message was sent just now.
"""

import datetime
import json
import sys

from standardwebhooks import Webhook, WebhookVerificationError


def fits(secret, message, fresh):
    webhook = Webhook(secret)
    if fresh:
        headers = {"webhook-" + name: message[name] for name in ("id", "timestamp", "signature")}
        try:
            webhook.verify(message["body"], headers)
            return True
        except WebhookVerificationError:
            return False
    at = datetime.datetime.fromtimestamp(int(message["timestamp"]), tz=datetime.timezone.utc)
    return webhook.sign(message["id"], at, message["body"]) in message["signature"].split(" ")


given = json.load(sys.stdin)
print(json.dumps([sum(fits(secret, message, given["fresh"]) for secret in given["secrets"]) for message in given["messages"]]))

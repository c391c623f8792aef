"""Wrong signatures as Python makes them: `python habits.py`. One JSON object for each line, as in habits.json."""

import base64
import hashlib
import hmac
import json
from decimal import Decimal

CODE = "1tSa6uxz2nTwlaAmt38enA=="
KEY = "259af31fc2f74453b3a55739b21ae9ef"
REF, PROFILE, METHOD, AMOUNT = "23124654641", "777777", "PayAtFawry", Decimal("1580.5")


def say(case, request, observed, *causes):
    print(json.dumps({"case": case, "request": request, "observed": observed, "causes": causes}, ensure_ascii=False))


def sha(text):
    return hashlib.sha256(text if isinstance(text, bytes) else text.encode()).hexdigest()


def text(c=CODE, r=REF, p=PROFILE, m=METHOD, a=f"{AMOUNT:.2f}", k=KEY):
    return f"{c}{r}{p}{m}{a}{k}"


# Public integrations.
say("the mobile for the profile, no mail", "charge", sha(text(p="01234567891")), "field-replaced")
say("guest for the profile", "charge without profile", sha(text(p="guest")), "field-signed-not-sent")
say("code, reference, mail, amount", "charge without profile", sha(f"{CODE}{REF}a@example.com{AMOUNT:.2f}{KEY}"), "field-replaced")
say("a link by mail and amount", "checkoutLink", sha(f"{CODE}{REF}a@example.com161.00{KEY}"), "other-fields-hashed")
say("no reason", "refund", sha(f"{CODE}931337410362.50{KEY}"), "field-left-out")
say("no reason, raw amount", "refund", sha(f"{CODE}931337410{362.5}{KEY}"), "field-left-out", "amount-not-padded")
say("code in front of a notification", "notification", sha(f"{CODE}9708f1ce88001PAID840.50{KEY}"), "content-changed")
say("raw floats of a notification", "notification", sha(f"9701779708f1ce840.5835PAIDPAYATFAWRY88001{KEY}"), "amount-not-padded")

# What the language does.
say("the repr of bytes", "charge", sha(str(text().encode())), "line-end-appended")
say("the key as bytes", "charge", sha(text(k=KEY.encode())), "key-quoted")
say("the repr of a Decimal", "charge", sha(text(a=repr(AMOUNT))), "amount-as-given")
say("a tuple for the profile", "charge", sha(text(p=(PROFILE,))), "text-quoted")
say("a list joined by its repr", "charge", sha(str([CODE, REF, PROFILE, METHOD, f"{AMOUNT:.2f}", KEY])), "names-added")
say("a float", "charge", sha(text(a=float(AMOUNT))), "amount-not-padded")
say("%f", "charge", sha(text(a="%f" % AMOUNT)), "amount-wrong-decimals")
say("piastres", "charge", sha(text(a=int(AMOUNT * 100))), "amount-minor-units")
say("grouped", "charge", sha(text(a=f"{AMOUNT:,.2f}")), "amount-thousands-separators")
say("a Decimal with four decimals", "charge", sha(text(a=AMOUNT.quantize(Decimal("0.0001")))), "amount-wrong-decimals")
say("str of the digest", "charge", str(hashlib.sha256(text().encode()).digest()), "signature-altered")
say("SHA3-256 of a raw amount", "charge", hashlib.sha3_256(text(a=AMOUNT).encode()).hexdigest(), "amount-not-padded", "other-digest")
say("the hash's bytes hashed with the key", "charge", sha(hashlib.sha256(text(k="").encode()).digest() + KEY.encode()), "hashed-twice")
say("ASCII with escapes", "refund in Arabic", sha(json.dumps(f"{CODE}9313374101362.50المنتج تالف{KEY}")), "text-escaped", "line-end-appended")
say("ASCII, what is not replaced", "refund in Arabic", sha(f"{CODE}9313374101362.50المنتج تالف{KEY}".encode("ascii", "replace")), "other-charset")
say("XML entities", "refund in Arabic", sha(f"{CODE}9313374101362.50المنتج تالف{KEY}".encode("ascii", "xmlcharrefreplace")), "text-escaped")


def signed(message, secret="test-api-secret", encode=base64.b64encode):
    return encode(hmac.new(secret.encode(), message.encode(), hashlib.sha256).digest()).decode()


BODY = '{"orderId":"mv1GZnrG2l2022","totalPrice":10.00}'
say("json.dumps", "UPayments refund", signed('1718000000POSTcreate-refund{"orderId": "mv1GZnrG2l2022", "totalPrice": 10.0}'), "body-serialised-again")
say("the repr of a dict", "UPayments refund", signed("1718000000POSTcreate-refund{'orderId': 'mv1GZnrG2l2022', 'totalPrice': 10.0}"), "body-serialised-again")
say("a time with decimals", "UPayments refund", signed(f"{1718000000.0}POSTcreate-refund{BODY}"), "time-format")
say("sorted names of a refund", "Pay3 refund", signed("fiatAmount=0.02&requestId=9824649238&secret=test-secret", "test-secret"), "key-twice")

"""Clients of Python: `python python.py <client>`."""

import asyncio
import json
import logging
import pathlib
import sys

charge = json.loads(pathlib.Path(__file__).with_name("charge.json").read_text("utf-8"))
url = "http://127.0.0.1:8477/ECommerceWeb/Fawry/payments/charge"


def urllib3_client():
    import urllib3

    urllib3.PoolManager().request("POST", url, json=charge)


def httpx_client():
    import httpx

    httpx.post(url, json=charge)


def httpx_log():
    import httpx

    def log(request):
        logging.warning("%s %s %s %s", request.method, request.url, dict(request.headers), request.content)

    httpx.Client(event_hooks={"request": [log]}).post(url, json=charge)


def aiohttp_client():
    import aiohttp

    async def post():
        async with aiohttp.ClientSession() as session, session.post(url, json=charge) as answer:
            await answer.text()

    asyncio.run(post())


def requests_curl():
    """How `requests` objects are usually dumped."""
    import requests

    sent = requests.post(url, json=charge).request
    print("method:", sent.method)
    print("url:", sent.url)
    print("headers:", sent.headers)
    print("body:", sent.body)


{
    "urllib3": urllib3_client,
    "httpx": httpx_client,
    "httpx-log": httpx_log,
    "aiohttp": aiohttp_client,
    "requests-attributes": requests_curl,
}[sys.argv[1]]()

#!/usr/bin/env python3
"""Writes facts to a management server and reads them back, several threads at a time, and says what it was told.

    writer.py DATA-DIRECTORY NAME THREADS

So many threads write one fact that all writers share: each write is a revision of the site's document with one more
line in it, based on the revision that was just read, so that the newest document holds every line that was ever agreed
on, in order. As many write facts of which there are several, each overwritten again and again: what people are called.
One JSON object a line on the standard output, moments on the machine's monotonic clock in ns:

    {"op": "write", "line": NAME, "from": NS, "to": NS, "outcome": "agreed" | "refused" | "unknown", "revision": N}
    {"op": "read", "from": NS, "to": NS, "revision": N, "lines": [NAME...]}
    {"op": "call", "person": NAME, "value": VALUE, "from": NS, "to": NS, "outcome": AS-ABOVE, "version": N}
    {"op": "look", "start": OF-THE-SERVER, "from": NS, "to": NS, "people": {NAME: {"value": VALUE, "version": N}...}}

The version of a call is 0 when the answer did not say which it became. Ends when its standard input does; with no
threads, after one read and one look.
"""
import http.client
import json
import random
import sys
import threading
import time
import urllib.parse

BASE = """recorders:
  - node: r1
    address: 10.77.0.99:7400
cameras:
  - name: door
    url: rtsp://10.77.0.98/door
    recorder: r1
    priority: 0
"""
MARK = "# fact "
PEOPLE = ("anna", "bert", "carla", "dora")
TIMEOUT_SECONDS = 12

data, name, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
stopping = threading.Event()
telling = threading.Lock()


def tell(**said):
    with telling:
        print(json.dumps(said), flush=True)


def control_file():
    with open(data + "/control.json", encoding="utf-8") as file:
        return json.load(file)


def ask(method, path, body=None):
    """Status and body; raises OSError before it was sent, and Lost after it may have been."""
    control = control_file()
    url = urllib.parse.urlparse(control["url"])
    connection = http.client.HTTPConnection(url.hostname, url.port, timeout=TIMEOUT_SECONDS)
    try:
        connection.connect()
        headers = {"Authorization": "Bearer " + control["token"], "Content-Type": "application/json"}
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError) as failed:
            raise Lost(str(failed)) from failed
    finally:
        connection.close()


class Lost(Exception):
    pass


def lines(text):
    return [line[len(MARK):] for line in text.splitlines() if line.startswith(MARK)]


def read():
    began = time.monotonic_ns()
    status, said = ask("GET", "/api/config")
    if status != 200:
        return None
    tell(op="read", **{"from": began}, to=time.monotonic_ns(), revision=said["revision"], lines=lines(said["text"]))
    return said


def write(line, before):
    text = before["text"] if before["revision"] > 0 else BASE
    kept = [each if "priority:" not in each else "    priority: %d" % ((before["revision"] + 1) % 100)
            for each in text.splitlines()]
    text = "\n".join(kept + [MARK + line]) + "\n"
    order = {"file": "site.yaml", "text": text, "basedOn": before["revision"], "by": name, "note": line,
             "dryRun": False}
    began = time.monotonic_ns()
    outcome, revision = "unknown", -1
    try:
        status, said = ask("POST", "/api/config", order)
        if status == 200 and said.get("agreed"):
            outcome, revision = "agreed", said["revision"]
        elif said.get("code") != "LID-SITE-002":
            outcome = "refused"
        if outcome == "refused" and said.get("code") not in ("LID-CONF-001", "LID-SITE-001"):
            print(name, status, said, file=sys.stderr, flush=True)
    except OSError:
        outcome = "refused"
    except Lost:
        pass
    tell(op="write", line=line, **{"from": began}, to=time.monotonic_ns(), outcome=outcome, revision=revision)


def look():
    began = time.monotonic_ns()
    start = control_file()["url"]
    status, said = ask("GET", "/api/people")
    if status != 200 or control_file()["url"] != start:
        return None
    people = {each["name"]: {"value": each.get("fullName", ""), "version": each["version"]} for each in said}
    tell(op="look", start=start, **{"from": began}, to=time.monotonic_ns(), people=people)
    return people


def call(person, value):
    began = time.monotonic_ns()
    outcome, version = "unknown", 0
    try:
        status, said = ask("PATCH", "/api/people/" + person, {"name": person, "fullName": value})
        if status == 200:
            outcome, version = "agreed", said["version"] if said.get("fullName") == value else 0
        elif said.get("code") != "LID-SITE-002":
            outcome = "refused"
    except OSError:
        outcome = "refused"
    except Lost:
        pass
    tell(op="call", person=person, value=value, **{"from": began}, to=time.monotonic_ns(), outcome=outcome,
         version=version)


def share(number, chance, count):
    before = read()
    if before is not None:
        write("%s-%d-%d" % (name, number, count), before)


def rename(number, chance, count):
    people = look()
    person = chance.choice(PEOPLE)
    if people is not None and person in people:
        call(person, "%s-%d-%d" % (name, number, count))
    elif people is not None:
        ask("POST", "/api/people", {"name": person})


def work(what, number):
    chance = random.Random(name + what.__name__ + str(number))
    count = 0
    while not stopping.is_set():
        try:
            count += 1
            what(number, chance, count)
        except (OSError, Lost, ValueError, KeyError):
            pass
        stopping.wait(chance.uniform(0.02, 0.2))


def main():
    workers = [threading.Thread(target=work, args=(what, number)) for what in (share, rename)
               for number in range(threads)]
    for worker in workers:
        worker.start()
    print("ready", file=sys.stderr, flush=True)
    sys.stdin.read()
    stopping.set()
    for worker in workers:
        worker.join()
    while threads == 0 and not (read() and look()):
        time.sleep(0.1)


main()

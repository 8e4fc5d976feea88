#!/usr/bin/python3
"""A live encoder whose pictures say when they were taken and which they are: for who measures what a screen shows.

    live-encoder.py PORT /path=WIDTHxHEIGHT ...

Serves rtsp://127.0.0.1:PORT/path: H.264 at 25 pictures a second, one encoder a path whoever many watch it, so that all
get the same bytes. The top eighth of each picture is a code of 2 rows of 32 fields, white for 1, the first row first,
the highest bit first: 16 bits number of the picture, 40 bits of the system's clock in ms, 8 bits check (the sum of the
seven bytes before, plus 165). The rest moves, so that pictures cost what a camera's cost.
Says `ready` once it listens. Ends with its standard input.
Needs Debian's python3-gi, gir1.2-gst-rtsp-server-1.0, gstreamer1.0-plugins-base, -good and -bad (openh264enc).
"""
import sys
import threading
import time

import gi

for name in ("Gst", "GstRtspServer"):
    gi.require_version(name, "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

FIELDS = 32
SECOND_NS = 1_000_000_000
FRAME_NS = SECOND_NS // 25
BLACK, WHITE, GREY = b"\x10", b"\xeb", b"\x80"
BAR_PX = 16


class Picture:
    """Draws pictures of one size, I420."""

    def __init__(self, width, height):
        self.field = width // FIELDS
        self.lines = height // 16
        self.width, self.height = width, height
        self.margin = BLACK * (width - self.field * FIELDS)
        grey = bytes(0x50 + x * 80 // width for x in range(width))
        self.below = grey * (height - 2 * self.lines)
        self.chroma = GREY * (width * height // 2)

    def drawn(self, number, clock_ms):
        told = ((number & 0xFFFF) << 40 | clock_ms & 0xFFFFFFFFFF).to_bytes(7, "big")
        bits = f"{int.from_bytes(told + bytes([(sum(told) + 165) & 0xFF]), 'big'):064b}"
        rows = (bits[:FIELDS], bits[FIELDS:])
        code = b"".join(
            (b"".join((WHITE if bit == "1" else BLACK) * self.field for bit in row) + self.margin) * self.lines
            for row in rows
        )
        bar = (number * 4) % (self.width - BAR_PX)
        moving = self.below[: bar] + WHITE * BAR_PX
        below = b"".join((moving, self.below[len(moving):]))
        return code + below + self.chroma


class Encoder:
    """One path's pictures, drawn and encoded while anybody watches."""

    def __init__(self, width, height):
        self.picture = Picture(width, height)
        self.factory = GstRtspServer.RTSPMediaFactory()
        self.factory.set_shared(True)
        self.factory.set_launch(
            "( appsrc name=pictures is-live=true do-timestamp=true format=time block=true max-buffers=4"
            f" caps=video/x-raw,format=I420,width={width},height={height},framerate=25/1"
            " ! openh264enc gop-size=25 complexity=low bitrate=600000 rate-control=bitrate multi-thread=1"
            " ! video/x-h264,profile=constrained-baseline ! h264parse config-interval=-1"
            " ! rtph264pay name=pay0 pt=96 aggregate-mode=zero-latency )"
        )
        self.factory.connect("media-configure", self.configured)

    def configured(self, _factory, media):
        source = media.get_element().get_by_name("pictures")
        ended = threading.Event()
        media.connect("unprepared", lambda _media: ended.set())
        threading.Thread(target=self.draw, args=(source, ended), daemon=True).start()

    def draw(self, source, ended):
        begun = time.monotonic_ns()
        number = 0
        while not ended.is_set():
            due = begun + number * FRAME_NS
            wait = due - time.monotonic_ns()
            if wait > 0:
                time.sleep(wait / SECOND_NS)
            buffer = Gst.Buffer.new_wrapped(self.picture.drawn(number, time.time_ns() // 1_000_000))
            if source.emit("push-buffer", buffer) == Gst.FlowReturn.EOS:
                return
            number += 1


def main():
    port, *cameras = sys.argv[1:]
    Gst.init(None)
    server = GstRtspServer.RTSPServer(address="127.0.0.1", service=port)
    encoders = []
    for camera in cameras:
        path, size = camera.split("=", 1)
        width, height = size.split("x")
        encoders.append(Encoder(int(width), int(height)))
        server.get_mount_points().add_factory(path, encoders[-1].factory)
    if not server.attach(None):
        sys.exit(f"port {port} is in use")
    loop = GLib.MainLoop()
    threading.Thread(target=lambda: (sys.stdin.read(), loop.quit()), daemon=True).start()
    print("ready", flush=True)
    loop.run()


main()

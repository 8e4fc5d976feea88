#!/usr/bin/python3
"""A real player that is not ours, from GStreamer: takes samples out of RTSP and says how many came.

    player.py URL USER PASSWORD h264|h265 COUNT

Ends when so many samples came, or after 20 seconds, and prints how many. Needs Debian's python3-gi,
gir1.2-gstreamer-1.0, gstreamer1.0-plugins-good and -bad; glib-networking for rtsps.
"""
import sys

import gi

gi.require_version("Gst", "1.0")
from gi.repository import GLib, Gst  # noqa: E402

LONGEST_SECONDS = 20


def main():
    url, user, password, codec, count = sys.argv[1:]
    Gst.init(None)
    pipeline = Gst.parse_launch(
        f"rtspsrc name=source protocols=tcp tls-validation-flags=0 latency=200 "
        f"! rtp{codec}depay ! {codec}parse ! video/x-{codec},alignment=au ! fakesink name=sink signal-handoffs=true sync=true"
    )
    source = pipeline.get_by_name("source")
    source.set_property("location", url)
    source.set_property("user-id", user)
    source.set_property("user-pw", password)
    loop = GLib.MainLoop()
    taken = [0]

    def took(_sink, _buffer, _pad):
        taken[0] += 1
        if taken[0] >= int(count):
            loop.quit()

    def said(_bus, message):
        if message.type in (Gst.MessageType.ERROR, Gst.MessageType.EOS):
            print(message.get_structure(), file=sys.stderr)
            loop.quit()

    pipeline.get_by_name("sink").connect("handoff", took)
    bus = pipeline.get_bus()
    bus.add_signal_watch()
    bus.connect("message", said)
    GLib.timeout_add_seconds(LONGEST_SECONDS, loop.quit)
    pipeline.set_state(Gst.State.PLAYING)
    loop.run()
    pipeline.set_state(Gst.State.NULL)
    print(taken[0])


main()

#!/usr/bin/python3
"""A player of HLS that is not ours, from GStreamer: counts the frames of one playlist.

    hls-player.py hlsdemux|hlsdemux2 URL COUNT

Ends when so many frames came, at the end of the stream, or after 40 seconds, and prints how many frames came and
"end" when it was the stream's end. Frames are parsed, not decoded. Needs Debian's python3-gi, gir1.2-gstreamer-1.0,
gstreamer1.0-plugins-good (souphttpsrc, hlsdemux2) and -bad (hlsdemux); glib-networking for https.
"""
import sys

import gi

gi.require_version("Gst", "1.0")
from gi.repository import GLib, Gst  # noqa: E402

LONGEST_SECONDS = 40


def trust(element):
    if element.find_property("ssl-strict"):
        element.set_property("ssl-strict", False)


def main():
    demuxer, url, count = sys.argv[1:]
    Gst.init(None)
    pipeline = Gst.Pipeline.new("player")
    # The newer demuxer works within a bin that knows of streams only.
    if demuxer == "hlsdemux2":
        demux = Gst.ElementFactory.make("urisourcebin", "demux")
        demux.set_property("uri", url)
        demux.connect("source-setup", lambda _demux, source: trust(source))
        pipeline.add(demux)
    else:
        source = Gst.ElementFactory.make("souphttpsrc", "source")
        source.set_property("location", url)
        trust(source)
        demux = Gst.ElementFactory.make(demuxer, "demux")
        pipeline.add(source)
        pipeline.add(demux)
        source.link(demux)
    loop = GLib.MainLoop()
    taken = [0]
    ended = [False]

    def took(_sink, _buffer, _pad):
        taken[0] += 1
        if taken[0] >= int(count):
            loop.quit()

    def sink_for(pad):
        parse = Gst.ElementFactory.make("parsebin", None)
        pipeline.add(parse)
        parse.connect("pad-added", lambda _parse, made: play(made))
        parse.sync_state_with_parent()
        pad.link(parse.get_static_pad("sink"))

    def play(pad):
        sink = Gst.ElementFactory.make("fakesink", None)
        sink.set_property("signal-handoffs", True)
        sink.set_property("sync", True)
        sink.connect("handoff", took)
        pipeline.add(sink)
        sink.sync_state_with_parent()
        pad.link(sink.get_static_pad("sink"))

    def said(_bus, message):
        if message.type == Gst.MessageType.ERROR:
            error, more = message.parse_error()
            print(error, more, file=sys.stderr)
            loop.quit()
        elif message.type == Gst.MessageType.EOS:
            ended[0] = True
            loop.quit()

    demux.connect("pad-added", lambda _demux, pad: sink_for(pad))
    used = {demux.get_factory().get_name()}

    def added(_pipeline, _bin, made):
        used.add(made.get_factory().get_name())
        # The older one fetches by further sources.
        trust(made)

    pipeline.connect("deep-element-added", added)
    bus = pipeline.get_bus()
    bus.add_signal_watch()
    bus.connect("message", said)
    GLib.timeout_add_seconds(LONGEST_SECONDS, loop.quit)
    pipeline.set_state(Gst.State.PLAYING)
    loop.run()
    if demuxer not in used:
        sys.exit(f"played by {sorted(used)}, not by {demuxer}")
    print(taken[0], "end" if ended[0] else "", flush=True)
    pipeline.set_state(Gst.State.NULL)


main()

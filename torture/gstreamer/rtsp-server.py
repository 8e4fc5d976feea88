#!/usr/bin/python3
"""A real RTSP server that is not ours, from GStreamer: digest authentication, TCP or UDP as the client asks.

    rtsp-server.py PORT USER PASSWORD /path=/absolute/clip.mp4:h264|h265|jpeg ...

Says `ready` once it listens. A clip begins with the first client of its path and is sent once, at its own pace; let it
be longer than the test. Ends with its standard input, so that it never outlives who started it.
Needs Debian's python3-gi, gir1.2-gst-rtsp-server-1.0, gstreamer1.0-plugins-base, -good and -bad.
"""
import sys
import threading

import gi

for name in ("Gst", "GstRtsp", "GstRtspServer"):
    gi.require_version(name, "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

ROLE = "viewer"
PERMISSIONS = f"{ROLE}, media.factory.access=(boolean)true, media.factory.construct=(boolean)true"


def digest(user, password):
    authentication = GstRtspServer.RTSPAuth()
    authentication.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", ROLE)
    authentication.add_digest(user, password, token)
    return authentication


def factory(clip, codec):
    media = GstRtspServer.RTSPMediaFactory(shared=True)
    parse = "" if codec == "jpeg" else f" ! {codec}parse config-interval=-1"
    kind = 26 if codec == "jpeg" else 96
    media.set_launch(
        f"( filesrc location={clip} ! qtdemux name=d d.video_0 ! queue"
        f"{parse} ! rtp{codec}pay name=pay0 pt={kind} )"
    )
    media.add_role_from_structure(Gst.Structure.new_from_string(PERMISSIONS))
    return media


def main():
    port, user, password, *cameras = sys.argv[1:]
    Gst.init(None)
    server = GstRtspServer.RTSPServer(address="127.0.0.1", service=port)
    server.set_auth(digest(user, password))
    for camera in cameras:
        path, clip_and_codec = camera.split("=", 1)
        clip, codec = clip_and_codec.rsplit(":", 1)
        server.get_mount_points().add_factory(path, factory(clip, codec))
    if not server.attach(None):
        sys.exit(f"port {port} is in use")
    loop = GLib.MainLoop()
    threading.Thread(target=lambda: (sys.stdin.read(), loop.quit()), daemon=True).start()
    print("ready", flush=True)
    loop.run()


main()

package org.lidless.cameras;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lidless.footage.media.CompanionFrame;
import org.lidless.footage.recording.RecordingStatus.Track;
import org.lidless.footage.recording.TabletopRecorder;
import org.lidless.simulator.SideTrack;
import org.lidless.simulator.TabletopCamera;
import org.lidless.simulator.personality.Quirk;

/// Says what is not as it must be with what came beside a camera's pictures.
final class SoundRehearsal {

    /// What may still be on its way to a fragment in the end: what came after the last picture.
    private static final int UNFINISHED_MAX = 4;

    private SoundRehearsal() {}

    /// @param expected how the sound must fare
    /// @param tracks   how all of it fares
    static void compare(
            Quirk quirk,
            String expected,
            List<Track> tracks,
            TabletopCamera camera,
            TabletopRecorder recorder,
            List<String> faults)
            throws IOException {
        List<SideTrack> sent = quirk.personality().sideTracks();
        if (sent.size() != tracks.size()) {
            faults.add("sends " + sent.size() + " tracks beside its pictures, and " + tracks.size() + " are told of");
            return;
        }
        for (int track = 0; track < sent.size(); track++) {
            boolean isAudio = sent.get(track).media().equals("audio");
            String wanted = isAudio ? expected : "arriving";
            String standing = tracks.stream()
                    .filter(each -> each.isAudio() == isAudio)
                    .map(Track::standing)
                    .findFirst()
                    .orElse("nothing");
            if (!standing.equals(wanted)) {
                faults.add("track " + track + " is " + standing + ", not " + wanted);
            }
            // Sound without a picture is beside nothing.
            boolean isAlone = quirk.name().equals("picture-stops");
            if (!isAlone && (wanted.equals("arriving") || wanted.equals("silent"))) {
                frames(track, isAudio, camera, recorder, faults);
            }
        }
    }

    private static void frames(
            int track, boolean isAudio, TabletopCamera camera, TabletopRecorder recorder, List<String> faults)
            throws IOException {
        List<byte[]> offered = camera.offeredBeside(track);
        List<byte[]> came = recorder.companions(isAudio).stream()
                .map(each -> bytes(each.bytes()))
                .toList();
        if (offered.size() < 10 || !same(offered, came)) {
            faults.add("track " + track + ": " + offered.size() + " frames were offered, " + came.size() + " came");
            return;
        }
        List<byte[]> cut = new ArrayList<>();
        recorder.fragments().stream()
                .flatMap(each -> each.samples().stream())
                .flatMap(each -> each.companions().stream())
                .filter(each -> each.of().codec().isAudio() == isAudio)
                .map(CompanionFrame::bytes)
                .forEach(each -> cut.add(bytes(each)));
        if (came.size() - cut.size() > UNFINISHED_MAX
                || !same(came.subList(0, Math.min(cut.size(), came.size())), cut)) {
            faults.add("track " + track + ": " + came.size() + " frames came, " + cut.size() + " went to fragments");
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] all = new byte[buffer.remaining()];
        buffer.duplicate().get(all);
        return all;
    }

    private static boolean same(List<byte[]> some, List<byte[]> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!Arrays.equals(some.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }
}

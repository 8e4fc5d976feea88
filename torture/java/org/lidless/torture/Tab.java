package org.lidless.torture;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.lidless.checker.Coding;
import org.lidless.checker.FoundStamp;

/// What a browser's tab is sent of live pictures (docs/formats/live.md): each frame by the number that the
/// simulated camera has put into it.
final class Tab implements WebSocket.Listener {

    private static final int HEAD_BYTES = 64;
    private static final int VIDEO = 2;
    private static final int MESSAGE_BYTES_MAX = 4 << 20;

    private final List<String> cameras;
    private final Map<String, List<Seen>> frames = new TreeMap<>();
    private final Map<String, String> afters = new ConcurrentHashMap<>();
    private final List<String> words = new CopyOnWriteArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private volatile boolean isCutOff;
    private ByteBuffer binary = ByteBuffer.allocate(MESSAGE_BYTES_MAX);

    /// @param atNs     when it came
    /// @param sequence the frame's number; -1 when none was found in it
    record Seen(long atNs, long sequence, String recorder) {}

    Tab(List<String> cameras) {
        this.cameras = List.copyOf(cameras);
        cameras.forEach(camera -> frames.put(camera, new CopyOnWriteArrayList<>()));
    }

    /// What names the frame that was shown last, for whoever goes on behind it; nothing before the first.
    String after(String camera) {
        return afters.getOrDefault(camera, "");
    }

    List<Seen> frames(String camera) {
        return frames.getOrDefault(camera, List.of());
    }

    /// Whether its socket has ended.
    boolean isCutOff() {
        return isCutOff;
    }

    /// It has another socket from now on.
    void goesOn() {
        isCutOff = false;
        binary.clear();
        text.setLength(0);
    }

    /// Everything that was told, but for what is told all the time.
    List<String> words(String kind) {
        return words.stream()
                .filter(each -> each.contains("\"tell\":\"" + kind + "\""))
                .toList();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            words.add(text.toString());
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        binary.put(part);
        if (last) {
            binary.flip();
            if (binary.get(1) == VIDEO) {
                seen(binary);
            }
            binary.clear();
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        isCutOff = true;
        words.add("closed: " + status + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        isCutOff = true;
        words.add("failed: " + failure);
    }

    /// What came, in short.
    @Override
    public String toString() {
        var said = new StringBuilder();
        frames.forEach((camera, seen) -> said.append(camera)
                .append(": ")
                .append(seen.size())
                .append(" frames, the last ")
                .append(seen.isEmpty() ? "none" : seen.getLast())
                .append("; "));
        words.stream()
                .skip(Math.max(0, words.size() - 12))
                .forEach(each -> said.append('\n').append(each));
        return said.toString();
    }

    private void seen(ByteBuffer message) {
        byte[] recorder = new byte[message.get(3)];
        message.get(HEAD_BYTES, recorder);
        int at = HEAD_BYTES + recorder.length;
        at += message.getInt(at) + 8;
        byte[] sample = new byte[message.limit() - at];
        message.get(at, sample);
        long sequence = FoundStamp.in(sample, Coding.H264)
                .or(() -> FoundStamp.in(sample, Coding.H265))
                .map(FoundStamp::sequence)
                .orElse(-1L);
        String camera = cameras.get(message.getInt(4) - 1);
        afters.put(
                camera,
                String.format(
                        Locale.ROOT,
                        ",\"after\":{\"run\":\"%016x\",\"number\":%d,\"hash\":\"%016x\",\"captureUs\":%d,\"axisUs\":%d}",
                        message.getLong(32),
                        message.getLong(40),
                        message.getLong(48),
                        message.getLong(8),
                        message.getLong(16)));
        frames.getOrDefault(camera, new ArrayList<>())
                .add(new Seen(System.nanoTime(), sequence, new String(recorder, StandardCharsets.US_ASCII)));
    }

    /// What is wrong with the order of a camera's frames: nothing missing, nothing twice.
    List<String> faults(String camera) {
        List<String> faults = new ArrayList<>();
        long before = -1;
        for (Seen each : frames(camera)) {
            if (before >= 0 && each.sequence() != before + 1) {
                faults.add(camera + ": frame " + each.sequence() + " of " + each.recorder() + " came behind " + before);
            }
            before = each.sequence();
        }
        return faults;
    }

    /// The longest time without a new frame since a moment, ms.
    long longestWaitMillis(String camera, long sinceNs) {
        long longest = 0;
        long before = sinceNs;
        for (Seen each : frames(camera)) {
            if (each.atNs() > sinceNs) {
                longest = Math.max(longest, each.atNs() - before);
                before = each.atNs();
            }
        }
        return longest / 1_000_000;
    }
}

package org.lidless.footage.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.domain.CameraSource;
import org.lidless.footage.media.rtsp.CameraLessons;
import org.lidless.footage.media.rtsp.SessionMark;
import org.lidless.world.Chance;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a recorder remembers of its cameras over its own restart: a small file in the data directory, for its user's
/// eyes only (`docs/formats/camera-memory.md`). It may be deleted at any time, and then costs a minute at a camera that
/// still counts a dead session.
///
/// What was learnt of a camera holds for its address and credentials alone, so that a password that was corrected is
/// tried at once. [#keep] belongs to one thread; any may ask [#of].
final class CameraMemories {

    static final String FILE = "cameras";

    private static final String HEAD = "lidless-cameras 1 ";
    private static final int BYTES_MAX = 4 << 20;
    private static final int WORDS = 7;
    private static final Logger LOG = LoggerFactory.getLogger(CameraMemories.class);

    private final Disk disk;
    private final Path directory;
    private final String salt;
    private final SortedMap<String, CameraMemory> known;
    private String written;

    private CameraMemories(
            Disk disk, Path directory, String salt, SortedMap<String, CameraMemory> known, String written) {
        this.disk = disk;
        this.directory = directory;
        this.salt = salt;
        this.known = known;
        this.written = written;
    }

    /// What was kept; nothing when there is no file, or none that can be understood.
    static CameraMemories load(Disk disk, Path directory, Chance chance) {
        var known = new TreeMap<String, CameraMemory>();
        String fresh = HexFormat.of().toHexDigits(chance.bits());
        try {
            String text = new String(disk.readWhole(directory.resolve(FILE), BYTES_MAX), UTF_8);
            String[] lines = text.split("\n", -1);
            if (lines[0].startsWith(HEAD)) {
                for (int i = 1; i < lines.length; i++) {
                    read(lines[i].split(" ", -1), known);
                }
                return new CameraMemories(disk, directory, lines[0].substring(HEAD.length()), known, text);
            }
            LOG.warn("{} cannot be understood and is begun anew.", directory.resolve(FILE));
        } catch (NoSuchFileException none) {
            LOG.debug("nothing is remembered of any camera");
        } catch (IOException | IllegalArgumentException damaged) {
            LOG.warn("{} cannot be read and is begun anew: {}", directory.resolve(FILE), damaged.toString());
        }
        return new CameraMemories(disk, directory, fresh, new TreeMap<>(), "");
    }

    private static void read(String[] words, SortedMap<String, CameraMemory> into) {
        if (words.length != WORDS) {
            return;
        }
        Optional<SessionMark> left = words[5].isEmpty()
                ? Optional.empty()
                : Optional.of(new SessionMark(URLDecoder.decode(words[5], UTF_8), URLDecoder.decode(words[6], UTF_8)));
        into.put(
                words[0] + " " + words[1],
                new CameraMemory(
                        new CameraLessons(left, words[2].equals("1"), false),
                        Math.max(0, Integer.parseInt(words[3])),
                        Long.parseLong(words[4])));
    }

    /// What is known of a camera at this address with these credentials.
    CameraMemory of(CameraSource camera) {
        return known.getOrDefault(key(camera), CameraMemory.NONE);
    }

    /// Of how many cameras something is known.
    int known() {
        return known.size();
    }

    /// Remembers this from now on; says so in the log when it cannot be written.
    void keep(Map<CameraSource, CameraMemory> memories) {
        var lines = new TreeMap<String, String>();
        memories.forEach((camera, memory) -> {
            if (!memory.equals(CameraMemory.NONE)) {
                String key = key(camera);
                lines.put(key, key + " " + words(memory) + "\n");
            }
        });
        String text = HEAD + salt + "\n" + String.join("", lines.values());
        if (text.equals(written) || (lines.isEmpty() && written.isEmpty())) {
            return;
        }
        try {
            write(text);
        } catch (IOException failed) {
            LOG.warn("{} cannot be written: {}", directory.resolve(FILE), failed.toString());
        }
        written = text;
    }

    private static String words(CameraMemory memory) {
        CameraLessons lessons = memory.lessons();
        return String.format(
                Locale.ROOT,
                "%d %d %d %s %s",
                lessons.breaksOnGetParameter() ? 1 : 0,
                memory.refused(),
                memory.refusedAtUs(),
                lessons.left().map(each -> URLEncoder.encode(each.url(), UTF_8)).orElse(""),
                lessons.left().map(each -> URLEncoder.encode(each.id(), UTF_8)).orElse(""));
    }

    private void write(String text) throws IOException {
        Path fresh = directory.resolve(FILE + ".new");
        if (disk.exists(fresh)) {
            disk.delete(fresh);
        }
        try (DiskFile file = disk.createPrivate(fresh)) {
            file.write(new ByteBuffer[] {ByteBuffer.wrap(text.getBytes(UTF_8))}, 0);
            file.force();
        }
        disk.rename(fresh, directory.resolve(FILE));
    }

    /// The stream, and a salted hash of where and as whom it is called.
    private String key(CameraSource camera) {
        String who = camera.credentials()
                .map(each -> each.user() + "\n" + each.password())
                .orElse("");
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256")
                    .digest((salt + "\n" + camera.address() + "\n" + who).getBytes(UTF_8));
            return camera.stream() + " " + HexFormat.of().formatHex(sum, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}

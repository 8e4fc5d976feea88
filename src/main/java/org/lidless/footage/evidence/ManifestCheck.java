package org.lidless.footage.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.lidless.domain.TimeSpan;
import org.lidless.world.Disk;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Tells whether an export is as it was handed out: the signature fits the manifest, each movie is the one that
/// the manifest names, and a ZIP has no byte that does not follow from them. Needs the files and nothing else.
/// One thread.
public final class ManifestCheck {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOVIES_MAX = 10_000;

    private final SignedFiles files;
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, Integer> crcs = new LinkedHashMap<>();

    private ManifestCheck(SignedFiles files) {
        this.files = files;
    }

    /// What a manifest says, and what is wrong.
    ///
    /// @param signer     thumbprint of the key that signed it; empty when no signature fits
    /// @param stamped    when a time stamp authority saw it, and which: as it says itself
    /// @param node       which node exported
    /// @param exportedAt when, RFC 3339
    /// @param askedBy    who asked for it
    /// @param cameras    whose footage
    /// @param gaps       how many stretches are missing in it
    /// @param wrong      in words; empty when the export is as it was handed out
    public record Result(
            Optional<String> signer,
            Optional<String> stamped,
            String node,
            String exportedAt,
            String askedBy,
            List<String> cameras,
            int gaps,
            List<String> wrong) {

        public Result {
            cameras = List.copyOf(cameras);
            wrong = List.copyOf(wrong);
        }

        /// The cameras as a person reads them.
        public String camera() {
            return String.join(", ", cameras);
        }
    }

    /// Whether a file has a manifest in it or beside it.
    public static boolean hasManifest(Disk disk, Path file) {
        return ZippedFiles.isZip(file)
                || disk.exists(SignedFiles.Beside.manifest(file))
                || disk.exists(SignedFiles.Beside.signature(file));
    }

    /// Whether it is a ZIP, of which nothing else can be checked.
    public static boolean isArchive(Path file) {
        return ZippedFiles.isZip(file);
    }

    /// Checks a ZIP, or the manifest beside a movie and all movies that it names.
    ///
    /// @param file     the ZIP, or the first movie
    /// @param expected thumbprint of the key that must have signed; empty when any may have
    /// @throws IOException when something cannot be read
    public static Result check(Disk disk, Path file, Optional<String> expected) throws IOException {
        if (!ZippedFiles.isZip(file)) {
            try (SignedFiles beside = new SignedFiles.Beside(disk, file)) {
                return new ManifestCheck(beside).check(Optional.of(String.valueOf(file.getFileName())), expected);
            }
        }
        ZippedFiles zip;
        try {
            zip = ZippedFiles.open(disk, file);
        } catch (IOException unreadable) {
            return nothing(List.of("the ZIP was changed: " + unreadable.getMessage()));
        }
        try (zip) {
            return new ManifestCheck(zip).check(Optional.empty(), expected);
        }
    }

    private static Result nothing(List<String> wrong) {
        return new Result(Optional.empty(), Optional.empty(), "", "", "", List.of(), 0, wrong);
    }

    private Result check(Optional<String> first, Optional<String> expected) throws IOException {
        if (files.length(files.manifest()).isEmpty()) {
            return nothing(List.of("the manifest " + files.manifest() + " is missing"));
        }
        byte[] json = files.paper(files.manifest());
        Optional<Jws.Signed> signed = signed(json);
        Optional<String> signer = signed.map(Jws.Signed::signer);
        if (expected.isPresent() && !expected.equals(signer)) {
            wrong.add("it was not signed by the key " + expected.get());
        }
        Optional<String> stamped = signed.flatMap(each -> each.stamp().map(token -> stamped(token, json)));
        JsonNode manifest;
        try {
            manifest = JSON.readTree(json);
        } catch (JacksonException garbled) {
            wrong.add("the manifest is no JSON: " + garbled.getOriginalMessage());
            return nothing(wrong);
        }
        // Before version 2 a manifest was of one camera.
        Iterable<JsonNode> cameras = manifest.has("cameras") ? manifest.path("cameras") : List.of(manifest);
        movies(cameras, first);
        papers(manifest);
        whole(manifest);
        List<String> names = new ArrayList<>();
        int gaps = 0;
        for (JsonNode camera : cameras) {
            String stream = camera.path("stream").asString("main");
            names.add(camera.path("camera").asString("") + (stream.equals("main") ? "" : "/" + stream));
            for (JsonNode part : camera.path("stretches")) {
                gaps += part.path("kind").asString("").equals("gap") ? 1 : 0;
            }
            if (signer.isEmpty()) {
                wrong.addAll(StretchCheck.unaccounted(manifest, camera));
            }
        }
        return new Result(
                signer,
                stamped,
                manifest.path("node").asString(""),
                manifest.path("exportedAt").asString(""),
                manifest.path("askedBy").path("who").asString(""),
                names,
                gaps,
                wrong);
    }

    private Optional<Jws.Signed> signed(byte[] json) throws IOException {
        if (files.length(files.signature()).isEmpty()) {
            wrong.add("the signature " + files.signature() + " is missing");
            return Optional.empty();
        }
        try {
            return Optional.of(Jws.read(files.text(files.signature()), json));
        } catch (GeneralSecurityException unfit) {
            wrong.add("the manifest was changed after it was signed: " + unfit.getMessage());
            return Optional.empty();
        }
    }

    private String stamped(byte[] token, byte[] json) {
        try {
            return TimeStamp.read(token, json).toString();
        } catch (IOException unfit) {
            wrong.add("its time stamp does not fit: " + unfit.getMessage());
            return "";
        }
    }

    private void movies(Iterable<JsonNode> cameras, Optional<String> first) throws IOException {
        boolean isNamed = first.isEmpty();
        int seen = 0;
        for (JsonNode camera : cameras) {
            for (JsonNode each : camera.path("movies")) {
                String name = each.path("file").asString("");
                if (name.isEmpty() || name.contains("/") || name.contains("\\") || seen++ >= MOVIES_MAX) {
                    wrong.add("the manifest names a movie \"" + name + "\", which cannot be");
                    return;
                }
                isNamed |= first.isPresent() && name.equals(first.get());
                movie(name, each);
            }
        }
        if (!isNamed) {
            wrong.add("the manifest does not name " + first.orElse(""));
        }
    }

    private void movie(String name, JsonNode named) throws IOException {
        Optional<Long> length = files.length(name);
        if (length.isEmpty()) {
            wrong.add("the movie " + name + " is missing");
            return;
        }
        Seal seal = SealReader.of(files, name);
        boolean hasCrc = named.has("crc32");
        crcs.put(name, hasCrc ? crc(named) : seal.crc32());
        if (seal.sha256().toString().equals(named.path("sha256").asString(""))
                && samePieces(seal, named)
                && (!hasCrc || crc(named) == seal.crc32())) {
            return;
        }
        String where = SealReader.difference(seal, length.get(), named);
        wrong.add("the movie " + name + " was changed: it is not the one that the manifest names" + where);
    }

    private static int crc(JsonNode named) {
        try {
            return Integer.parseUnsignedInt(named.path("crc32").asString("0"), 16);
        } catch (NumberFormatException noNumber) {
            return 0;
        }
    }

    private static boolean samePieces(Seal seal, JsonNode named) {
        if (!named.has("pieces")) {
            return true;
        }
        List<String> pieces = new ArrayList<>();
        named.path("pieces").forEach(each -> pieces.add(each.asString("")));
        return pieces.equals(seal.pieces().stream().map(Object::toString).toList());
    }

    private void papers(JsonNode manifest) throws IOException {
        for (JsonNode each : manifest.path("papers")) {
            String name = each.path("file").asString("");
            if (files.length(name).isEmpty()) {
                wrong.add("the file " + name + " is missing");
            } else if (!SealReader.of(files, name)
                    .sha256()
                    .toString()
                    .equals(each.path("sha256").asString(""))) {
                wrong.add("the file " + name + " was changed");
            }
        }
    }

    /// A ZIP: nothing else may be in it, and it must be laid out as its files say.
    private void whole(JsonNode manifest) throws IOException {
        if (!(files instanceof ZippedFiles zip) || !wrong.isEmpty()) {
            return;
        }
        List<String> known = new ArrayList<>(List.of(zip.manifest(), zip.signature()));
        manifest.path("cameras")
                .forEach(camera -> camera.path("movies")
                        .forEach(movie -> known.add(movie.path("file").asString(""))));
        manifest.path("papers").forEach(each -> known.add(each.path("file").asString("")));
        List<Integer> sums = new ArrayList<>();
        for (String name : zip.all().orElseThrow().keySet()) {
            if (!known.contains(name)) {
                wrong.add("the file " + name + " was put into the ZIP");
                return;
            }
            sums.add(crcs.containsKey(name) ? crcs.get(name) : crc(zip.paper(name)));
        }
        zip.differs(askedAtUs(manifest), sums).ifPresent(place -> wrong.add(place + " was changed"));
    }

    private static int crc(byte[] paper) {
        CRC32 crc = new CRC32();
        crc.update(paper);
        return (int) crc.getValue();
    }

    private static long askedAtUs(JsonNode manifest) {
        try {
            return TimeSpan.micros(
                    Instant.parse(manifest.path("askedBy").path("at").asString("")));
        } catch (DateTimeException noMoment) {
            return 0;
        }
    }
}

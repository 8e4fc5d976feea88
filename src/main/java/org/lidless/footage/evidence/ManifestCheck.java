package org.lidless.footage.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.Sha256;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Tells whether an export is as it was handed out: the signature fits the manifest, and each movie is the one that the
/// manifest names. Needs the files and nothing else. One thread.
public final class ManifestCheck {

    private static final int MANIFEST_BYTES_MAX = 64 << 20;
    private static final int SIGNATURE_BYTES_MAX = 20_000;
    private static final int PIECE_BYTES = 1 << 20;
    private static final int MOVIES_MAX = 10_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ManifestCheck() {}

    /// What a manifest says, and what is wrong.
    ///
    /// @param signer     thumbprint of the key that signed it; empty when no signature fits
    /// @param node       which node exported
    /// @param exportedAt when, RFC 3339
    /// @param camera     whose footage
    /// @param gaps       how many stretches are missing in it
    /// @param wrong      in words; empty when the export is as it was handed out
    public record Result(
            Optional<String> signer, String node, String exportedAt, String camera, int gaps, List<String> wrong) {

        public Result {
            wrong = List.copyOf(wrong);
        }
    }

    /// Whether a movie has a manifest beside it.
    public static boolean hasManifest(Disk disk, Path movie) {
        return disk.exists(ExportManifest.file(movie)) || disk.exists(ExportManifest.signature(movie));
    }

    /// Checks the manifest beside a movie, and all movies that it names.
    ///
    /// @param movie    the first of them
    /// @param expected thumbprint of the key that must have signed; empty when any may have
    /// @throws IOException when something cannot be read
    public static Result check(Disk disk, Path movie, Optional<String> expected) throws IOException {
        List<String> wrong = new ArrayList<>();
        Path file = ExportManifest.file(movie);
        if (!disk.exists(file)) {
            wrong.add("the manifest " + file.getFileName() + " is missing");
            return new Result(Optional.empty(), "", "", "", 0, wrong);
        }
        byte[] json = disk.readWhole(file, MANIFEST_BYTES_MAX);
        Optional<String> signer = signer(disk, movie, json, wrong);
        if (expected.isPresent() && !expected.equals(signer)) {
            wrong.add("it was not signed by the key " + expected.get());
        }
        try {
            JsonNode manifest = JSON.readTree(json);
            movies(disk, movie, manifest, wrong);
            int gaps = 0;
            for (JsonNode part : manifest.path("stretches")) {
                gaps += part.path("kind").asString("").equals("gap") ? 1 : 0;
            }
            return new Result(
                    signer,
                    manifest.path("node").asString(""),
                    manifest.path("exportedAt").asString(""),
                    manifest.path("camera").asString(""),
                    gaps,
                    wrong);
        } catch (JacksonException garbled) {
            wrong.add("the manifest is no JSON: " + garbled.getOriginalMessage());
            return new Result(signer, "", "", "", 0, wrong);
        }
    }

    private static Optional<String> signer(Disk disk, Path movie, byte[] json, List<String> wrong) throws IOException {
        Path file = ExportManifest.signature(movie);
        if (!disk.exists(file)) {
            wrong.add("the signature " + file.getFileName() + " is missing");
            return Optional.empty();
        }
        try {
            String jws = new String(disk.readWhole(file, SIGNATURE_BYTES_MAX), StandardCharsets.US_ASCII).strip();
            return Optional.of(Jws.signer(jws, json));
        } catch (GeneralSecurityException unfit) {
            wrong.add("the manifest was changed after it was signed: " + unfit.getMessage());
            return Optional.empty();
        }
    }

    private static void movies(Disk disk, Path first, JsonNode manifest, List<String> wrong) throws IOException {
        boolean isNamed = false;
        int seen = 0;
        for (JsonNode each : manifest.path("movies")) {
            String name = each.path("file").asString("");
            if (name.isEmpty() || name.contains("/") || name.contains("\\") || seen++ >= MOVIES_MAX) {
                wrong.add("the manifest names a movie \"" + name + "\", which cannot be");
                return;
            }
            isNamed |= name.equals(String.valueOf(first.getFileName()));
            movie(disk, first.resolveSibling(name), each, wrong);
        }
        if (!isNamed) {
            wrong.add("the manifest does not name " + first.getFileName());
        }
    }

    private static void movie(Disk disk, Path file, JsonNode named, List<String> wrong) throws IOException {
        if (!disk.exists(file)) {
            wrong.add("the movie " + file.getFileName() + " is missing");
            return;
        }
        if (!hash(disk, file).toString().equals(named.path("sha256").asString(""))) {
            wrong.add("the movie " + file.getFileName() + " was changed: it is not the one that the manifest names");
        }
    }

    /// SHA-256 of all bytes of a file.
    public static Sha256 hash(Disk disk, Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every Java has SHA-256", never);
        }
        ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
        try (DiskFile open = disk.openToRead(file)) {
            long at = 0;
            while (open.read(piece.clear(), at) > 0) {
                at += piece.position();
                digest.update(piece.flip());
            }
        }
        return new Sha256(digest.digest());
    }
}

package org.lidless.wire.node;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.wire.Json;
import org.lidless.wire.ProblemReport;
import org.lidless.world.DiskFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a recorder gives its peers by HTTP: its pools, bytes of catalogues and segments, and the release of copies.
final class FootageRoutes {

    /// The length of the file that an answer is a part of.
    static final String WHOLE_LENGTH = "Lidless-Whole-Length";

    private static final Logger LOG = LoggerFactory.getLogger(FootageRoutes.class);
    private static final String POOLS = "/node/v1/pools";

    /// Requests that may be at the disks at a time; a hanging disk holds so many threads and no more.
    private static final int READS_MAX = 8;

    private static final long WAIT_MILLIS = 2_000;

    private final FootageDesk desk;
    private final Semaphore reads = new Semaphore(READS_MAX);

    FootageRoutes(FootageDesk desk) {
        this.desk = desk;
    }

    void configure(RoutesConfig routes) {
        routes.get(POOLS, context -> json(context, atDisk(() -> FootageJson.pools(desk.pools()))));
        routes.get(POOLS + "/{pool}/catalogue/{writer}/{file}", this::catalogue);
        routes.get(POOLS + "/{pool}/segments/<file>", this::segment);
        routes.post(POOLS + "/{pool}/release", this::release);
        routes.exception(ProblemException.class, (known, context) -> refuse(context, known));
        routes.exception(NoSuchFileException.class, (none, context) -> context.status(404));
        routes.exception(IOException.class, (failed, context) -> {
            LOG.warn(
                    "{} A peer's {} {} failed",
                    ProblemCode.POOL_ERROR.code(),
                    context.method(),
                    context.path(),
                    failed);
            refuse(
                    context,
                    ProblemCode.POOL_ERROR.because(
                            "The holder could not read it (" + failed.getMessage() + ").",
                            "Away: it is not known to be lost.",
                            "Look at the holder's status."));
        });
        routes.exception(RuntimeException.class, (bug, context) -> {
            LOG.error("{} answering {} {}", ProblemCode.BUG.code(), context.method(), context.path(), bug);
            refuse(
                    context,
                    ProblemCode.BUG.because(
                            "The holder could not answer.",
                            "Safe: recording does not depend on this request.",
                            "Please report this with the holder's log."));
        });
    }

    private void catalogue(Context context) throws IOException {
        PoolId pool = pool(context);
        NodeId writer = name(context, "writer", NodeId::new);
        String file = SegmentPath.catalogue(context.pathParam("file"));
        long from = from(context);
        byte[] part = atDisk(() -> {
            try (DiskFile open = desk.openCatalogue(pool, writer, file)) {
                context.header(WHOLE_LENGTH, Long.toString(open.size()));
                return read(open, new ByteRange(from, ByteRange.BYTES_MAX));
            }
        });
        bytes(context, part);
    }

    private static long from(Context context) {
        String from = Optional.ofNullable(context.queryParam("from")).orElse("0");
        if (!from.matches("\\d{1,18}")) {
            throw wrong("\"from\" is no place in a file.");
        }
        return Long.parseLong(from);
    }

    private void segment(Context context) throws IOException {
        PoolId pool = pool(context);
        String file = SegmentPath.segment("segments/" + context.pathParam("file"));
        ByteRange range = ByteRange.parse(
                        Optional.ofNullable(context.header("Range")).orElse("bytes=0-"))
                .orElseThrow(() -> wrong("Only one range from a first byte on can be answered."));
        long[] whole = new long[1];
        byte[] part = atDisk(() -> {
            try (DiskFile open = desk.openSegment(pool, file)) {
                whole[0] = open.size();
                return read(open, range);
            }
        });
        if (part.length == 0) {
            context.status(416).header("Content-Range", "bytes */" + whole[0]);
            return;
        }
        long last = range.from() + part.length - 1;
        context.status(206).header("Content-Range", "bytes " + range.from() + "-" + last + "/" + whole[0]);
        bytes(context, part);
    }

    /// What is there of a range: perhaps less, nothing behind the end.
    private static byte[] read(DiskFile file, ByteRange range) throws IOException {
        long there = Math.clamp(file.size() - range.from(), 0, range.count());
        ByteBuffer part = ByteBuffer.allocate((int) there);
        while (part.hasRemaining() && file.read(part, range.from() + part.position()) > 0) {
            // until it is full or the file ends
        }
        return part.hasRemaining() ? Arrays.copyOf(part.array(), part.position()) : part.array();
    }

    private void release(Context context) throws IOException {
        PoolId pool = pool(context);
        NodeId asker = context.attribute(PeerSocket.PEER);
        List<BroughtHome> copies;
        try {
            copies = FootageJson.readCopies(context.bodyAsBytes());
        } catch (IllegalArgumentException notAsked) {
            throw wrong("The body names no copies: " + notAsked.getMessage() + ".");
        }
        copies.forEach(each -> SegmentPath.segment(each.file()));
        if (asker == null) {
            throw wrong("It is not known who asks.");
        }
        json(context, atDisk(() -> FootageJson.released(desk.release(asker, pool, copies))));
    }

    private static PoolId pool(Context context) {
        return name(context, "pool", PoolId::new);
    }

    private static <T> T name(Context context, String parameter, Function<String, T> noun) {
        try {
            return noun.apply(context.pathParam(parameter));
        } catch (IllegalArgumentException noName) {
            throw wrong(noName.getMessage() + ".");
        }
    }

    private static ProblemException wrong(String what) {
        return ProblemCode.REQUEST_REFUSED.because(
                what, "Safe: nothing was read.", "Ask for what the catalogue names.");
    }

    /// Something that may have to wait for a disk.
    private interface AtDisk {
        byte[] run() throws IOException;
    }

    private byte[] atDisk(AtDisk work) throws IOException {
        boolean mayRead;
        try {
            mayRead = reads.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            mayRead = false;
        }
        if (!mayRead) {
            throw ProblemCode.POOL_STALLED.because(
                    "The holder's disks are busy with other requests.",
                    "Away: it is there, and cannot be read now.",
                    "Nothing: it is asked for again.");
        }
        try {
            return work.run();
        } finally {
            reads.release();
        }
    }

    private static void json(Context context, byte[] body) {
        context.contentType("application/json").result(body);
    }

    private static void bytes(Context context, byte[] body) {
        context.contentType("application/octet-stream").result(body);
    }

    private static void refuse(Context context, ProblemException refused) {
        int status = switch (refused.problem().kind()) {
            case REQUEST -> 400;
            case WORLD -> 503;
            case BUG -> 500;
        };
        context.status(status)
                .contentType("application/problem+json")
                .result(Json.encode(ProblemReport.of(refused.problem())));
    }
}

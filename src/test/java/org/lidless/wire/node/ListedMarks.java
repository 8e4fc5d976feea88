package org.lidless.wire.node;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;
import org.lidless.footage.timeline.alignment.SampleMark;
import org.lidless.world.DiskFile;
import org.lidless.world.World;

/// A recorder whose durable marks are lists and whose one pool is a directory.
class ListedMarks implements FootageDesk {

    static final PoolId MAIN = new PoolId("main");

    final List<String> released = new CopyOnWriteArrayList<>();
    final List<String> opened = new CopyOnWriteArrayList<>();
    private final Map<StreamId, List<SampleMark>> durable = new ConcurrentHashMap<>();
    private final NodeId self;
    private final Path pool;

    ListedMarks(NodeId self, Path pool) {
        this.self = self;
        this.pool = pool;
    }

    void became(StreamId stream, List<SampleMark> marks) {
        durable.computeIfAbsent(stream, first -> Collections.synchronizedList(new ArrayList<>()))
                .addAll(marks);
    }

    @Override
    public MarkFeed marks(StreamId stream) {
        List<SampleMark> all = durable.getOrDefault(stream, List.of());
        return (place, max) -> {
            synchronized (all) {
                int from = Math.clamp(place, 0, all.size());
                int to = Math.min(all.size(), from + max);
                return Given.batch(stream, self, List.copyOf(all.subList(from, to)), to);
            }
        };
    }

    @Override
    public List<PoolReport> pools() {
        return List.of(new PoolReport(
                MAIN,
                "00112233445566ff",
                true,
                List.of(new PoolReport.CatalogueFile(self, "2026-11-22.cat", 5_000_000_000L))));
    }

    @Override
    public DiskFile openCatalogue(PoolId of, NodeId writer, String file) throws IOException {
        return open(of, "catalogue/" + writer + "/" + file);
    }

    @Override
    public DiskFile openSegment(PoolId of, String file) throws IOException {
        return open(of, file);
    }

    private DiskFile open(PoolId of, String file) throws IOException {
        if (!of.equals(MAIN)) {
            throw new NoSuchFileException(of.value());
        }
        opened.add(file);
        return World.real().disk().openToRead(pool.resolve(file));
    }

    @Override
    public List<String> release(NodeId asker, PoolId of, List<BroughtHome> copies) {
        copies.forEach(each -> released.add(asker + " " + of + " " + each.file() + " " + each.sha256()));
        return copies.stream().map(BroughtHome::file).toList();
    }

    Map<StreamId, List<SampleMark>> all() {
        return new TreeMap<>(durable);
    }
}

package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps another node's pool in this node's index: its catalogue files, fetched by whoever can, are handed in piece by
/// piece. Its rows stand beside those of this node's own pools; where the footage itself is, only [SegmentRow#pool]
/// tells.
///
/// Ask [#wants] with what files there are, fetch that, [#take] it, and ask again until it wants nothing. The index
/// remembers how far it got, so a new mirror of the same pool goes on. A pool that became shorter, or another one under
/// the same name, is forgotten and begun again.
///
/// One thread. Rows of segments that are still open over there stay open: where they end, only the file can tell.
public final class CatalogueMirror {

    /// Fetch this much at a time, or up to the file's end, bytes. It holds the longest frame twice, so that a piece of
    /// this length without
    /// one is damage to be stepped over.
    public static final int PIECE_BYTES = 256 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(CatalogueMirror.class);

    /// The next piece that is wanted of a file.
    ///
    /// @param file path inside the remote pool
    /// @param from the first byte
    public record Want(String file, long from) {}

    private final TableIndex index;
    private final PoolId remote;
    /// How far each file has been looked at, beyond what could be taken over.
    private final Map<String, Long> looked = new TreeMap<>();

    /// Lengths as they were told last. A file that gives nothing more is asked for again only when it has grown.
    private final Map<String, Long> told = new TreeMap<>();

    private final SortedMap<String, Long> applied = new TreeMap<>();

    /// @param remote   the pool as this node calls it: [PoolId#of]
    /// @param identity of the remote pool; rows of another pool that had the name before are dropped
    public CatalogueMirror(TableIndex index, PoolId remote, String identity) {
        this.index = index;
        this.remote = remote;
        index.attach(remote, identity);
        index.bury(remote);
        applied.putAll(index.applied(remote));
    }

    /// How much of each file the index reflects, by path inside the remote pool.
    public Map<String, Long> applied() {
        return Map.copyOf(applied);
    }

    /// What to fetch next. Of each node's files only the oldest that is not read to its end: the order in which a node
    /// wrote matters.
    ///
    /// @param lengths of all catalogue files that the remote pool has, by path inside it
    public List<Want> wants(Map<String, Long> lengths) {
        if (hasLess(lengths)) {
            LOG.info("the catalogues of pool {} are not what they were: it is read again", remote);
            beginAgain();
        }
        told.clear();
        told.putAll(lengths);
        Map<NodeId, Want> oldest = new TreeMap<>();
        lengths.keySet().stream()
                .flatMap(file -> CatalogueName.parseFile(file).stream())
                .sorted()
                .forEach(name -> {
                    String file = name.file();
                    long seen = Math.max(applied.getOrDefault(file, 0L), looked.getOrDefault(file, 0L));
                    if (seen < lengths.getOrDefault(file, 0L)) {
                        oldest.putIfAbsent(name.node(), new Want(file, applied.getOrDefault(file, 0L)));
                    }
                });
        return new ArrayList<>(oldest.values());
    }

    private void beginAgain() {
        index.forget(remote);
        applied.clear();
        looked.clear();
    }

    private boolean hasLess(Map<String, Long> lengths) {
        return applied.entrySet().stream().anyMatch(seen -> lengths.getOrDefault(seen.getKey(), -1L) < seen.getValue());
    }

    /// Takes over the whole frames in a piece of a catalogue file.
    ///
    /// @param file  path inside the remote pool
    /// @param from  place of the piece's first byte; a piece that does not begin where the index has got to is
    ///              left alone
    /// @param bytes from there on, whatever was there; read, and not kept
    /// @return how much of the file the index reflects now: the next piece begins there
    public long take(String file, long from, ByteBuffer bytes) {
        CatalogueName name = CatalogueName.parseFile(file)
                .orElseThrow(() -> new IllegalArgumentException("\"" + file + "\" is no catalogue's name"));
        long seen = applied.getOrDefault(file, 0L);
        if (from != seen) {
            return seen;
        }
        looked.put(file, from + bytes.remaining());
        try {
            return takeOver(name, from, bytes);
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory cannot be read", impossible);
        }
    }

    /// Whether entries that came behind this file's have been taken over.
    private boolean isLate(CatalogueName name) {
        return applied.keySet().stream()
                .flatMap(file -> CatalogueName.parseFile(file).stream())
                .anyMatch(other -> other.node().equals(name.node()) && other.compareTo(name) > 0);
    }

    private long takeOver(CatalogueName name, long from, ByteBuffer bytes) throws IOException {
        HandedBytes file = new HandedBytes(from, bytes);
        if (from == 0 && CatalogueScan.front(file) == CatalogueScan.Front.LATER) {
            return 0;
        }
        List<CatalogueRecord> entries = new ArrayList<>();
        long begin = Math.max(from, CatalogueScan.MAGIC_BYTES);
        long end = CatalogueScan.walk(file, begin, new CatalogueScan.Visitor() {
            @Override
            public void frame(long start, long stop, List<CatalogueRecord> added) {
                entries.addAll(added);
            }

            @Override
            public void damaged(long start, long stop) {
                LOG.warn("pool {}: {} bytes of {} are no entry", remote, stop - start, name.file());
            }
        });
        if (end == begin && bytes.remaining() >= PIECE_BYTES) {
            end = file.size() - CatalogueScan.FRAME_BYTES_MAX;
        }
        if (!entries.isEmpty() && isLate(name)) {
            LOG.warn("pool {} hands out {} behind later files: it is read again", remote, name.file());
            beginAgain();
            return 0;
        }
        if (end == begin) {
            looked.merge(name.file(), told.getOrDefault(name.file(), 0L), Math::max);
            return from;
        }
        index.apply(remote, name, from, end, entries);
        applied.put(name.file(), end);
        return end;
    }
}

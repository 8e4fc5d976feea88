package org.lidless.node;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.StreamId;
import org.lidless.footage.recording.Recorder;
import org.lidless.footage.recording.WatermarkFeed;
import org.lidless.footage.storage.CatalogueListing;
import org.lidless.footage.storage.EvidenceLocks;
import org.lidless.footage.storage.Pool;
import org.lidless.footage.storage.SegmentName;
import org.lidless.footage.timeline.RingTail;
import org.lidless.node.settings.Settings;
import org.lidless.node.settings.Settings.PoolSetting;
import org.lidless.wire.node.BroughtHome;
import org.lidless.wire.node.FootageDesk;
import org.lidless.wire.node.MarkFeed;
import org.lidless.wire.node.PoolReport;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What this recorder gives its peers: marks of what became durable, its pools' catalogues and segments.
final class RecorderDesk implements FootageDesk {

    private static final Logger LOG = LoggerFactory.getLogger(RecorderDesk.class);

    private final Disk disk;
    private final Recorder recorder;
    private final EvidenceLocks locks;
    private final Map<PoolId, PoolSetting> pools = new TreeMap<>();

    RecorderDesk(Disk disk, Settings.Recording settings, Recorder recorder, EvidenceLocks locks) {
        this.disk = disk;
        this.recorder = recorder;
        this.locks = locks;
        settings.pools().forEach(pool -> pools.put(pool.pool(), pool));
    }

    @Override
    public MarkFeed marks(StreamId stream) {
        WatermarkFeed feed = recorder.watermarks(stream);
        return (place, max) -> {
            WatermarkFeed.Batch batch = feed.next(place, max);
            return new MarkFeed.Batch(batch.watermark(), batch.nextPlace());
        };
    }

    @Override
    public RingTail tail(StreamId stream) {
        return recorder.tail(stream);
    }

    @Override
    public List<PoolReport> pools() {
        List<PoolReport> reports = new ArrayList<>();
        for (PoolSetting pool : pools.values()) {
            try {
                CatalogueListing listing = CatalogueListing.of(disk, pool.path());
                reports.add(new PoolReport(
                        pool.pool(),
                        listing.identity(),
                        pool.shared(),
                        listing.files().stream()
                                .map(file -> new PoolReport.CatalogueFile(file.writer(), file.name(), file.bytes()))
                                .toList()));
            } catch (IOException away) {
                LOG.debug("pool {} is not told of: it is not there now", pool.pool(), away);
            }
        }
        return reports;
    }

    @Override
    public DiskFile openCatalogue(PoolId pool, NodeId writer, String file) throws IOException {
        return CatalogueListing.open(disk, directory(pool), writer, file);
    }

    @Override
    public DiskFile openSegment(PoolId pool, String file) throws IOException {
        SegmentName name = SegmentName.parse(file).orElseThrow(() -> new NoSuchFileException(file));
        return disk.openToRead(directory(pool).resolve(name.file()));
    }

    @Override
    public List<String> release(NodeId asker, PoolId pool, List<BroughtHome> copies) throws IOException {
        Pool open = recorder.pool(pool).orElseThrow(() -> new IOException("pool " + pool + " is not open now"));
        List<String> gone = new ArrayList<>();
        for (BroughtHome copy : copies) {
            SegmentName name = SegmentName.parse(copy.file()).orElseThrow(() -> new NoSuchFileException(copy.file()));
            if (locks.mayLeaveTo(asker, pool, name) && open.releaseCopy(name, copy.sha256())) {
                gone.add(copy.file());
            }
        }
        LOG.info("recorder {} has {} segments at home now; {} copies were let go", asker, copies.size(), gone.size());
        return gone;
    }

    private Path directory(PoolId pool) throws IOException {
        PoolSetting setting = pools.get(pool);
        if (setting == null) {
            throw new NoSuchFileException("there is no pool " + pool + " here");
        }
        return setting.path();
    }
}

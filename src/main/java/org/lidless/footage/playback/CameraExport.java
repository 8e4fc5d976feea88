package org.lidless.footage.playback;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;
import org.lidless.footage.evidence.Seal;
import org.lidless.footage.timeline.SampleReader;
import org.lidless.footage.timeline.Stretch;
import org.lidless.footage.timeline.Timeline;
import org.lidless.world.World;

/// One camera's part of an export: a movie, or several where the camera changed its encoding. One thread.
final class CameraExport {

    /// Changes of encoding in one export, at most.
    static final int FILES_MAX = 100;

    private final ExportRequest request;
    private final StreamId stream;
    private final World world;
    private final Timeline timeline;
    private final Outlet outlet;
    private final MovieExport.Watch watch;
    private final List<ExportResult.Movie> movies = new ArrayList<>();
    private final List<Stretch.Have> recorded = new ArrayList<>();
    private final List<Stretch.Missing> gaps = new ArrayList<>();
    private final List<Stretch.Away> away = new ArrayList<>();
    private long written;

    CameraExport(
            ExportRequest request,
            StreamId stream,
            World world,
            Timeline timeline,
            Outlet outlet,
            MovieExport.Watch watch) {
        this.request = request;
        this.stream = stream;
        this.world = world;
        this.timeline = timeline;
        this.outlet = outlet;
        this.watch = watch;
    }

    /// All of it; or less, when the watch said to stop.
    ExportResult run() throws IOException {
        try (SampleReader reader = timeline.read(stream, request.span())) {
            ItemFeed feed = new ItemFeed(reader);
            do {
                if (!movie(feed)) {
                    return result();
                }
            } while (feed.hasMore() && movies.size() < FILES_MAX);
            if (feed.hasMore()) {
                throw new IOException("the camera changed its encoding " + FILES_MAX + " times in this span");
            }
        }
        if (movies.isEmpty()) {
            nothing();
        }
        return result();
    }

    /// @return whether to go on
    private boolean movie(ItemFeed feed) throws IOException {
        boolean[] goesOn = {true};
        String name = nameOf(movies.size() + 1);
        MovieExport movie = new MovieExport(feed, outlet.begin(name), (timeUs, bytes) -> {
            goesOn[0] = watch.reached(timeUs, written + bytes);
            return goesOn[0];
        });
        Optional<MovieExport.Made> made = movie.run(world.clock().wallUs());
        if (made.isEmpty()) {
            // Without a single sample it is no movie.
            outlet.drop();
            return goesOn[0];
        }
        MovieExport.Made one = made.get();
        Seal seal = outlet.end();
        Path file = request.isArchive() ? request.file() : request.file().resolveSibling(name);
        movies.add(new ExportResult.Movie(name, file, one.startUs(), one.endUs(), one.samples(), one.bytes(), seal));
        written += one.bytes();
        recorded.addAll(movie.recorded());
        gaps.addAll(movie.gaps());
        away.addAll(movie.away());
        return true;
    }

    /// Not one sample: what is known instead.
    private void nothing() {
        for (Stretch stretch : timeline.of(stream, request.span())) {
            switch (stretch) {
                case Stretch.Missing missing -> gaps.add(missing);
                case Stretch.Away gone -> away.add(gone);
                case Stretch.Have have -> {}
            }
        }
    }

    private ExportResult result() {
        return new ExportResult(stream, movies, recorded, gaps, away);
    }

    /// In a ZIP `gate.mp4`, `gate (2).mp4`; no camera has a parenthesis in its name. Else as it was asked for,
    /// then `NAME-2.mp4` and so on.
    private String nameOf(int number) {
        if (request.isArchive()) {
            String kind =
                    stream.kind() == StreamKind.MAIN ? "" : "-" + stream.kind().word();
            return stream.camera() + kind + (number == 1 ? "" : " (" + number + ")") + ".mp4";
        }
        String name = String.valueOf(request.file().getFileName());
        if (number == 1) {
            return name;
        }
        int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        return name.substring(0, dot) + "-" + number + name.substring(dot);
    }
}

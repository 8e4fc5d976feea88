package org.lidless.footage.storage;

import java.util.ArrayList;
import java.util.List;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;

/// When a node owned a stream, as far as the catalogues say.
///
/// @param span µs; ends at [SegmentRow#OPEN_END_US] when neither a release nor a later epoch is known
public record OwnershipRow(StreamId stream, Epoch epoch, NodeId owner, TimeSpan span) {

    /// Cuts each where the first later epoch begins; what is empty then was never owned.
    ///
    /// @param rows by epoch
    static List<OwnershipRow> inTurn(List<OwnershipRow> rows) {
        List<OwnershipRow> cut = new ArrayList<>();
        for (OwnershipRow row : rows) {
            long toUs = rows.stream()
                    .filter(other -> row.epoch().isBefore(other.epoch()))
                    .mapToLong(other -> other.span().fromUs())
                    .reduce(row.span().toUs(), Math::min);
            if (toUs > row.span().fromUs()) {
                cut.add(new OwnershipRow(
                        row.stream(),
                        row.epoch(),
                        row.owner(),
                        new TimeSpan(row.span().fromUs(), toUs)));
            }
        }
        return List.copyOf(cut);
    }
}

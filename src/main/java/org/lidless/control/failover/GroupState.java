package org.lidless.control.failover;

import java.util.List;
import org.lidless.control.site.GroupName;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;

/// How a failover group is now, and what it could still bear.
///
/// @param group     its name
/// @param primaries its recorders that are no standbys
/// @param standbys  its standbys
/// @param used      standbys that stand in for somebody
/// @param lost      its recorders that are lost
/// @param stranded  its cameras that nobody records
/// @param unguarded its cameras that want a shadow and have none
/// @param wouldDrop its cameras that nobody would record if their present recorder failed alone
public record GroupState(
        GroupName group,
        List<NodeId> primaries,
        List<NodeId> standbys,
        List<NodeId> used,
        List<NodeId> lost,
        List<CameraId> stranded,
        List<CameraId> unguarded,
        List<CameraId> wouldDrop) {

    public GroupState {
        primaries = List.copyOf(primaries);
        standbys = List.copyOf(standbys);
        used = List.copyOf(used);
        lost = List.copyOf(lost);
        stranded = List.copyOf(stranded);
        unguarded = List.copyOf(unguarded);
        wouldDrop = List.copyOf(wouldDrop);
    }

    /// PROTECTED: as planned. AT_RISK: it stands, but a spare is used or lost, or another failure would cost footage.
    /// EXPOSED: cameras are not recorded.
    public enum Standing {
        PROTECTED("protected"),
        AT_RISK("at risk"),
        EXPOSED("exposed");

        private final String word;

        Standing(String word) {
            this.word = word;
        }

        /// As people and programs read it.
        public String word() {
            return word;
        }
    }

    public Standing standing() {
        if (!stranded.isEmpty()) {
            return Standing.EXPOSED;
        }
        boolean isWhole = used.isEmpty() && lost.isEmpty();
        return isWhole && unguarded.isEmpty() && wouldDrop.isEmpty() ? Standing.PROTECTED : Standing.AT_RISK;
    }
}

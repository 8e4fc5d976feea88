package org.lidless.footage.playback;

import java.io.IOException;
import java.util.List;

/// Whoever says beside an export what it is, so that it can be shown later that nobody has changed it. The node
/// supplies
/// it; the export's thread calls.
public interface Proof {

    /// Nothing is said.
    Proof NONE = (request, results) -> new Papers(new byte[0], new byte[0], List.of());

    /// The movies are whole.
    ///
    /// @param results one for each camera, in the order asked for
    Papers of(ExportRequest request, List<ExportResult> results) throws IOException;

    /// What lies beside the movies; what is empty does not. Others are for a ZIP only.
    final class Papers {

        private final byte[] manifest;
        private final byte[] signature;
        private final List<Paper> others;

        public Papers(byte[] manifest, byte[] signature, List<Paper> others) {
            this.manifest = manifest.clone();
            this.signature = signature.clone();
            this.others = List.copyOf(others);
        }

        byte[] manifest() {
            return manifest.clone();
        }

        byte[] signature() {
            return signature.clone();
        }

        List<Paper> others() {
            return others;
        }
    }

    /// A small file.
    final class Paper {

        private final String name;
        private final byte[] bytes;

        public Paper(String name, byte[] bytes) {
            this.name = name;
            this.bytes = bytes.clone();
        }

        public String name() {
            return name;
        }

        public byte[] bytes() {
            return bytes.clone();
        }
    }
}

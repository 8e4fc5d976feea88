package org.lidless.footage.recording;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/// How much direct memory this JVM may use for rings.
final class RingMemory {

    /// Left for receive buffers, for what writers and those who help them gather in, and for the JDK itself, bytes.
    private static final long RESERVE_BYTES = 96L << 20;

    private RingMemory() {}

    /// The wish, or what the JVM's bound (`-XX:MaxDirectMemorySize`, else the heap's) leaves.
    static long allowed(long wishedBytes) {
        var options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        long bound = Long.parseLong(options.getVMOption("MaxDirectMemorySize").getValue());
        long direct = bound > 0 ? bound : Runtime.getRuntime().maxMemory();
        return Math.min(wishedBytes, Math.max(direct / 2, direct - RESERVE_BYTES));
    }
}

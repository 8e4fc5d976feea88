package org.lidless.control.consensus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Keeps the entries that it was given, in order: what a history is checked against.
final class ListReplica implements Replica {

    private final List<String> entries = new ArrayList<>();
    private long lastIndex = -1;
    private int restored;

    @Override
    public synchronized void apply(long index, byte[] entry) {
        if (index <= lastIndex) {
            throw new IllegalStateException("index " + index + " after " + lastIndex);
        }
        String text = new String(entry, StandardCharsets.UTF_8);
        if (text.equals("poison")) {
            throw new IllegalArgumentException("not understood");
        }
        lastIndex = index;
        entries.add(text);
    }

    @Override
    public synchronized byte[] snapshot() {
        return String.join("\n", entries).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void restore(long index, byte[] snapshot) {
        entries.clear();
        entries.addAll(new String(snapshot, StandardCharsets.UTF_8).lines().toList());
        lastIndex = index;
        restored++;
    }

    synchronized List<String> entries() {
        return List.copyOf(entries);
    }

    synchronized int restored() {
        return restored;
    }
}

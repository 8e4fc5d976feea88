package org.lidless.footage.media.mp4;

import java.util.Arrays;

/// Integers that grow at the end: a sample table while it is being made.
final class IntTable {

    private int[] values = new int[256];
    private int size;

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.multiplyExact(size, 2));
        }
        values[size++] = value;
    }

    /// Adds a value to run lengths: pairs of count and value.
    void addRun(int value) {
        if (size >= 2 && values[size - 1] == value) {
            values[size - 2]++;
        } else {
            add(1);
            add(value);
        }
    }

    int size() {
        return size;
    }

    int get(int index) {
        return values[index];
    }

    void write(BoxWriter out) {
        for (int i = 0; i < size; i++) {
            out.u32(values[i]);
        }
    }
}

package org.lidless.control.failover;

import org.lidless.control.site.CameraProfile;
import org.lidless.control.site.Capacity;

/// What a recorder carries.
///
/// @param records   cameras that it records
/// @param shadows   cameras that it shadows
/// @param kilobits  a second that it receives
/// @param ringBytes memory that its rings take
public record Load(int records, int shadows, long kilobits, long ringBytes) {

    static final Load NONE = new Load(0, 0, 0, 0);

    Load plusRecord(CameraProfile camera) {
        return new Load(records + 1, shadows, kilobits + camera.kilobits(), ringBytes + camera.ringBytes());
    }

    Load plusShadow(CameraProfile camera) {
        return new Load(records, shadows + 1, kilobits + camera.kilobits(), ringBytes + camera.ringBytes());
    }

    Load minusRecord(CameraProfile camera) {
        return new Load(records - 1, shadows, kilobits - camera.kilobits(), ringBytes - camera.ringBytes());
    }

    Load minusShadow(CameraProfile camera) {
        return new Load(records, shadows - 1, kilobits - camera.kilobits(), ringBytes - camera.ringBytes());
    }

    int cameras() {
        return records + shadows;
    }

    /// Whether it records no more cameras than it may.
    public boolean writesWithin(Capacity most) {
        return most.streams().isEmpty() || records <= most.streams().getAsInt();
    }

    /// Whether it receives no more than its link and memory bear.
    public boolean receivesWithin(Capacity most) {
        boolean link = most.kilobits().isEmpty() || kilobits <= most.kilobits().getAsLong();
        boolean memory =
                most.ringBytes().isEmpty() || ringBytes <= most.ringBytes().getAsLong();
        return link && memory;
    }

    boolean fits(Capacity most) {
        return writesWithin(most) && receivesWithin(most);
    }
}

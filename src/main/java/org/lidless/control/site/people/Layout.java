package org.lidless.control.site.people;

/// Pictures arranged as somebody likes them, in the console's own words.
///
/// @param owner   who made it
/// @param name    what they call it; unique among theirs
/// @param shared  whether everybody sees it
/// @param text    JSON, not looked into
/// @param version rises with each change
public record Layout(PersonName owner, String name, boolean shared, String text, long version) {

    public static final int CHARS_MAX = 16_384;

    public Layout {
        new CameraGroupName(name);
        if (text.length() > CHARS_MAX) {
            throw new IllegalArgumentException("a layout has at most " + CHARS_MAX + " characters");
        }
    }

    /// What it is found by.
    public Key key() {
        return new Key(owner, name);
    }

    /// Whose, and which.
    public record Key(PersonName owner, String name) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int byOwner = owner.compareTo(other.owner);
            return byOwner != 0 ? byOwner : name.compareTo(other.name);
        }
    }
}

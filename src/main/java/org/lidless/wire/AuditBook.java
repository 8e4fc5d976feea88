package org.lidless.wire;

/// Where what people do is written down that no [Control] is asked for: signing in, looking at pictures, rights.
/// Any thread.
public interface AuditBook {

    /// Nothing is written down: for tests, and for nodes that no person reaches.
    AuditBook NONE = new AuditBook() {
        @Override
        public void write(Asker who, String act, String subject, String outcome) {}

        @Override
        public void viewed(Asker who, String act, String subject) {}
    };

    /// Writes a record; it is durable when this returns.
    ///
    /// @param act     a word of docs/formats/audit.md, such as `signed-in`
    /// @param subject what it is about
    /// @param outcome `done`, or `refused` and a problem's code
    /// @throws org.lidless.domain.ProblemException `AUDIT_UNWRITABLE`: then it must not be done
    void write(Asker who, String act, String subject, String outcome);

    /// Somebody looks at something: one record for the same in a minute. Never fails, and keeps no picture
    /// waiting: what cannot be written now is written before the next record.
    ///
    /// @param act     `live-viewed` or `footage-viewed`
    /// @param subject the camera, and for stored footage the span
    void viewed(Asker who, String act, String subject);
}

package org.lidless.demo;

/// What became of one camera.
///
/// @param camera     its name
/// @param protection how it was kept safe, as management said before the first kill
/// @param sent       distinct frames that it offered to at least one session from the first "recording" to the stop
/// @param archived   distinct ones of them that are in the export, whole
/// @param twice      surplus copies in the export
/// @param wrong      samples of the export that are out of order, or that no camera sent
/// @param takeovers  one for each kill of its owner
/// @param merged     whether its footage is at home, all of it
record CameraVerdict(
        String camera,
        String protection,
        long sent,
        long archived,
        long twice,
        long wrong,
        Takeovers takeovers,
        boolean merged) {

    long lost() {
        return sent - archived;
    }

    boolean isGood() {
        return sent > 0 && lost() == 0 && twice == 0 && wrong == 0 && merged;
    }
}

package org.lidless.demo;

/// What the checker counted for one camera.
///
/// @param camera     its name
/// @param encoding   codec, and whether its frames carry a stamp
/// @param sent       distinct frames that the camera offered to at least one session, from the first "recording" on
/// @param archived   distinct ones of them in the export
/// @param inGap      missing ones inside the one stored gap `recorder-down`
/// @param lost       missing ones anywhere else
/// @param twice      surplus copies
/// @param wrong      frames out of order, damaged, or never sent
/// @param gapSeconds length of the stored gap
/// @param gaps       stored gaps inside the export
record CameraVerdict(
        String camera,
        String encoding,
        long sent,
        long archived,
        long inGap,
        long lost,
        long twice,
        long wrong,
        double gapSeconds,
        int gaps) {

    /// Whether nothing is missing but what the one gap explains.
    boolean isGood() {
        return sent > 0 && archived > 0 && lost == 0 && twice == 0 && wrong == 0 && gaps == 1;
    }
}

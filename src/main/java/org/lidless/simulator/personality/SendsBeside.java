package org.lidless.simulator.personality;

import java.util.List;
import java.util.function.UnaryOperator;
import org.lidless.footage.media.rtsp.RtspMessage.Request;
import org.lidless.simulator.Personality;
import org.lidless.simulator.SideTrack;

/// Sends sound or metadata beside its pictures.
///
/// @param sideTracks what it sends
/// @param toSetup    what becomes of a SETUP of one of them
/// @param says       makes its description of a good one
record SendsBeside(List<SideTrack> sideTracks, Reaction toSetup, UnaryOperator<String> says) implements Personality {

    SendsBeside {
        sideTracks = List.copyOf(sideTracks);
    }

    static SendsBeside of(SideTrack... tracks) {
        return new SendsBeside(List.of(tracks), new Reaction.Ordinary(), good -> good);
    }

    /// The same, but it answers so to SETUP of anything but its pictures.
    SendsBeside answering(Reaction reaction) {
        return new SendsBeside(sideTracks, reaction, says);
    }

    /// The same, but it describes itself otherwise.
    SendsBeside saying(UnaryOperator<String> other) {
        return new SendsBeside(sideTracks, toSetup, other);
    }

    @Override
    public Reaction onRequest(Request request) {
        boolean isBeside = request.method().equals("SETUP") && request.uri().matches(".*/track[2-9]/?");
        return isBeside ? toSetup : new Reaction.Ordinary();
    }

    @Override
    public String description(String good) {
        return says.apply(good);
    }
}

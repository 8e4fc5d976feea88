package org.lidless.wire.node;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.Heartbeat;
import org.lidless.domain.HeartbeatChange;
import org.lidless.domain.NodeId;
import org.lidless.domain.StreamId;
import org.lidless.domain.WitnessReport;

/// One text message between nodes; [MessageJson] says how it is written. Marks travel as [MarkBytes].
sealed interface Message {

    /// The version that this program speaks.
    int PROTOCOL = 1;

    /// The first message in each direction.
    ///
    /// @param protocol the version that the sender speaks
    /// @param node     who it is; must be what its certificate says
    /// @param boot     names the start of its process
    record Hello(int protocol, NodeId node, long boot) implements Message {

        public Hello {
            Objects.requireNonNull(node);
        }
    }

    /// A recorder is alive: the first of its heartbeats on a connection.
    record Beat(Heartbeat heartbeat) implements Message {}

    /// It is still alive: each later one, as what is other than in the one before on this connection.
    record BeatAgain(HeartbeatChange change) implements Message {}

    /// What a recorder has seen of another.
    record Witnessed(WitnessReport report) implements Message {}

    /// Everything that the recorder is to do.
    record Assigned(AssignmentList list) implements Message {}

    /// Asks for the time.
    ///
    /// @param token tells questions apart; the asker's own
    record ClockAsked(long token) implements Message {}

    /// @param token  of the question
    /// @param timeUs  the answering node's site time when it answered, µs since 1970
    /// @param counts  whether others are to go by it: a management server that does not lead says no
    record ClockAnswered(long token, long timeUs, boolean counts) implements Message {

        ClockAnswered(long token, long timeUs) {
            this(token, timeUs, true);
        }
    }

    /// What is there of these streams in the recorder's rings? Each question has a number of the asker's choice.
    record Look(SortedMap<Integer, Wish> wishes) implements Message {

        public Look {
            wishes = Collections.unmodifiableSortedMap(new TreeMap<>(wishes));
        }
    }

    /// The samples of these streams are wanted, besides those that are sent already; each under a number, and
    /// what was wanted under that number before is not any more.
    record Tail(SortedMap<Integer, Wish> wishes) implements Message {

        public Tail {
            wishes = Collections.unmodifiableSortedMap(new TreeMap<>(wishes));
        }
    }

    /// Something of a stream's ring.
    ///
    /// @param from of a look: site time from which on, µs; of a tail: place of the ring to begin at, -1 for the
    /// newest
    ///             key sample, -2 for no more of it
    record Wish(StreamId stream, long from) {

        /// Most wishes that one link carries.
        static final int WISHES_MAX = 8_192;
    }

    /// The streams whose marks are wanted from now on: the whole truth.
    ///
    /// @param places where to begin with each that is not told already; those that are go on
    record Wanted(SortedMap<StreamId, Long> places) implements Message {

        /// Most streams that one link carries.
        static final int STREAMS_MAX = 4_096;

        public Wanted {
            places = Collections.unmodifiableSortedMap(new TreeMap<>(places));
            if (places.size() > STREAMS_MAX) {
                throw new IllegalArgumentException(places.size() + " streams on one link, more than " + STREAMS_MAX);
            }
        }
    }
}

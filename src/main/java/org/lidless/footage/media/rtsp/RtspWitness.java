package org.lidless.footage.media.rtsp;

/// Listens to a conversation with a camera, in its order. Called by the loop that feeds the client.
public interface RtspWitness {

    /// Hears nothing.
    RtspWitness NONE = new RtspWitness() {
        @Override
        public void asked(RtspMessage.Request request) {
            // Nobody wants to know.
        }

        @Override
        public void answered(RtspMessage.Response answer) {
            // Nobody wants to know.
        }
    };

    /// We ask. The request holds the Authorization header, but never a password.
    void asked(RtspMessage.Request request);

    /// The camera answers.
    void answered(RtspMessage.Response answer);
}

package org.lidless.web;

import java.io.IOException;

/// How an operation is carried out. Called on a thread of its own (a virtual one), many at a time; may wait.
public interface Answering {

    /// Returns when the answer is given.
    ///
    /// @throws org.lidless.domain.ProblemException becomes the answer
    /// @throws IOException                         when the client is gone
    void answer(Call call) throws IOException;
}

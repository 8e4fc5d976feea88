package org.lidless.domain;

/// What is said to a node that may not join: a title, and what `lidless explain` tells.
final class JoinWords {

    static final String WRONG = "The code does not let a node join";
    static final String WRONG_MORE =
            "It was mistyped, or no invitation of this site has it. Codes are made by lidless invite. Nobody was let in.";

    static final String USED = "The code was used already";
    static final String USED_MORE =
            "A code lets one node join, once. If it was not you who used it, find the node that did, and take it out.";

    static final String EXPIRED = "The code has expired";
    static final String EXPIRED_MORE =
            "Codes are valid for an hour unless lidless invite was told otherwise. Make another one.";

    static final String FOREIGN = "The address does not belong to a management server of the code's site";
    static final String FOREIGN_MORE =
            "Whoever answered could not prove to be one, so the code was not shown. Perhaps somebody is in between.";

    static final String CLOCK = "The clocks are too far apart to join";
    static final String CLOCK_MORE =
            "A machine whose clock is wrong by minutes is set right before it joins. The code stays valid.";

    static final String TAKEN = "The site has a node of this name";
    static final String TAKEN_MORE =
            "Choose another one; or say --replace when the node is lost for good and this one takes its place.";

    static final String EXISTS = "A key or certificate is there already";
    static final String EXISTS_MORE =
            "Keys are never replaced by accident: the old one may be in use. Choose another directory, or move the old "
                    + "files away.";

    static final String VERSION = "Two nodes speak different versions";
    static final String VERSION_MORE =
            "A peer answered in a protocol version that this program does not know. Each node goes on recording. "
                    + "Bring the nodes of the site to versions that go together; the upgrade notes say which do.";

    private JoinWords() {}
}

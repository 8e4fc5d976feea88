package org.lidless.control.site.people;

import java.util.Optional;
import org.lidless.domain.Sha256;

/// That somebody may choose a password, once. Who reads it cannot: it holds a hash of the code.
///
/// @param id      names it: 12 hexadecimal digits
/// @param proof   the hash of its code
/// @param name    whose password; without, its bearer becomes the site's first administrator under a name of
/// their
///                choice, as long as nobody else is in charge
/// @param untilUs until when it is valid, site time in µs
public record PersonCode(String id, Sha256 proof, Optional<PersonName> name, long untilUs) {

    public PersonCode {
        if (!id.matches("[0-9a-f]{12}")) {
            throw new IllegalArgumentException("a code is named by 12 hexadecimal digits");
        }
    }

    public boolean isOver(long nowUs) {
        return nowUs >= untilUs;
    }
}

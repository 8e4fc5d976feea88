package org.lidless.control.site.people;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.lidless.domain.PersonRole;

/// Somebody who may sign in.
///
/// @param name       unique
/// @param fullName   for people to read; may be empty
/// @param password   the hash of their password in PHC's text form, with its parameters and salt; without one,
/// they
///                   sign in by a code first, or by somebody else's sign-in
/// @param grants     what they are, and how far that reaches
/// @param off        may not sign in for the time being; everything else is kept
/// @param outside    who they are to the provider by which they sign in (OpenID Connect)
/// @param generation rises when all their sign-ins and tickets are to end
/// @param version    rises with each change: what an edit is based on
public record Account(
        PersonName name,
        String fullName,
        Optional<String> password,
        List<Grant> grants,
        boolean off,
        Optional<Outside> outside,
        long generation,
        long version) {

    /// Most grants of one account.
    public static final int GRANTS_MAX = 100;

    /// The longest full name.
    public static final int FULL_NAME_CHARS_MAX = 200;

    /// Somebody as a provider knows them.
    public record Outside(String issuer, String subject) {}

    public Account {
        grants = List.copyOf(grants);
        if (grants.size() > GRANTS_MAX) {
            throw new IllegalArgumentException("an account has at most " + GRANTS_MAX + " roles");
        }
        if (fullName.length() > FULL_NAME_CHARS_MAX) {
            throw new IllegalArgumentException("a full name has at most " + FULL_NAME_CHARS_MAX + " characters");
        }
    }

    /// Somebody new, who cannot sign in yet.
    public static Account fresh(PersonName name, List<Grant> grants) {
        return new Account(name, "", Optional.empty(), grants, false, Optional.empty(), 1, 1);
    }

    public SortedSet<PersonRole> roles() {
        TreeSet<PersonRole> roles = new TreeSet<>();
        grants.forEach(grant -> roles.add(grant.role()));
        return roles;
    }

    /// Whether they can sign in and change who may do what.
    boolean isInCharge() {
        return !off
                && (password.isPresent() || outside.isPresent())
                && grants.contains(Grant.everywhere(PersonRole.ADMINISTRATOR));
    }

    /// With other rights. Sign-ins go on: each request looks at the rights anew.
    Account granted(String called, List<Grant> others, boolean isOff) {
        boolean ends = isOff && !off;
        return new Account(
                name, called, password, others, isOff, outside, ends ? generation + 1 : generation, version + 1);
    }

    /// With another password; every sign-in so far ends.
    Account withPassword(String hash) {
        return new Account(name, fullName, Optional.of(hash), grants, off, outside, generation + 1, version + 1);
    }

    Account known(Outside as, List<Grant> others) {
        return new Account(name, fullName, password, others, off, Optional.of(as), generation, version + 1);
    }

    Account signedOut() {
        return new Account(name, fullName, password, grants, off, outside, generation + 1, version + 1);
    }

    /// Without the hash.
    @Override
    public String toString() {
        return "account " + name + " " + roles() + (off ? " (off)" : "");
    }
}

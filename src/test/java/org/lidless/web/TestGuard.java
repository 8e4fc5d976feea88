package org.lidless.web;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lidless.control.site.people.Entitlement;
import org.lidless.domain.CameraId;
import org.lidless.domain.PersonRole;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.Right;
import org.lidless.web.access.Caller;
import org.lidless.web.access.Guard;

/// Believes who says who they are: `Authorization: Bearer root` may do everything, `Bearer gate` may see camera
/// gate.
final class TestGuard implements Guard {

    static final String ROOT = "root";
    static final String GATE = "gate";

    @Override
    public Caller identify(Context request) {
        return said(Optional.ofNullable(request.header("Authorization")).orElse(""), request.ip());
    }

    /// Who says so.
    static Caller said(String authorization, String from) {
        return switch (authorization) {
            case "Bearer root" ->
                caller(ROOT, new Entitlement(PersonRole.ADMINISTRATOR.rights(), new TreeMap<>()), from);
            case "Bearer gate" -> {
                SortedMap<CameraId, SortedSet<Right>> some = new TreeMap<>();
                some.put(new CameraId("gate"), PersonRole.VIEWER.rights());
                yield caller(GATE, new Entitlement(new TreeSet<>(), some), from);
            }
            default -> throw ProblemCode.SIGN_IN_NEEDED.because("Nobody is signed in.", "Safe.", "Sign in.");
        };
    }

    private static Caller caller(String name, Entitlement may, String from) {
        return new Caller(name, from, new TreeSet<>(List.of(PersonRole.VIEWER)), Caller.Means.TOKEN, name, may);
    }

    @Override
    public void require(Caller caller, Right right, @Nullable CameraId camera) {
        if (!caller.may(right, camera)) {
            throw ProblemCode.RIGHT_MISSING.because("You may not.", "Safe.", "Ask for it.");
        }
    }

    @Override
    public void requireSome(Caller caller, Right right) {
        if (!caller.maySome(right)) {
            throw ProblemCode.RIGHT_MISSING.because("You may not.", "Safe.", "Ask for it.");
        }
    }

    @Override
    public boolean stillMay(Caller caller, Right right, @Nullable CameraId camera) {
        return caller.may(right, camera);
    }
}

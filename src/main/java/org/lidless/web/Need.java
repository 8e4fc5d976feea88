package org.lidless.web;

import org.lidless.domain.Right;

/// What an operation of the API needs: `x-right` and `x-camera` of openapi.yaml.
///
/// @param right     without which it is refused
/// @param scope     for what the right is needed
/// @param parameter the name of the parameter or member that names the camera; empty where none does
public record Need(Right right, Scope scope, String parameter) {

    /// For what a right is needed, and who asks for it.
    public enum Scope {
        /// The whole site.
        SITE(""),
        /// The camera that is named in the path.
        PATH("path."),
        /// Each camera that is named in the query.
        QUERY("query."),
        /// The camera, or each of the cameras, that the body names. The operation asks [Call#require].
        BODY("body."),
        /// The camera of the thing that the path names. The operation asks [Call#require].
        OBJECT("object"),
        /// Some camera; the operation answers with what [Call#may] allows.
        EACH("each");

        private final String word;

        Scope(String word) {
            this.word = word;
        }
    }

    /// Nobody has to sign in.
    public static Need open() {
        return new Need(Right.PUBLIC, Scope.SITE, "");
    }

    public static Need of(Right right) {
        return new Need(right, Scope.SITE, "");
    }

    public static Need path(Right right, String parameter) {
        return new Need(right, Scope.PATH, parameter);
    }

    public static Need query(Right right, String parameter) {
        return new Need(right, Scope.QUERY, parameter);
    }

    public static Need body(Right right, String member) {
        return new Need(right, Scope.BODY, member);
    }

    public static Need object(Right right) {
        return new Need(right, Scope.OBJECT, "");
    }

    public static Need each(Right right) {
        return new Need(right, Scope.EACH, "");
    }

    /// As `x-camera` has it; empty for a right that is needed for the whole site.
    public String camera() {
        return scope.word + parameter;
    }

    /// Whether the operation itself has to ask for the right, because only it knows the camera.
    boolean isAskedLater() {
        return scope == Scope.BODY || scope == Scope.OBJECT;
    }
}

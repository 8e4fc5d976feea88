package org.lidless.web;

/// The operations of one resource.
public interface RouteSet {

    /// Called once, before the server answers.
    void addTo(Routes routes);
}

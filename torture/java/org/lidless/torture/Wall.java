package org.lidless.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The console in a real browser, as an operator has it: a tab with live tiles, whose pictures are read as they come
/// to the screen (`console/test/site/codes.js`), and a tab with the timeline and its table.
final class Wall {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Browser browser;
    private final List<String> cameras;
    private final String live;
    private final String timeline;

    private Wall(Browser browser, List<String> cameras, String live, String timeline) {
        this.browser = browser;
        this.cameras = cameras;
        this.live = live;
        this.timeline = timeline;
    }

    /// What was shown of a camera since a moment.
    ///
    /// @param stillMillis longest time without another picture
    /// @param missing     pictures left out where it stood still longest
    /// @param skipped     pictures left out anywhere
    /// @param back        how often an older picture came behind a newer one
    /// @param shown       pictures
    /// @param unread      pictures whose code could not be read
    /// @param recorder    whose the last one was
    record Watched(
            String camera,
            double stillMillis,
            int missing,
            int skipped,
            int back,
            int shown,
            int unread,
            String recorder) {}

    /// Signs in and opens both tabs.
    static Wall open(Browser browser, Visitor visitor, List<String> cameras) throws IOException {
        browser.open(visitor.base());
        String live = browser.tab();
        browser.run("fetch('/api/session', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: "
                + "JSON.stringify({name: 'root', password: 'correct horse battery'})}).then(answer => {"
                + " if (!answer.ok) throw new Error('sign-in: ' + answer.status); })");
        browser.run("location.href = '/live'");
        browser.awaitTrue(
                "all tiles",
                LONGEST,
                "document.querySelectorAll('[data-state=live]').length === " + cameras.size()
                        + " && document.documentElement.dataset.atHand === 'all'");
        browser.run(Files.readString(Path.of("console", "test", "site", "codes.js")));
        browser.run("codes.watch()");
        browser.open(visitor.base().resolve("/timeline?cams=" + String.join(",", cameras)));
        String timeline = browser.tab();
        browser.awaitTrue("the timeline's table", LONGEST, "!!document.querySelector('.lanes-foot button')");
        browser.run("document.querySelector('.lanes-foot button').click()");
        browser.run("var seams = {}; new MutationObserver(() => {"
                + " for (const row of document.querySelectorAll('.lanes-table tbody tr')) {"
                + "  seams[row.cells[0].textContent + ' ' + row.cells[4].textContent] ??= Date.now(); }"
                + "}).observe(document.body, {subtree: true, childList: true, characterData: true})");
        browser.turnTo(live);
        return new Wall(browser, cameras, live, timeline);
    }

    List<Watched> since(long wallMillis) throws IOException {
        browser.turnTo(live);
        JsonNode all = JSON.readTree(browser.evaluate(
                "JSON.stringify(Object.keys(codes.seen).map(camera => codes.since(camera, " + wallMillis + ")))"));
        return all.valueStream()
                .map(each -> new Watched(
                        each.path("camera").asString(),
                        each.path("still").asDouble(),
                        each.path("missing").asInt(),
                        each.path("skipped").asInt(),
                        each.path("back").asInt(),
                        each.path("shown").asInt(),
                        each.path("unread").asInt(),
                        each.path("recorder").asString()))
                .toList();
    }

    /// When the timeline first said that a camera was recorded by somebody who stands in, wall clock, ms; 0 while it
    /// has not.
    long seamMillis(String camera, String recorder) throws IOException {
        browser.turnTo(timeline);
        String said = browser.evaluate("seams['" + camera + " Recorded by " + recorder + ", standing in'] ?? 0");
        browser.turnTo(live);
        return Long.parseLong(said);
    }

    /// Whether somebody is signed in, and no page says that the site is away.
    boolean isSignedIn() throws IOException {
        browser.turnTo(live);
        return browser.evaluate("!!document.querySelector('.shell') && !document.querySelector('.door')")
                .equals("true");
    }

    /// Goes to another page of the console by its link, and waits for words on it.
    void follow(String address, String words) throws IOException {
        browser.turnTo(live);
        browser.run("document.querySelector('nav a[href=\"" + address + "\"]').click()");
        browser.awaitTrue(address, LONGEST, "document.querySelector('#page').innerText.includes('" + words + "')");
    }

    List<String> cameras() {
        return cameras;
    }
}

package org.lidless.node.settings;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.lidless.control.site.DesiredSite;
import org.lidless.domain.NodeId;
import org.lidless.node.settings.Located.Mapping;
import org.lidless.node.settings.Settings.Managing;
import org.lidless.node.settings.Settings.WebSetting;

/// Reads the settings of a management server, with the site that it is to manage.
final class ManagingReader {

    private static final List<String> KEYS = List.of(
            "node",
            "role",
            "listen",
            "peer-listen",
            "consensus-listen",
            "certificates",
            "authority",
            "joins",
            "management",
            "hold-down-seconds",
            "web",
            "recorders",
            "cameras",
            "syslog",
            "syslog-authority",
            "timestamp-authority");
    private static final String CONSENSUS_LISTEN_EXAMPLE = "10.1.0.5:7401";
    private static final String HOLD_DOWN_DEFAULT = "60";
    private static final int HOLD_DOWN_MAX = 3_600;

    private final Complaints complaints;
    private final Values values;

    ManagingReader(Complaints complaints, Values values) {
        this.complaints = complaints;
        this.values = values;
    }

    Optional<Managing> read(Mapping top) {
        Keys keys = new Keys("the settings", top, KEYS, complaints);
        Optional<NodeId> node = SettingsReader.node(keys, values);
        Optional<InetSocketAddress> listen = SettingsReader.listen(keys, values);
        Optional<InetSocketAddress> peerListen = address(keys, "peer-listen", RecordingReader.PEER_LISTEN_EXAMPLE);
        Optional<InetSocketAddress> consensus = address(keys, "consensus-listen", CONSENSUS_LISTEN_EXAMPLE);
        Optional<Path> certificates = keys.required("certificates", "the directory with this node's certificate")
                .map(values::path);
        Optional<Boolean> joins = values.yesOrNo("joins", keys.optional("joins", "false"));
        OptionalInt holdDown = values.number(
                "hold-down-seconds", keys.optional("hold-down-seconds", HOLD_DOWN_DEFAULT), 0, HOLD_DOWN_MAX);
        Optional<WebSetting> web = new WebReader(complaints, values).read(keys);
        Proving proving = new ProvingReader(complaints, values).read(keys);
        DesiredSite site = new SiteReader(complaints, values).read(keys);
        if (node.isEmpty()
                || listen.isEmpty()
                || peerListen.isEmpty()
                || consensus.isEmpty()
                || certificates.isEmpty()
                || joins.isEmpty()
                || holdDown.isEmpty()
                || web.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Managing(
                node.get(),
                listen.get(),
                peerListen.get(),
                consensus.get(),
                servers(keys, node.get(), peerListen.get(), consensus.get()),
                joins.get(),
                keys.text("authority").map(values::path),
                certificates.get(),
                Duration.ofSeconds(holdDown.getAsInt()),
                web.get(),
                site,
                proving));
    }

    private List<Settings.ManagementServer> servers(
            Keys keys, NodeId node, InetSocketAddress peerListen, InetSocketAddress consensusListen) {
        return new ServersReader(complaints, values)
                .read(
                        keys,
                        new Settings.ManagementServer(
                                node, ServersReader.text(peerListen), ServersReader.text(consensusListen)));
    }

    private Optional<InetSocketAddress> address(Keys keys, String key, String example) {
        return keys.required(key, "an IP address of this machine and a port, for example " + example)
                .flatMap(text -> values.own(key, text, false, example));
    }
}

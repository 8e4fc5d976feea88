package org.lidless.wire.authority;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Shows a node's one certificate, and the authority that signed it, to everybody, whatever its dates and whatever
/// authorities the other side names: the other side judges. A renewed certificate is shown from the next greeting on.
final class OwnKey extends X509ExtendedKeyManager {

    private static final String ALIAS = "node";

    private final PrivateKey key;
    private final Supplier<X509Certificate> certificate;
    private final X509Certificate authority;

    OwnKey(PrivateKey key, Supplier<X509Certificate> certificate, X509Certificate authority) {
        this.key = key;
        this.certificate = certificate;
        this.authority = authority;
    }

    private @Nullable String aliasFor(String... types) {
        for (String type : types) {
            if (type.startsWith(key.getAlgorithm())) {
                return ALIAS;
            }
        }
        return null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
        return aliasFor(types);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
        return aliasFor(type);
    }

    @Override
    public @Nullable String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
        return aliasFor(types);
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
        return aliasFor(type);
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return new X509Certificate[] {certificate.get(), authority};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
    }
}

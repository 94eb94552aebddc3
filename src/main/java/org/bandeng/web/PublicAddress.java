package org.bandeng.web;

import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The address under which phones reach this program: {@code bandeng.public-url}, such as https://bench.example.org, which must
 * be a web domain of the official account (网页授权域名). In a sandbox it is this machine's own.
 */
@Component
public class PublicAddress {

    private final Environment environment;

    PublicAddress(Environment environment) {
        this.environment = environment;
    }

    /** Without a slash at its end; empty if it is not known, so that nothing can link to our pages. */
    public Optional<String> get() {
        String configured = environment.getProperty("bandeng.public-url", "");
        if (!configured.isBlank()) {
            return Optional.of(configured.strip().replaceFirst("/+$", ""));
        }
        boolean sandbox = environment.getProperty("bandeng.wechat.app-id", "").isBlank();
        return sandbox
                ? Optional.of("http://localhost:" + environment.getProperty("local.server.port", "8080"))
                : Optional.empty();
    }
}

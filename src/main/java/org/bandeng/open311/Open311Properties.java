package org.bandeng.open311;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What others may read and report by Open311.
 *
 * @param apiKeys who knows one may report; without any, nobody may
 * @param hidden categories that are nobody else's business
 */
@ConfigurationProperties("bandeng.open311")
public record Open311Properties(
        @DefaultValue({}) Set<String> apiKeys,
        @DefaultValue("neighbour-dispute") Set<String> hidden) {
    public Open311Properties {
        apiKeys = Set.copyOf(apiKeys);
        hidden = Set.copyOf(hidden);
    }
}

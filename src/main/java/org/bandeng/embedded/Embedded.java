package org.bandeng.embedded;

import java.nio.file.Path;
import java.util.Map;

/**
 * What runs embedded.
 *
 * @param dataDirectory where it keeps its data
 * @param portByName the loopback port by the store's name; empty: nothing runs embedded
 */
public record Embedded(Path dataDirectory, Map<String, Integer> portByName) {
    public Embedded {
        portByName = Map.copyOf(portByName);
    }
}

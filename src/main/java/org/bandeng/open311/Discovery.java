package org.bandeng.open311;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the service is and what it speaks ("Service Discovery" of Open311), flat, as its one endpoint. */
final class Discovery {

    private Discovery() {}

    static Answer of(URI asked) {
        String base = asked.resolve("/open311/v2").toString();
        Map<String, @Nullable Object> endpoint = new LinkedHashMap<>();
        endpoint.put("specification", "http://wiki.open311.org/GeoReport_v2");
        endpoint.put("url", base);
        endpoint.put("changeset", "2026-11-26T00:00:00+08:00");
        endpoint.put("type", "production");
        endpoint.put("formats", "text/xml, application/json");
        return Answer.of("discovery", "endpoint", List.of(endpoint));
    }
}

package org.bandeng.embedded;

import java.util.HashMap;
import java.util.Map;
import org.springframework.core.env.Environment;

/** Flyway speaks JDBC: the same PostgreSQL in JDBC's words, unless it was told another way. */
final class FlywayAddress {

    private static final String R2DBC = "^r2dbcs?:(?:pool:)?postgresql://";

    private FlywayAddress() {}

    static Map<String, Object> from(Environment environment) {
        String url = environment.getProperty("spring.r2dbc.url", "");
        if (environment.containsProperty("spring.flyway.url") || !url.matches(R2DBC + ".*")) {
            return Map.of();
        }
        String address = url.replaceFirst(R2DBC, "");
        int at = address.substring(0, address.indexOf('/') < 0 ? address.length() : address.indexOf('/'))
                .lastIndexOf('@');
        String host = address.substring(at + 1).replaceFirst("\\?.*", "");
        String[] user = (at < 0 ? "" : address.substring(0, at)).split(":", 2);
        Map<String, Object> properties = new HashMap<>();
        properties.put(
                "spring.flyway.url",
                "jdbc:postgresql://" + host + (url.startsWith("r2dbcs") ? "?sslmode=require" : ""));
        properties.put("spring.flyway.user", environment.getProperty("spring.r2dbc.username", decoded(user[0])));
        properties.put(
                "spring.flyway.password",
                environment.getProperty("spring.r2dbc.password", user.length < 2 ? "" : decoded(user[1])));
        return properties;
    }

    private static String decoded(String part) {
        return java.net.URLDecoder.decode(part.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
    }
}

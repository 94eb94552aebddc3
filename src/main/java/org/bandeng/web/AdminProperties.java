package org.bandeng.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The account that there is from the beginning.
 *
 * @param initialPassword of {@code admin}, when the account is made; empty: a random one, shown at start
 */
@ConfigurationProperties("bandeng.admin")
public record AdminProperties(@DefaultValue("") String initialPassword) {

    /** Without the password. */
    @Override
    public String toString() {
        return "AdminProperties";
    }
}

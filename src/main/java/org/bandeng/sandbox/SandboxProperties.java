package org.bandeng.sandbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the stand-in behaves.
 *
 * @param tokenLife for how long an access token is good
 */
@ConfigurationProperties("bandeng.sandbox")
public record SandboxProperties(@DefaultValue("2h") Duration tokenLife) {}

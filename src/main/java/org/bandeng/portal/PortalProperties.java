package org.bandeng.portal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The pages of residents.
 *
 * @param linkLife how long a link in a message is good
 * @param loginLife for how long a phone that WeChat vouched for is remembered
 */
@ConfigurationProperties("bandeng.portal")
public record PortalProperties(
        @DefaultValue("30d") Duration linkLife,
        @DefaultValue("30d") Duration loginLife) {}

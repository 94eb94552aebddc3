package org.bandeng.portal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The pages of residents.
 *
 * @param publicUrl the address under which phones reach this program, such as https://bench.example.org; it must be a web
 *     domain of the official account (网页授权域名). Empty: messages have no links, except in a sandbox
 * @param linkLife how long a link in a message is good
 * @param loginLife for how long a phone that WeChat vouched for is remembered
 */
@ConfigurationProperties("bandeng.portal")
public record PortalProperties(
        @DefaultValue("") String publicUrl,
        @DefaultValue("30d") Duration linkLife,
        @DefaultValue("30d") Duration loginLife) {}

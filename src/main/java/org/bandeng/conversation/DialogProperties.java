package org.bandeng.conversation;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the scripts are.
 *
 * @param path the folder of the scripts
 * @param walk whether, at the very first start, what residents meet is walked to the end in the background; what is published is
 *     always walked
 */
@ConfigurationProperties("bandeng.dialogs")
public record DialogProperties(
        @DefaultValue("./dialogs") Path path,
        @DefaultValue("true") boolean walk) {}

package org.bandeng.conversation;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the scripts are.
 *
 * @param path the folder of the scripts
 */
@ConfigurationProperties("bandeng.dialogs")
public record DialogProperties(@DefaultValue("./dialogs") Path path) {}

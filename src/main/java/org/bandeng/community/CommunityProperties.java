package org.bandeng.community;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose back end this is.
 *
 * @param name as residents know it, such as 幸福里社区
 * @param office who answers for what no place's office answers for
 * @param importFiles directory files to take in at every start; set as {@code bandeng.community.import}
 */
@ConfigurationProperties("bandeng.community")
public record CommunityProperties(
        @DefaultValue(UNNAMED) String name,
        @DefaultValue("社区服务中心") String office,

        @org.springframework.boot.context.properties.bind.Name("import") @DefaultValue({})
        List<Path> importFiles) {

    /** What it is called before somebody names it. */
    public static final String UNNAMED = "社区";

    public CommunityProperties {
        office = office.isBlank() ? "社区服务中心" : office;
        importFiles = List.copyOf(importFiles);
    }
}

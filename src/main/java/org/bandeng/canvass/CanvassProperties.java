package org.bandeng.canvass;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often residents may be bothered.
 *
 * @param pulsesAMonth so many pulses ask the same person within 30 days, and no more; 1 or more
 */
@ConfigurationProperties("bandeng.canvass")
public record CanvassProperties(@DefaultValue("2") int pulsesAMonth) {
    public CanvassProperties {
        if (pulsesAMonth < 1) {
            throw new IllegalArgumentException(
                    "bandeng.canvass.pulses-a-month must be 1 or more, and is " + pulsesAMonth);
        }
    }
}

package org.bandeng;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts Bandeng: the webhook, the staff inbox and, without a WeChat account, the sandbox. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class BandengApplication {

    public static void main(String[] args) {
        SpringApplication.run(BandengApplication.class, args);
    }
}

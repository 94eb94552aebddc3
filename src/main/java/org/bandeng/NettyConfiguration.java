package org.bandeng;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/** Netty's threads and connections, which belong to this program alone and not to the whole JVM, and end with it. */
@Configuration(proxyBeanMethods = false)
class NettyConfiguration {

    /** By then the server has been drained; nobody needs the default of two more seconds of quiet. */
    private static final Duration QUIET = Duration.ofMillis(100);

    private static final Duration LONGEST = Duration.ofSeconds(5);

    @Bean
    ReactorResourceFactory reactorResourceFactory() {
        ReactorResourceFactory factory = new ReactorResourceFactory();
        factory.setUseGlobalResources(false);
        factory.setShutdownQuietPeriod(QUIET);
        factory.setShutdownTimeout(LONGEST);
        return factory;
    }
}

package org.bandeng;

import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How Lettuce hands on what Redis answers. */
@Configuration(proxyBeanMethods = false)
class RedisConfiguration {

    /**
     * On threads of their own: otherwise whatever follows an answer, such as the rendering of a page, runs on the one thread
     * that reads from Redis, and every other command times out meanwhile.
     */
    @Bean
    LettuceClientOptionsBuilderCustomizer publishOnScheduler() {
        return options -> options.publishOnScheduler(true);
    }
}

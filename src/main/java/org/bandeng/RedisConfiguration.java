package org.bandeng;

import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How Lettuce hands on what Redis answers. */
@Configuration(proxyBeanMethods = false)
class RedisConfiguration {

    private static final int THREADS = 8;

    /**
     * On threads of their own: otherwise whatever follows an answer, such as the rendering of a page, runs on the one thread
     * that reads from Redis, and every other command times out meanwhile.
     */
    @Bean
    LettuceClientOptionsBuilderCustomizer publishOnScheduler() {
        return options -> options.publishOnScheduler(true);
    }

    /**
     * More of those threads than there are cores: the first rendering of a page takes long on a small machine, and two of them at
     * once would keep everybody's commands waiting until they time out.
     */
    @Bean
    ClientResourcesBuilderCustomizer threadsForAnswers() {
        return resources -> resources.computationThreadPoolSize(THREADS);
    }
}

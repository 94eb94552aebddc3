package org.bandeng.web;

import io.lettuce.core.RedisCommandTimeoutException;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.serializer.SerializationException;
import org.springframework.session.ReactiveSessionRepository;
import org.springframework.session.Session;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Who is logged in is asked for once more if Redis does not answer in time: on a small machine that has just begun to work
 * everything is slow for a moment, and nobody should meet an error page for that.
 */
@Configuration(proxyBeanMethods = false)
class PatientSessions {

    @Bean
    static BeanPostProcessor sessionsThatAreAskedForTwice() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof ReactiveSessionRepository<?> sessions ? new Twice<>(sessions) : bean;
            }
        };
    }

    private record Twice<S extends Session>(ReactiveSessionRepository<S> sessions)
            implements ReactiveSessionRepository<S> {
        @Override
        public Mono<S> createSession() {
            return sessions.createSession();
        }

        @Override
        public Mono<Void> save(S session) {
            return sessions.save(session);
        }

        @Override
        public Mono<S> findById(String id) {
            return Mono.defer(() -> sessions.findById(id))
                    .retryWhen(Retry.max(1).filter(Twice::isSlow))
                    // Written by a program before an update: whoever it was logs in again.
                    .onErrorResume(SerializationException.class, old -> sessions.deleteById(id)
                            .then(Mono.empty()));
        }

        @Override
        public Mono<Void> deleteById(String id) {
            return sessions.deleteById(id);
        }

        private static boolean isSlow(Throwable problem) {
            return problem instanceof QueryTimeoutException || problem instanceof RedisCommandTimeoutException;
        }
    }
}
